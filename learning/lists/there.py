"""What is there: teams, people, places and past completions as a list is held against them.

Read whole and in few statements, because a list is as long as an organisation is large.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.db.base import table
from learning.people.models import Person, Place, Role, Team
from learning.progress.models import PastCompletion
from learning.releases.models import Release
from learning.releases.shelf import LIBRARY

_MOST_NEAR = 50


class KnownTeam(NamedTuple):
    """A team that is here."""

    id: int
    public_id: str
    external_id: str | None
    name: str
    parent_id: int | None
    path: str
    closed_on: dt.date | None

    @property
    def called(self) -> str:
        """What a list calls it: its own number or, for want of one, its id here."""
        return self.external_id or self.public_id


class KnownPerson(NamedTuple):
    """An account that is here."""

    id: int
    public_id: str
    external_id: str | None
    name: str
    email: str
    deactivated_on: dt.date | None

    @property
    def called(self) -> str:
        """What a list calls them."""
        return self.external_id or self.public_id


class KnownPlace(NamedTuple):
    """A place that somebody has, had or will have."""

    id: int
    person_id: int
    team_id: int
    supervises: bool
    since: dt.date
    until: dt.date | None


class KnownCompletion(NamedTuple):
    """A past completion that a list has brought before."""

    id: int
    person_id: int
    course: str
    completed_on: dt.date
    valid_until: dt.date | None
    source: str


class Teams:
    """The teams that are here, by what lists call them."""

    def __init__(self, rows: Iterable[KnownTeam]) -> None:
        self.rows = list(rows)
        self.by_id = {one.id: one for one in self.rows}
        self._called = {one.public_id: one for one in self.rows}
        self._called |= {one.external_id: one for one in self.rows if one.external_id}

    def find(self, called: str) -> KnownTeam | None:
        """A team by its number in the employer's list, or else by its id here."""
        return self._called.get(called)

    @property
    def names(self) -> list[str]:
        """What those that are open are called in lists."""
        return [one.called for one in self.rows if one.closed_on is None]


class People:
    """The accounts that are here, by what lists call them and by their addresses."""

    def __init__(self, rows: Iterable[KnownPerson], roles: Iterable[tuple[int, str]] = ()) -> None:
        self.rows = list(rows)
        self.by_email = {one.email: one for one in self.rows}
        self._called = {one.public_id: one for one in self.rows}
        self._called |= {one.external_id: one for one in self.rows if one.external_id}
        self.roles: defaultdict[int, set[str]] = defaultdict(set)
        for person_id, role in roles:
            self.roles[person_id].add(role)

    def find(self, called: str) -> KnownPerson | None:
        """A person by their number in the employer's list, or else by their id here."""
        return self._called.get(called)


@dataclass(frozen=True)
class There:
    """All that a list of people is held against."""

    teams: Teams
    people: People
    places: Mapping[int, Sequence[KnownPlace]]


class Near:
    """Names near to one that is unknown; looked for only so often, because that takes long."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(names)
        self._told: dict[str, str] = {}

    def hint(self, name: str) -> str:
        """A question whether one of them was meant, or nothing."""
        if name not in self._told and len(self._told) < _MOST_NEAR:
            near = difflib.get_close_matches(name, self._names, 3, 0.7)
            named = " or ".join(f"'{one}'" for one in near)
            self._told[name] = f" Did you mean {named}?" if near else ""
        return self._told.get(name, "")


def teams(session: Session) -> Teams:
    """Every team, closed ones too."""
    columns = [table(Team).c[name] for name in KnownTeam._fields]
    found = session.execute(select(*columns).order_by(table(Team).c.id))
    return Teams(KnownTeam(*row) for row in found)


def people(session: Session) -> People:
    """Every account with its roles."""
    columns = [table(Person).c[name] for name in KnownPerson._fields]
    found = session.execute(select(*columns).order_by(table(Person).c.id))
    roles = session.execute(select(table(Role).c.person_id, table(Role).c.name))
    return People((KnownPerson(*row) for row in found), ((row[0], row[1]) for row in roles))


def places(session: Session) -> dict[int, list[KnownPlace]]:
    """Every place, by whose it is, in the order of its days."""
    place = table(Place).c
    found = session.execute(
        select(*(place[name] for name in KnownPlace._fields)).order_by(place.since, place.id)
    )
    held: defaultdict[int, list[KnownPlace]] = defaultdict(list)
    for row in found:
        held[row.person_id].append(KnownPlace(*row))
    return dict(held)


def there(session: Session) -> There:
    """Teams, people and places together."""
    return There(teams(session), people(session), places(session))


def completions(session: Session) -> list[KnownCompletion]:
    """Every past completion."""
    columns = [table(PastCompletion).c[name] for name in KnownCompletion._fields]
    found = session.execute(select(*columns).order_by(table(PastCompletion).c.id))
    return [KnownCompletion(*row) for row in found]


def courses(session: Session) -> set[str]:
    """The ids of all courses that were ever published here."""
    found = session.scalars(select(Release.course).distinct())
    return set(found) - {LIBRARY}
