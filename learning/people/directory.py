"""The directory: people as administrators find them: who they are, never what they learn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from learning.db.base import is_public_id
from learning.errors import NotFound
from learning.people import chart, matching
from learning.people.chart import Step
from learning.people.models import Person, Place, Role, Team
from learning.people.paging import PAGE, Slice, Spot, sliced
from learning.people.paths import lies_in
from learning.people.places import Span
from learning.people.signing_in import folded


@dataclass(frozen=True)
class HeldPlace:
    """A place of somebody's: in which team, the way down to it, and on which days."""

    public_id: str
    team_id: str
    team: str
    path: str
    way: Sequence[Step]
    supervises: bool
    span: Span

    @property
    def within(self) -> str:
        """The names on the way down to the team; empty at the top."""
        return chart.said(self.way)


@dataclass(frozen=True)
class Entry:
    """A person with their roles and places."""

    id: int
    public_id: str
    name: str
    email: str
    external_id: str
    invented: bool
    joined_at: dt.datetime
    deactivated_on: dt.date | None
    version: int
    roles: Sequence[str]
    places: Sequence[HeldPlace]

    def now(self, on: dt.date) -> list[HeldPlace]:
        """The places they have on a day."""
        return [one for one in self.places if one.span.holds(on)]

    def open(self, on: dt.date) -> list[HeldPlace]:
        """The places that have not ended before a day, those to come included."""
        return [one for one in self.places if one.span.until is None or one.span.until >= on]

    def supervises_themself(self, on: dt.date) -> list[HeldPlace]:
        """The places in which they supervise a team that they work in, or one above it."""
        held = self.now(on)
        works = [one.path for one in held if not one.supervises]
        return [
            one for one in held if one.supervises and any(at.startswith(one.path) for at in works)
        ]


@dataclass(frozen=True)
class Search:
    """Which people: by how a name, an address or a number begins; in a branch, or a team alone."""

    text: str = ""
    #: the path of a team; those in what lies below it belong to it unless `alone`
    path: str = ""
    alone: bool = False
    #: only those who supervise there, or only those who do not
    supervises: bool | None = None


def page(
    session: Session, sought: Search, spot: Spot, *, on: dt.date, most: int = PAGE
) -> Slice[Entry]:
    """A page of people in the order of their addresses, with the places they have on a day.

    Deactivated people are among them, except in a team: they have no place there any more.
    """
    query = select(Person)
    if sought.text.strip():
        query = query.where(_matches(sought.text))
    if sought.path:
        query = query.where(Person.id.in_(_there(sought, on=on)))
    # words are in no index: reading the table once is faster than the index of addresses and it
    key = Person.email.concat("") if sought.text.strip() else Person.email
    found = sliced(session, query, key, spot, most=most)
    entries = _entries(session, [row.Person for row in found.rows])
    return Slice(entries, found.earlier, found.later)


def entry(session: Session, public_id: str) -> Entry:
    """One person with every place they had, have or will have; `NotFound` where there is none."""
    sought = select(Person).where(Person.public_id == public_id)
    found = session.scalar(sought) if is_public_id(public_id) else None
    if found is None:
        raise NotFound("There is no such person. The list of people shows who is here.")
    session.refresh(found)
    return _entries(session, [found])[0]


def staying(session: Session, path: str, *, on: dt.date, most: int) -> list[Entry]:
    """Who has a place in a team itself on a day or later, by address: the first of them.

    Whoever closes the team has to end or move these first.
    """
    still = or_(Place.until.is_(None), Place.until >= on)
    query = select(Place.person_id).join(Team, Team.id == Place.team_id)
    here = query.where(Team.path == path, still).scalar_subquery()
    people = select(Person).where(Person.id.in_(here)).order_by(Person.email).limit(most)
    return _entries(session, list(session.scalars(people)))


def _matches(text: str) -> ColumnElement[bool]:
    return or_(
        matching.holds_word(Person.name, text),
        Person.email.startswith(folded(text)[: matching.LONGEST], autoescape=True),
        matching.begins(Person.external_id, text),
    )


def _there(sought: Search, *, on: dt.date) -> ColumnElement[int]:
    """Who has a place in a team, or in what lies in it, on a day."""
    here = Team.path == sought.path if sought.alone else lies_in(sought.path)
    held = (Place.since <= on) & or_(Place.until.is_(None), Place.until >= on)
    query = select(Place.person_id).join(Team, Team.id == Place.team_id).where(here, held)
    if sought.supervises is not None:
        query = query.where(Place.supervises.is_(sought.supervises))
    return query.scalar_subquery()


def _entries(session: Session, people: Collection[Person]) -> list[Entry]:
    """People with roles and places: three reads, however many they are."""
    ids = [one.id for one in people]
    roles: dict[int, list[str]] = {one: ["learner"] for one in ids}
    held = select(Role.person_id, Role.name).where(Role.person_id.in_(ids)).order_by(Role.name)
    for person_id, role in session.execute(held):
        roles[person_id].append(role)
    places = _places(session, ids)
    return [
        Entry(
            id=one.id,
            public_id=one.public_id,
            name=one.name,
            email=one.email,
            external_id=one.external_id or "",
            invented=one.invented,
            joined_at=one.joined_at,
            deactivated_on=one.deactivated_on,
            version=one.version,
            roles=roles[one.id],
            places=places[one.id],
        )
        for one in people
    ]


def _places(session: Session, ids: Collection[int]) -> dict[int, list[HeldPlace]]:
    """The places of some people, in the order of their days."""
    query = (
        select(Place, Team.public_id, Team.name, Team.path)
        .join(Team, Team.id == Place.team_id)
        .where(Place.person_id.in_(ids))
        .order_by(Place.since, Place.id)
    )
    rows = session.execute(query).all()
    ways = chart.ways(session, {row.path for row in rows})
    found: dict[int, list[HeldPlace]] = {one: [] for one in ids}
    for place, team_id, name, path in rows:
        span = Span(place.since, place.until)
        held = HeldPlace(place.public_id, team_id, name, path, ways[path], place.supervises, span)
        found[place.person_id].append(held)
    return found
