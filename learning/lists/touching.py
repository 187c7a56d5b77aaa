"""Whom and what a list touches, as audit lines: one for each act, many at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.audit import noting
from learning.audit.noting import Line
from learning.lists.person_plans import PersonChange
from learning.lists.place_plans import PlacePlan
from learning.lists.team_plans import TeamChange
from learning.people.models import Person

#: what stands beside each line: the list itself has a line of its own
NOTE = "by a list"
_AT_ONCE = 500


@dataclass(frozen=True)
class Doing:
    """Who brings a list in, by their public id, and when. Nobody: the command line."""

    at: dt.datetime
    by: str = ""

    @property
    def on(self) -> dt.date:
        """The day of it, in the zone of the moment."""
        return self.at.date()


def note(session: Session, kind: str, acts: Iterable[tuple[str, str]], doing: Doing) -> None:
    """Add a line for each act, given with the public id of whom or what it was done to."""
    lines = [Line(act, kind, public_id, doing.by, NOTE) for act, public_id in acts]
    noting.note_all(session, lines, at=doing.at)


def of_person(change: PersonChange) -> Iterator[str]:
    """The acts that a person's lines come to."""
    if change.known is None:
        yield "person.made"
    elif change.describes:
        yield "person.changed"
    yield from _of_places(change.places)


def of_team(change: TeamChange) -> Iterator[str]:
    """The acts that a team's line comes to."""
    if change.known is None:
        yield "team.made"
        return
    if change.known.name != change.name:
        yield "team.changed"
    if change.moves:
        yield "team.moved"


def public_ids(session: Session, people: Iterable[int]) -> dict[int, str]:
    """The public ids of people by their row ids."""
    found: dict[int, str] = {}
    for some in parts(people):
        query = select(Person.id, Person.public_id).where(Person.id.in_(some))
        found |= {row.id: row.public_id for row in session.execute(query)}
    return found


def parts(things: Iterable[Any]) -> Iterator[list[Any]]:
    """Parts of a long list: no statement takes any number of values."""
    left = iter(things)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _of_places(places: PlacePlan) -> Iterator[str]:
    yield from ("place.ended" for _ in places.ended)
    for one in places.wanted:
        if one.known is None:
            yield "place.given"
        elif one.differs:
            yield "place.changed"
