"""Teams as administrators see them: the tree a page at a time, each with the way down to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from learning.people import matching
from learning.people.models import Person, Place, Team
from learning.people.paging import PAGE, Slice, Spot, cut
from learning.people.paths import ancestors, lies_in


@dataclass(frozen=True)
class Step:
    """A team on the way down to another one."""

    public_id: str
    name: str


def said(way: Sequence[Step]) -> str:
    """A way down in words: `Family Help, North`."""
    return ", ".join(step.name for step in way)


@dataclass(frozen=True)
class Node:
    """A team in the tree: what it is called, the way down to it, and how many people are in it."""

    id: int
    public_id: str
    name: str
    external_id: str
    path: str
    closed_on: dt.date | None
    version: int
    way: Sequence[Step]
    #: with a place in the team itself today
    people: int = 0

    @property
    def within(self) -> str:
        """The names on the way down to it; empty at the top."""
        return said(self.way)


@dataclass(frozen=True)
class Search:
    """Which teams: by a part of the name or the start of the number, in a branch, the open ones."""

    text: str = ""
    path: str = ""
    open_only: bool = False


def tree(
    session: Session, sought: Search, spot: Spot, *, on: dt.date, most: int = PAGE
) -> Slice[Node]:
    """A page of the tree from the top down, each branch together and in the order of names.

    Pages are told by a team's public id. The names of all teams are read each time: some
    milliseconds for three thousand of them, and no order that is kept could go wrong.
    """
    page = cut(_in_order(session, sought), spot, most=most)
    found = session.execute(select(*_CELLS).where(Team.public_id.in_(page.rows))).all()
    nodes = {one.public_id: one for one in _nodes(session, found, on=on)}
    return Slice([nodes[one] for one in page.rows], page.earlier, page.later)


def _in_order(session: Session, sought: Search) -> list[str]:
    """The public ids of the teams that are sought, each after the one that it lies in."""
    whole = session.execute(select(Team.id, Team.name)).all()
    names = {row.id: (row.name.casefold(), row.id) for row in whole}
    query = select(Team.public_id, Team.path)
    if sought.text.strip():
        query = query.where(_called(sought.text))
    if sought.path:
        query = query.where(lies_in(sought.path), Team.path != sought.path)
    if sought.open_only:
        query = query.where(Team.closed_on.is_(None))
    found = [(row.public_id, ancestors(row.path)) for row in session.execute(query)]
    found.sort(key=lambda one: [names[step] for step in one[1]])
    return [public_id for public_id, _ in found]


def node(session: Session, team: Team, *, on: dt.date) -> Node:
    """One team with the way down to it."""
    found = session.execute(select(*_CELLS).where(Team.id == team.id)).all()
    return _nodes(session, found, on=on)[0]


def ways(session: Session, paths: Iterable[str]) -> dict[str, list[Step]]:
    """The way down each of some paths, without the team at its end: one read for all."""
    known = {path: ancestors(path)[:-1] for path in paths}
    wanted = {one for way in known.values() for one in way}
    named = select(Team.id, Team.public_id, Team.name).where(Team.id.in_(wanted))
    steps = {row.id: Step(row.public_id, row.name) for row in session.execute(named)}
    return {path: [steps[one] for one in way] for path, way in known.items()}


_CELLS = (
    *(Team.id, Team.public_id, Team.name, Team.path, Team.closed_on, Team.version),
    func.coalesce(Team.external_id, "").label("external_id"),
)
_NAMES = ("id", "public_id", "name", "external_id", "path", "closed_on", "version")


def _nodes(session: Session, rows: Sequence[Any], *, on: dt.date) -> list[Node]:
    """Rows of teams, with their ways and how many people each has."""
    made = [Node(**{name: getattr(row, name) for name in _NAMES}, way=()) for row in rows]
    led = ways(session, [one.path for one in made])
    people = _people(session, [one.id for one in made], on=on)
    return [replace(one, way=led[one.path], people=people.get(one.id, 0)) for one in made]


def _people(session: Session, team_ids: Sequence[int], *, on: dt.date) -> dict[int, int]:
    """How many people have a place in each of some teams on a day."""
    held = (Place.since <= on) & or_(Place.until.is_(None), Place.until >= on)
    counted = (
        select(Place.team_id, func.count(Place.person_id.distinct()).label("people"))
        .join(Person, Person.id == Place.person_id)
        .where(Place.team_id.in_(team_ids), held, Person.deactivated_on.is_(None))
        .group_by(Place.team_id)
    )
    return {row.team_id: row.people for row in session.execute(counted)}


def _called(text: str) -> ColumnElement[bool]:
    """Whether a team's name holds what is sought, or its number begins with it."""
    return matching.holds(Team.name, text) | matching.begins(Team.external_id, text)
