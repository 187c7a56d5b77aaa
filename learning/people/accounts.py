"""Accounts: what people change of their own, and links to a new password.

Passwords arrive here as hashes: whoever calls these verbs has hashed them outside the unit.
"""

from __future__ import annotations

import datetime as dt
import secrets

from sqlalchemy import delete, exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid, NotFound
from learning.people import signing_in
from learning.people.models import Person, ResetLink
from learning.people.signing_in import digest, folded
from learning.people.visible import shows

RESET_HOURS = 24
_OPEN = Person.deactivated_on.is_(None)
_GONE = (
    "This link does not work: it has been used, has run out, or was copied only in part. "
    "Ask whoever looks after Debrief where you work for a new one."
)


def rename(session: Session, person_id: int, name: str) -> None:
    """Change the name that is shown, and printed on what the person completes from now on."""
    if not shows(name):
        raise Invalid("Enter the name you go by at work.")
    session.execute(update(Person).where(Person.id == person_id).values(name=name.strip()))


def change_email(session: Session, person_id: int, email: str) -> None:
    """Change what the person signs in with; `Conflict` where another account has it."""
    taken = "Another account has this e-mail address. Choose a different one."
    mine = Person.id == person_id
    if session.scalar(select(exists().where(Person.email == folded(email), ~mine))):
        raise Conflict(taken)
    try:
        session.execute(update(Person).where(mine).values(email=folded(email)))
    except IntegrityError as error:
        raise Conflict(taken) from error


def set_password(session: Session, person_id: int, phc: str, *, but: str = "") -> None:
    """Keep a new password. Every other device is signed out, and links to reset it are void.

    `but` is the token of the device on which it was changed, which stays signed in.
    """
    session.execute(update(Person).where(Person.id == person_id).values(password=phc))
    session.execute(delete(ResetLink).where(ResetLink.person_id == person_id))
    signing_in.end_all(session, person_id, but=but)


def make_reset_link(
    session: Session, person_id: int, *, at: dt.datetime, token: str | None = None
) -> str:
    """A token for a new password, valid for a day; an earlier one of this person stops working.

    A deactivated account gets none. `token` is one that was made elsewhere, if it was.
    """
    if session.scalar(select(exists().where(Person.id == person_id, ~_OPEN))):
        raise Conflict("This account is deactivated. Reactivate it before you make a link.")
    session.execute(delete(ResetLink).where(ResetLink.person_id == person_id))
    token = token or secrets.token_urlsafe(24)
    until = at + dt.timedelta(hours=RESET_HOURS)
    kept = digest(token)
    session.add(ResetLink(token_sha256=kept, person_id=person_id, made_at=at, until=until))
    session.flush()
    return token


def check_reset_link(session: Session, token: str, *, at: dt.datetime) -> None:
    """Raise `NotFound` unless the link can still be used."""
    kept = (ResetLink.token_sha256 == digest(token)) & (ResetLink.until > at)
    theirs = exists().where(kept, ResetLink.person_id == Person.id, _OPEN)
    if not session.scalar(select(theirs)):
        raise NotFound(_GONE)


def reset_password(session: Session, token: str, phc: str, *, at: dt.datetime) -> int:
    """Keep the new password of whoever the link is for, and spend it; returns the person's id.

    The person is signed out everywhere. Of two uses at once one finds the link gone. The account is
    held first and the link then, as everywhere: two units that wait for each other end neither.
    """
    kept = (ResetLink.token_sha256 == digest(token)) & (ResetLink.until > at)
    theirs = select(ResetLink.person_id).where(kept).scalar_subquery()
    account = select(Person.id).where(Person.id == theirs, _OPEN).with_for_update()
    person_id = session.scalar(account)
    spent = session.execute(delete(ResetLink).where(kept)).rowcount  # type: ignore[attr-defined]
    if person_id is None or spent != 1:
        raise NotFound(_GONE)
    set_password(session, person_id, phc)
    return person_id
