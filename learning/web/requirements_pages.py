"""What the pages of requirements show: each requirement as a sentence, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from learning.people import teams, wayfinding
from learning.people.models import Team
from learning.supervision import courses, requirements, requiring, wording
from learning.supervision.models import Requirement
from learning.supervision.requirements import COUNTED, Kept, Requirements, Sought
from learning.supervision.terms import Terms
from learning.web import shelves

EVERYBODY = "everybody"
"""The choice that is no team."""
_RETIRED = "The course is retired: nobody is asked to complete it any more."
_CLOSED = "The team is closed: nobody is in it."


@dataclass(frozen=True)
class Row:
    """A requirement in the list."""

    id: str
    asks: str
    lasts: str
    #: where the team lies, and what keeps the requirement from asking anybody
    notes: Sequence[str]


@dataclass(frozen=True)
class Shown:
    """A requirement, or what one would ask, to be read."""

    title: str
    sentence: str
    facts: Sequence[tuple[str, str]]
    notes: Sequence[str]


def team_chosen(session: Session, value: str) -> Team | None:
    """The team that was chosen; None for everybody. `NotFound` for anything else."""
    return None if value == EVERYBODY else teams.find(session, value)


def value_of(team: Team | None) -> str:
    """The value of a team among the choices."""
    return team.public_id if team else EVERYBODY


def rows(session: Session, found: Requirements, *, on: dt.date) -> list[Row]:
    """A page of requirements as rows."""
    ways = wayfinding.ways_to(session, [one.team for one in found.kept if one.team is not None])
    made = []
    for one in found.kept:
        way = ways[one.team.id].way if one.team else ()
        made.append(_row(session, one, way, on=on))
    return made


def _row(session: Session, one: Kept, way: Sequence[str], *, on: dt.date) -> Row:
    terms = requiring.terms_of(one.requirement)
    course = courses.named(session, shelves.shelf(), terms.course)
    asks = wording.asks(terms, course=course.title, team=one.team.name if one.team else None)
    notes = [f"In {', '.join(way)}."] if way else []
    notes += _notes(one.team, is_live=course.is_live)
    return Row(one.requirement.public_id, asks, wording.lasts(terms, on=on), notes)


def shown(session: Session, requirement: Requirement, *, on: dt.date) -> Shown:
    """A requirement as it holds now."""
    team = requirements.team_of(session, requirement)
    return told(session, requiring.terms_of(requirement), team, on=on)


def told(session: Session, terms: Terms, team: Team | None, *, on: dt.date) -> Shown:
    """What terms ask, in a sentence and in its parts."""
    course = courses.named(session, shelves.shelf(), terms.course)
    said = wording.sentence(terms, course=course.title, team=team.name if team else None)
    whom = wording.whom(terms.role, wayfinding.way_to(session, team).in_full if team else None)
    facts = [
        ("Course", course.title),
        ("For whom", whom),
        ("Required", wording.lasts(terms, on=on)),
        ("To be completed", _first_up(wording.due(terms))),
        ("People", _people(session, terms, team, on=on) if course.is_live else "Nobody"),
    ]
    notes = _notes(team, is_live=course.is_live)
    return Shown(course.title, said, facts, notes)


def choices(session: Session) -> list[tuple[str, str]]:
    """The courses that may be required, by title, after a line that is none."""
    found = shelves.shelf().courses(session)
    return [("", "Choose a course"), *((one.id, one.front.title) for one in found)]


def searched(session: Session) -> list[tuple[str, str]]:
    """The courses by which the list is narrowed down."""
    ids = requirements.courses_required(session)
    named = [(one, courses.named(session, shelves.shelf(), one).title) for one in ids]
    return [("", "All courses"), *sorted(named, key=lambda one: one[1].casefold())]


def address(sought: Sought, after: str = "") -> str:
    """Where the list shows what is sought, from a place on."""
    asked: dict[str, Any] = {"course": sought.course, "team": sought.team, "after": after}
    asked["which"] = "ended" if sought.ended else ""
    kept = {name: value for name, value in asked.items() if value}
    return f"/admin/requirements{'?' if kept else ''}{urlencode(kept)}"


def is_narrowed(sought: Sought) -> bool:
    """Whether the list shows a part of what there is."""
    return replace(sought, ended=False) != Sought()


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _notes(team: Team | None, *, is_live: bool) -> list[str]:
    notes = [] if is_live else [_RETIRED]
    return [*notes, _CLOSED] if team is not None and team.closed_on is not None else notes


def _people(session: Session, terms: Terms, team: Team | None, *, on: dt.date) -> str:
    if terms.ends_on is not None and terms.ends_on < on:
        return "Nobody today"
    when = ", if it began today" if terms.starts_on > on else " today"
    number = requirements.number_asked(session, team, terms.role, on=on)
    if number > COUNTED:
        return f"More than {COUNTED:,} people{when}"
    who = "1 person" if number == 1 else f"{number} people" if number else "Nobody"
    return f"{who}{when}"
