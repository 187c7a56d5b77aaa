"""Joining: a one-time link makes an account.

No account starts with a password somebody else knows.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import secrets
from dataclasses import dataclass, replace

from sqlalchemy import delete, exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid, NotFound
from learning.people import recounting
from learning.people.models import ROLES, Invitation, Person, Role
from learning.people.signing_in import digest, folded
from learning.people.visible import shows

FIRST_LINK_HOURS = 24
MOST_DAYS = 90
HANDLE = 16
"""Characters of a token's hash that name an invitation."""
_GONE = (
    "This link does not work: it has been used, has run out, or was copied only in part. "
    "Ask whoever sent it for a new one."
)
_TAKEN = "There is an account with this e-mail address. Sign in with it instead."


def has_administrator(session: Session) -> bool:
    """Whether anybody can administer this installation yet."""
    return bool(session.scalar(select(exists().where(Role.name == "administrator"))))


def invite_first_administrator(session: Session, *, at: dt.datetime) -> str:
    """A token for the first administrator, valid for a day; earlier unused ones stop working."""
    session.execute(delete(Invitation).where(Invitation.used_at.is_(None)))
    until = at + dt.timedelta(hours=FIRST_LINK_HOURS)
    token = secrets.token_urlsafe(24)
    _keep(session, Invitation(role="administrator", made_at=at, until=until), token)
    return token


def invite(
    session: Session,
    role: str,
    *,
    at: dt.datetime,
    days: int,
    made_by: int | None = None,
    meant_for: str = "",
) -> str:
    """A token that makes one account with a role, within so many days."""
    token = secrets.token_urlsafe(24)
    offer(session, Offer(role, days, made_by, meant_for), token, at=at)
    return token


@dataclass(frozen=True)
class Offer:
    """What an invitation allows, for how many days, who made it and whom it is meant for."""

    role: str
    days: int
    made_by: int | None = None
    meant_for: str = ""


def offer(session: Session, what: Offer, token: str, *, at: dt.datetime) -> None:
    """Keep an invitation behind a token that was made elsewhere."""
    if what.role not in ROLES:
        raise Invalid(f"There is no role '{what.role}'. Use one of: {', '.join(ROLES)}.")
    if not 1 <= what.days <= MOST_DAYS:
        raise Invalid(f"An invitation lasts from 1 to {MOST_DAYS} days. Choose a number of them.")
    until = at + dt.timedelta(days=what.days)
    row = Invitation(role=what.role, made_at=at, until=until, made_by=what.made_by)
    row.meant_for = " ".join(what.meant_for.split())[:120]
    _keep(session, row, token)


def _keep(session: Session, row: Invitation, token: str) -> None:
    row.token_sha256 = digest(token)
    session.add(row)
    session.flush()


def withdraw(session: Session, handle: str) -> bool:
    """Let an open invitation work no longer, and say whether there was one."""
    if len(handle) != HANDLE:
        return False
    begins = Invitation.token_sha256.startswith(handle, autoescape=True)
    gone = session.execute(delete(Invitation).where(begins, Invitation.used_at.is_(None)))
    return bool(gone.rowcount)  # type: ignore[attr-defined]


def check(session: Session, token: str, *, at: dt.datetime) -> None:
    """Raise `NotFound` unless the link can still be used."""
    found = session.get(Invitation, digest(token))
    if found is None or found.used_at is not None or found.until <= at:
        raise NotFound(_GONE)


@dataclass(frozen=True)
class NewPerson:
    """What an account starts with. `password` is a PHC string, None for demo people."""

    name: str
    email: str
    password: str | None
    roles: tuple[str, ...] = ()
    invented: bool = False


def join(session: Session, token: str, newcomer: NewPerson, *, at: dt.datetime) -> int:
    """Make the account that the link allows, with the link's role; returns the person's id.

    The link is spent in the same unit, so that two clicks make one account.
    """
    check(session, token, at=at)
    if session.scalar(select(exists().where(Person.email == folded(newcomer.email)))):
        raise Conflict(_TAKEN)
    spent = session.execute(
        update(Invitation)
        .where(Invitation.token_sha256 == digest(token), Invitation.used_at.is_(None))
        .values(used_at=at)
    )
    if spent.rowcount != 1:  # type: ignore[attr-defined]
        raise NotFound(_GONE)
    invitation = session.get_one(Invitation, digest(token))
    return add(session, replace(newcomer, roles=(invitation.role,)), at=at)


def register(session: Session, newcomer: NewPerson, *, at: dt.datetime) -> None:
    """Make a learner's account for somebody who asks; where the address has one, nothing happens.

    Nobody may learn from it who has an account, so there is nothing to return.
    """
    if session.scalar(select(exists().where(Person.email == folded(newcomer.email)))):
        return
    with contextlib.suppress(Conflict), session.begin_nested():
        add(session, replace(newcomer, roles=()), at=at)


def add(session: Session, newcomer: NewPerson, *, at: dt.datetime) -> int:
    """Add a person with their roles, and have their duties worked out; returns the row's id.

    Raises `Conflict` where the address was taken in the meantime; the unit is then spent.
    """
    if not shows(newcomer.name):
        raise Invalid("Enter the name you go by at work.")
    person = Person(
        name=newcomer.name.strip(),
        email=folded(newcomer.email),
        password=newcomer.password,
        invented=newcomer.invented,
        joined_at=at,
    )
    session.add(person)
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict(_TAKEN) from error
    held = [role for role in newcomer.roles if role != "learner"]
    session.add_all(Role(person_id=person.id, name=role, since=at.date()) for role in held)
    session.flush()
    recounting.ask(session, [person.id], on=at.date())
    return person.id
