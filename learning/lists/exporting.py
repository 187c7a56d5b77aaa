"""Exporting: teams, people and past completions as lists that come back and change nothing.

Whoever has no number of the employer's stands there with their id here, by which a list knows them
as well. What is over, closed or deactivated is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from sqlalchemy.orm import Session

from learning.lists import there
from learning.lists.columns import COMPLETIONS, PEOPLE, TEAMS
from learning.lists.place_plans import lasts
from learning.lists.there import KnownPlace, There

Cells = list[str]


def rows(session: Session, kind: str, *, on: dt.date) -> Iterator[Cells]:
    """The lines of a list of this kind, its head first."""
    made: dict[str, Callable[[Session, dt.date], Iterator[Cells]]] = {
        TEAMS.name: _teams,
        PEOPLE.name: _people,
        COMPLETIONS.name: _completions,
    }
    yield from made[kind](session, on)


def _teams(session: Session, _on: dt.date) -> Iterator[Cells]:
    teams = there.teams(session)
    yield list(TEAMS.columns)
    for one in sorted(teams.rows, key=lambda row: row.path):
        if one.closed_on is None:
            parent = teams.by_id[one.parent_id].called if one.parent_id is not None else ""
            yield [one.called, one.name, parent]


def _people(session: Session, on: dt.date) -> Iterator[Cells]:
    found = there.there(session)
    yield list(PEOPLE.columns)
    for one in found.people.rows:
        if one.deactivated_on is not None:
            continue
        held = [p for p in found.places.get(one.id, ()) if lasts(p.until, on=on)]
        roles = found.people.roles[one.id] - {"administrator"}
        first = [one.called, one.name, one.email]
        last = [" ".join(sorted(roles) or ["learner"]), ""]
        for place in held:
            yield [*first, *_place(place, found), *last]
        if not held:
            yield [*first, "", "", "", "", *last]


def _place(place: KnownPlace, found: There) -> Cells:
    team = found.teams.by_id[place.team_id].called
    return [team, "yes" if place.supervises else "no", _day(place.since), _day(place.until)]


def _completions(session: Session, _on: dt.date) -> Iterator[Cells]:
    called = {one.id: (one.called, one.email) for one in there.people(session).rows}
    yield list(COMPLETIONS.columns)
    for one in there.completions(session):
        days = [_day(one.completed_on), _day(one.valid_until)]
        yield [*called[one.person_id], one.course, *days, one.source]


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
