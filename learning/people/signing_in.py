"""Signing in and out. The cookie holds a random token, the database its hash.

Flask-Login's `get_id()` is that token, so ending rows here signs devices out at once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.db.base import table
from learning.db.prepared import Prepared
from learning.errors import NotFound
from learning.people.models import Person, Role, SignIn


@dataclass(frozen=True)
class Present:
    """The signed-in person as pages see them."""

    id: int
    public_id: str
    name: str
    invented: bool
    roles: frozenset[str]


_HANDLE = 16
"""Characters of a token's hash that name a device."""


class _Row(NamedTuple):
    """A person with one of their roles."""

    id: int
    public_id: str
    name: str
    invented: bool
    role: str | None


_PERSON, _ROLE, _SIGN_IN = table(Person).c, table(Role).c, table(SignIn).c
_PRESENT = Prepared(
    select(_PERSON.id, _PERSON.public_id, _PERSON.name, _PERSON.invented, _ROLE.name)
    .join_from(table(SignIn), table(Person), _PERSON.id == _SIGN_IN.person_id)
    .outerjoin(table(Role), _ROLE.person_id == _PERSON.id)
    .where(
        _SIGN_IN.token_sha256 == bindparam("token"),
        _SIGN_IN.until > bindparam("at", type_=_SIGN_IN.until.type),
        _PERSON.deactivated_on.is_(None),
    ),
    _Row,
)


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def folded(email: str) -> str:
    """An address as it is kept: without surrounding space, in lower case, and still itself.

    Case folding would make `strasse@` of `straße@`, which is somebody else's.
    """
    return unicodedata.normalize("NFC", email.strip()).lower()


def is_address(text: str) -> bool:
    """Whether a text has one @ with something on both sides, and no space."""
    left, at, right = text.partition("@")
    return bool(left and at and "." in right) and "@" not in right and " " not in text


def credentials(session: Session, email: str) -> tuple[int, str | None] | None:
    """The id and password hash of the person with this address.

    For a deactivated account there is none: at the door nobody learns that there was one.
    """
    theirs = (Person.email == folded(email)) & Person.deactivated_on.is_(None)
    row = session.execute(select(Person.id, Person.password).where(theirs)).first()
    return (row.id, row.password) if row else None


def start(session: Session, person_id: int, *, at: dt.datetime, days: int, device: str = "") -> str:
    """Sign a person in on one device; returns the token for the cookie.

    Old sign-ins are cleared. `device` is what the person knows it by, in two words. Raises
    `NotFound` where the person was erased or deactivated a moment ago.
    """
    _refuse_the_deactivated(session, person_id)
    token = secrets.token_urlsafe(32)
    session.execute(delete(SignIn).where(SignIn.person_id == person_id, SignIn.until <= at))
    until = at + dt.timedelta(days=days)
    kept = digest(token)
    row = SignIn(token_sha256=kept, person_id=person_id, at=at, until=until, device=device[:40])
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise NotFound("This account has just been deleted. Nothing of it is left.") from error
    return token


def _refuse_the_deactivated(session: Session, person_id: int) -> None:
    """Hold the account as it is until the unit ends, so that no sign-in outlives its closing."""
    shut = select(Person.deactivated_on).where(Person.id == person_id).with_for_update(read=True)
    if session.scalar(shut) is not None:
        raise NotFound(
            "This account was closed a moment ago. Ask whoever looks after Debrief where you work."
        )


def end(session: Session, token: str) -> None:
    """Sign one device out; an unknown token changes nothing."""
    session.execute(delete(SignIn).where(SignIn.token_sha256 == digest(token)))


@dataclass(frozen=True)
class Device:
    """One device on which a person is signed in; `handle` names it in addresses."""

    handle: str
    name: str
    since: dt.datetime
    here: bool


def devices(session: Session, person_id: int, token: str, *, at: dt.datetime) -> list[Device]:
    """Where a person is signed in, the newest first; `token` is that of the device that asks."""
    rows = session.scalars(
        select(SignIn)
        .where(SignIn.person_id == person_id, SignIn.until > at)
        .order_by(SignIn.at.desc(), SignIn.token_sha256)
    )
    here = digest(token)
    return [
        Device(row.token_sha256[:_HANDLE], row.device, row.at, row.token_sha256 == here)
        for row in rows
    ]


def end_device(session: Session, person_id: int, handle: str) -> None:
    """Sign out one of a person's devices; one that is signed out already changes nothing."""
    if len(handle) == _HANDLE:
        begins = SignIn.token_sha256.startswith(handle, autoescape=True)
        session.execute(delete(SignIn).where(SignIn.person_id == person_id, begins))


def end_all(session: Session, person_id: int, *, but: str = "") -> None:
    """Sign a person out everywhere, or everywhere but on the device with the token `but`."""
    theirs = SignIn.person_id == person_id
    session.execute(delete(SignIn).where(theirs, SignIn.token_sha256 != digest(but)))


def present(session: Session, token: str, *, at: dt.datetime) -> Present | None:
    """Who holds this token, if the sign-in still counts. One indexed read."""
    rows = _PRESENT.rows(session, token=digest(token), at=at)
    if not rows:
        return None
    first = rows[0]
    held = frozenset(row.role for row in rows if row.role) | {"learner"}
    return Present(first.id, first.public_id, first.name, first.invented, held)
