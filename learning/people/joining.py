"""Joining: a one-time link makes an account.

No account starts with a password somebody else knows.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass, replace

from sqlalchemy import delete, exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid, NotFound
from learning.people.models import Invitation, Person, Role
from learning.people.signing_in import digest, folded

FIRST_LINK_HOURS = 24
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
    token = secrets.token_urlsafe(24)
    until = at + dt.timedelta(hours=FIRST_LINK_HOURS)
    kept = digest(token)
    session.add(Invitation(token_sha256=kept, role="administrator", made_at=at, until=until))
    session.flush()
    return token


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


def add(session: Session, newcomer: NewPerson, *, at: dt.datetime) -> int:
    """Add a person with their roles; returns the row's id.

    Raises `Conflict` where the address was taken in the meantime; the unit is then spent.
    """
    if not newcomer.name.strip():
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
    session.add_all(Role(person_id=person.id, name=role) for role in held)
    session.flush()
    return person.id
