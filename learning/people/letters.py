"""Letters: mails that are to be sent, put as jobs into the unit of what they tell.

A job holds no secret: the token of a link is made when its mail is written. Whether mail is sent at
all is for the caller to know; where it is not, these are not called.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from learning.errors import Conflict
from learning.people import accounts, joining, links
from learning.people.joining import Offer
from learning.people.models import Invitation, Person, ResetLink
from learning.people.signing_in import digest, folded
from learning.work import jobs

INVITATION, RESET, ADDRESS = "mail.invitation", "mail.reset", "mail.address"


def invite(session: Session, what: Offer, email: str, *, key: str, at: dt.datetime) -> None:
    """Make an invitation and have its link sent; `Conflict` where the address has an account."""
    if session.scalar(select(exists().where(Person.email == folded(email)))):
        raise Conflict("There is an account with this e-mail address already. Look under People.")
    nonce = links.nonce()
    joining.offer(session, what, links.token(key, links.JOIN, nonce), at=at)
    payload = {"email": email.strip(), "nonce": nonce, "key": links.mark(key)}
    jobs.put(session, INVITATION, payload, at=at)


def reset(session: Session, person_id: int, *, key: str, at: dt.datetime) -> None:
    """Make a link to a new password and have it sent to the person's own address.

    `Conflict` for a deactivated account, as without mail.
    """
    person = session.scalars(select(Person.public_id).where(Person.id == person_id)).one()
    _send_reset(session, person_id, person, key=key, at=at)


def forgotten(session: Session, email: str, *, key: str, at: dt.datetime) -> None:
    """Have a link to a new password sent, if the address has an account of a real person.

    Where it has none there is a job all the same, with nobody in it.
    """
    theirs = select(Person.id, Person.public_id).where(
        Person.email == folded(email), Person.deactivated_on.is_(None), Person.invented.is_(False)
    )
    row = session.execute(theirs).one_or_none()
    person_id, person = row or (None, "")
    _send_reset(session, person_id, person, key=key, at=at)


def _send_reset(
    session: Session, person_id: int | None, person: str, *, key: str, at: dt.datetime
) -> None:
    nonce = links.nonce()
    token = links.token(key, links.RESET, nonce)
    if person_id is not None:
        accounts.make_reset_link(session, person_id, at=at, token=token)
    payload = {"person": person, "nonce": nonce, "key": links.mark(key)}
    jobs.put(session, RESET, payload, at=at)


def tell_old_address(session: Session, person_id: int, old: str, *, at: dt.datetime) -> None:
    """Tell the address that an account had until now that it has another one."""
    person = session.scalars(select(Person.public_id).where(Person.id == person_id)).one()
    jobs.put(session, ADDRESS, {"person": person, "email": old}, at=at)


@dataclass(frozen=True)
class Open:
    """A link that still works as its mail tells of it: to whom, until when, for what role.

    `first` where it leads to the first password of an account.
    """

    email: str
    token: str
    until: dt.datetime
    role: str = ""
    first: bool = False


def open_invitation(
    session: Session, payload: Mapping[str, Any], *, key: str, at: dt.datetime
) -> Open | None:
    """The invitation that a job is about; None once it was used, withdrawn or has run out."""
    token = links.token(key, links.JOIN, payload["nonce"])
    found = session.get(Invitation, digest(token))
    if found is None or found.used_at is not None or found.until <= at:
        return None
    return Open(payload["email"], token, found.until, found.role)


def open_reset(
    session: Session, payload: Mapping[str, Any], *, key: str, at: dt.datetime
) -> Open | None:
    """The link to a new password that a job is about; None once it works no longer."""
    token = links.token(key, links.RESET, payload["nonce"])
    row = session.execute(
        select(Person.email, Person.password, ResetLink.until)
        .join(ResetLink, ResetLink.person_id == Person.id)
        .where(
            ResetLink.token_sha256 == digest(token),
            ResetLink.until > at,
            Person.deactivated_on.is_(None),
        )
    ).one_or_none()
    return Open(row.email, token, row.until, first=row.password is None) if row else None
