"""Joined reads of people for pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from learning.db.base import is_public_id
from learning.errors import NotFound
from learning.people import matching
from learning.people.joining import HANDLE
from learning.people.models import Invitation, Person, Role
from learning.people.signing_in import folded

#: where invented people have their address; `.invalid` can never be a real one
DEMO_DOMAIN = "demo.invalid"
#: whom the demo offers by name: its standing cast, and somebody who leads a whole service
DEMO_KEYS = ("alice", "bob", "charlie", "rana", "ravi", "rosa", "ada", "olu", "sian")


@dataclass(frozen=True)
class DemoPerson:
    """An invented person whom the demo lets one become; `key` is the name in the address."""

    key: str
    name: str
    roles: Sequence[str]


_OFFERED = Person.invented.is_(True) & Person.password.is_(None) & Person.deactivated_on.is_(None)


def demo_person(session: Session, key: str) -> int | None:
    """The row's id of an invented person by their key; a real account is never reached by one."""
    theirs = Person.email == f"{folded(key)}@{DEMO_DOMAIN}"
    return session.scalar(select(Person.id).where(_OFFERED, theirs))


def demo_people(session: Session) -> list[DemoPerson]:
    """Whom one may become in the demo, in the order in which they were added.

    All others of its people can be become too, but nobody would read so long a list.
    """
    addresses = [f"{key}@{DEMO_DOMAIN}" for key in DEMO_KEYS]
    people = session.execute(
        select(Person.id, Person.name, Person.email)
        .where(_OFFERED, Person.email.in_(addresses))
        .order_by(Person.id)
    ).all()
    held = _roles(session, [row.id for row in people])
    return [
        DemoPerson(row.email.partition("@")[0], row.name, held[row.id] or ["learner"])
        for row in people
    ]


def _roles(session: Session, people: Collection[int]) -> dict[int, list[str]]:
    """The roles beyond learner that each of some people holds."""
    held: dict[int, list[str]] = {one: [] for one in people}
    roles = select(Role.person_id, Role.name).where(Role.person_id.in_(held)).order_by(Role.name)
    for person_id, role in session.execute(roles):
        held[person_id].append(role)
    return held


PAGE = 50


@dataclass(frozen=True)
class Listed:
    """A person as administrators see them: who they are, never what they learn."""

    id: int
    public_id: str
    name: str
    email: str
    joined_at: dt.datetime
    roles: Sequence[str]
    invented: bool


def _listed(one: Person, held: dict[int, list[str]]) -> Listed:
    roles = ["learner", *held[one.id]]
    return Listed(one.id, one.public_id, one.name, one.email, one.joined_at, roles, one.invented)


def person(session: Session, public_id: str) -> Listed:
    """One person; `NotFound` where there is none."""
    sought = select(Person).where(Person.public_id == public_id)
    found = session.scalar(sought) if is_public_id(public_id) else None
    if found is None:
        raise NotFound("There is no such person. The list of people shows who is here.")
    return _listed(found, _roles(session, [found.id]))


def called(session: Session, text: str, *, most: int = 10) -> list[Listed]:
    """Some people whose first or last name, or whose address, begins like this, by address."""
    address = Person.email.startswith(folded(text), autoescape=True)
    rows = select(Person).where(matching.holds_word(Person.name, text) | address)
    found = session.scalars(rows.order_by(Person.email).limit(most)).all()
    held = _roles(session, [one.id for one in found])
    return [_listed(one, held) for one in found]


def own(session: Session, person_id: int) -> Listed:
    """The person behind a row's id, as they see themselves."""
    found = session.get_one(Person, person_id)
    return _listed(found, _roles(session, [found.id]))


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation that still works; `handle` names it in addresses."""

    handle: str
    role: str
    meant_for: str
    made_by: str
    made_at: dt.datetime
    until: dt.datetime


def open_invitations(
    session: Session, *, at: dt.datetime, before: str = ""
) -> tuple[list[OpenInvitation], str]:
    """The newest invitations that still work, `PAGE` at a time, and what leads to earlier ones."""
    key = (Invitation.made_at, Invitation.token_sha256)
    rows = (
        select(Invitation, Person.name)
        .outerjoin(Person, Person.id == Invitation.made_by)
        .where(Invitation.used_at.is_(None), Invitation.until > at)
        .order_by(*(one.desc() for one in key))
        .limit(PAGE + 1)
    )
    moment, _, handle = before.partition("_")
    if handle:
        try:
            rows = rows.where(tuple_(*key) < tuple_(dt.datetime.fromisoformat(moment), handle))
        except ValueError as error:
            raise NotFound("There is no such page. Begin with the newest invitations.") from error
    found = session.execute(rows).all()
    page = [
        OpenInvitation(
            one.token_sha256[:HANDLE], one.role, one.meant_for, name or "", one.made_at, one.until
        )
        for one, name in found[:PAGE]
    ]
    last = found[PAGE - 1][0] if len(found) > PAGE else None
    return page, f"{last.made_at.isoformat()}_{last.token_sha256}" if last else ""
