"""Reads of requirements for the pages of administrators: which there are, and whom one is for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select, tuple_
from sqlalchemy.orm import Session

from learning.db.base import is_public_id
from learning.errors import NotFound
from learning.people.models import Person, Place, Role, Team
from learning.people.paths import lies_in
from learning.supervision.models import Requirement

PAGE = 30
COUNTED = 1_000
"""How far people are counted: beyond that a page says "more than"."""
_NO_PAGE = "There is no such page. Begin with the first requirements."


@dataclass(frozen=True)
class Sought:
    """Which requirements are looked for: of a course, of teams with a text in their name."""

    course: str = ""
    team: str = ""
    #: those whose last day has passed, instead of those that hold or will
    ended: bool = False


@dataclass(frozen=True)
class Kept:
    """A requirement with its team; None for everybody."""

    requirement: Requirement
    team: Team | None


@dataclass(frozen=True)
class Requirements:
    """A page of requirements, and what to ask for the next one with."""

    kept: Sequence[Kept]
    later: str


def page(session: Session, sought: Sought, after: str = "", *, on: dt.date) -> Requirements:
    """Requirements in the order of their courses, `PAGE` at a time from the one after `after`."""
    key = (Requirement.course, Requirement.id)
    rows = select(Requirement, Team).outerjoin(Team, Team.id == Requirement.team_id)
    rows = rows.where(_ended(on) if sought.ended else ~_ended(on)).order_by(*key)
    if sought.course:
        rows = rows.where(Requirement.course == sought.course)
    text = " ".join(sought.team.split())
    if text:
        rows = rows.where(Team.name.icontains(text, autoescape=True))
    if after:
        rows = rows.where(tuple_(*key) > tuple_(*_place(session, after)))
    found = [Kept(*row) for row in session.execute(rows.limit(PAGE + 1))]
    shown = found[:PAGE]
    return Requirements(shown, shown[-1].requirement.public_id if len(found) > PAGE else "")


def courses_required(session: Session) -> list[str]:
    """The ids of all courses that are or were required of somebody."""
    query = select(Requirement.course).distinct().order_by(Requirement.course)
    return list(session.scalars(query))


def team_of(session: Session, requirement: Requirement) -> Team | None:
    """The team that a requirement is for; None for everybody."""
    if requirement.team_id is None:
        return None
    return session.get_one(Team, requirement.team_id)


def number_asked(session: Session, team: Team | None, role: str | None, *, on: dt.date) -> int:
    """How many people are on a day among those of whom something is required.

    Counted up to `COUNTED` and one more, which stands for any larger number.
    """
    people = select(Person.id).where(Person.deactivated_on.is_(None))
    if team is not None:
        there = select(Place.person_id).join(Team, Team.id == Place.team_id)
        now = (Place.since <= on) & or_(Place.until.is_(None), Place.until >= on)
        people = people.where(Person.id.in_(there.where(lies_in(team.path), now)))
    if role not in (None, "learner"):
        people = people.where(Person.id.in_(select(Role.person_id).where(Role.name == role)))
    some = people.limit(COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def _ended(on: dt.date) -> ColumnElement[bool]:
    return func.coalesce(Requirement.ends_on, dt.date.max) < on


def _place(session: Session, after: str) -> tuple[str, int]:
    last = select(Requirement.course, Requirement.id).where(Requirement.public_id == after)
    row = session.execute(last).first() if is_public_id(after) else None
    if row is None:
        raise NotFound(_NO_PAGE)
    return row.course, row.id
