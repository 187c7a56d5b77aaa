"""The grid of a team: its people, their courses, and where each stands today.

Asks two reads of the database, whatever the number of people. A team with more people in and below
it than `MOST` shows those in the team itself; the teams below have pages of their own.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from learning.db.base import table
from learning.db.prepared import Prepared
from learning.errors import NotFound
from learning.people.models import Place, Team
from learning.supervision import sight
from learning.supervision.models import Duty
from learning.supervision.sight import Member, SeenTeam, Sight
from learning.supervision.status import Dates, Standing, Status, standing, wants

MOST = 400
PAGE = 30
_D, _L, _T = table(Duty).c, table(Place).c, table(Team).c
DATES = tuple(_D[one.name] for one in fields(Dates))
_NEVER = dt.date.max.isoformat()


@dataclass(frozen=True)
class Clock:
    """The day that it is, and how many days before a due day it is due soon."""

    on: dt.date
    soon: int


@dataclass(frozen=True)
class Choice:
    """What of a team is shown, in which order, and after which row."""

    #: a status, `wanting` for all that ask for something soon, `renewal`, or empty for everybody
    status: str = ""
    course: str = ""
    name: str = ""
    #: by `name`, or by what is `due` first
    sort: str = "name"
    after: str = ""


@dataclass(frozen=True)
class Cell:
    """One person and one course."""

    course: str
    dates: Dates
    standing: Standing
    #: something is to be done soon, a renewal included, or should have been
    wants: bool


@dataclass(frozen=True)
class Row:
    """A person, with a cell for each course of the grid that concerns them."""

    member: Member
    cells: Mapping[str, Cell]

    @property
    def due(self) -> str:
        """The first day by which something is to be done; the end of time where nothing is."""
        asked = (one.dates.due for one in self.cells.values() if one.wants)
        return min((day.isoformat() for day in asked if day), default=_NEVER)


@dataclass(frozen=True)
class Grid:
    """A page of the grid; `counts` are of everybody in it, whatever was chosen."""

    rows: Sequence[Row]
    courses: Sequence[str]
    people: int
    counts: Mapping[Status, int]
    #: whether the teams below are shown too
    whole: bool
    #: whether the team itself has more people than are shown
    cut: bool
    later: str


def grid(session: Session, seen: Sight, team: SeenTeam, choice: Choice, clock: Clock) -> Grid:
    """The people in and below a team with their courses, as chosen."""
    branch = sight.in_or_below(team)
    members, whole = sight.people(session, seen, branch, on=clock.on, most=MOST)
    uncut = True
    if not whole:
        branch = sight.in_team(team)
        members, uncut = sight.people(session, seen, branch, on=clock.on, most=MOST)
    cells = _by_person(_IN_BRANCH.rows(session, **vars(branch), on=clock.on), clock)
    rows = [Row(one, cells.get(one.id, {})) for one in members]
    courses = sorted({course for row in rows for course in row.cells})
    counts = Counter(status for row in rows for status in _statuses(row, courses))
    shown = [course for course in courses if choice.course in ("", course)]
    chosen = sorted(
        (row for row in rows if _is_chosen(row, choice, shown)),
        key=lambda row: _key(row, choice.sort),
    )
    page, later = _paged(chosen, choice)
    return Grid(page, shown, len(rows), counts, whole, not uncut, later)


def cells_of(session: Session, person_id: int, clock: Clock) -> dict[str, Cell]:
    """Where one person stands in each course that concerns them, by the course's id."""
    rows = _OF_ONE.rows(session, person=person_id)
    return _by_person(rows, clock).get(person_id, {})


def cell(course: str, dates: Dates, clock: Clock) -> Cell:
    """Where somebody stands with a course."""
    now = standing(dates, on=clock.on, soon=clock.soon)
    return Cell(course, dates, now, wants(dates, now, on=clock.on, soon=clock.soon))


def with_cells(session: Session, members: Sequence[Member], clock: Clock) -> list[Row]:
    """People with where they stand in each course, in the order they came in."""
    cells = _cells(session, [one.id for one in members], clock)
    return [Row(one, cells.get(one.id, {})) for one in members]


_OF_ONE = Prepared(
    select(_D.person_id, _D.course, *DATES)
    .where(_D.person_id == bindparam("person"))
    .order_by(_D.course),
    lambda *cells: cells,
)
_IN_BRANCH = Prepared(
    select(_D.person_id, _D.course, *DATES)
    .join_from(table(Duty), table(Place), _L.person_id == _D.person_id)
    .join(table(Team), _T.id == _L.team_id)
    .where(sight.PLACED),
    lambda *cells: cells,
)


def _cells(session: Session, people: Sequence[int], clock: Clock) -> dict[int, dict[str, Cell]]:
    found: dict[int, dict[str, Cell]] = {}
    for begin in range(0, len(people), MOST):
        some = people[begin : begin + MOST]
        query = select(_D.person_id, _D.course, *DATES).where(_D.person_id.in_(some))
        found |= _by_person(session.execute(query.order_by(_D.course)), clock)
    return found


def _by_person(rows: Iterable[Sequence[Any]], clock: Clock) -> dict[int, dict[str, Cell]]:
    """Cells of people; what comes twice, through two places, is the same."""
    found: dict[int, dict[str, Cell]] = {}
    for person_id, course, *days in rows:
        dates = Dates(*days)
        found.setdefault(person_id, {})[course] = cell(course, dates, clock)
    return found


def _statuses(row: Row, courses: Sequence[str]) -> list[Status]:
    """Where somebody stands in some courses; what nobody asked of them is not required."""
    if not courses:
        return [Status.NOT_REQUIRED]
    cells = (row.cells.get(course) for course in courses)
    return [one.standing.status if one else Status.NOT_REQUIRED for one in cells]


def _is_chosen(row: Row, choice: Choice, courses: Sequence[str]) -> bool:
    if choice.name.casefold() not in row.member.name.casefold():
        return False
    if choice.course and not courses:
        return False
    cells = [row.cells[course] for course in courses if course in row.cells]
    if choice.status == "wanting":
        return any(one.wants for one in cells)
    if choice.status == "renewal":
        return any(one.standing.renewal_due for one in cells)
    if choice.status:
        return choice.status in _statuses(row, courses)
    return bool(cells) or not choice.course


def _key(row: Row, sort: str) -> list[str]:
    return [row.due if sort == "due" else "", *row.member.order]


def _paged(rows: Sequence[Row], choice: Choice) -> tuple[Sequence[Row], str]:
    if choice.after:
        last = _read(choice.after)
        rows = [row for row in rows if _key(row, choice.sort) > last]
    later = _written(_key(rows[PAGE - 1], choice.sort)) if len(rows) > PAGE else ""
    return rows[:PAGE], later


def _written(key: list[str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def _read(text: str) -> list[str]:
    """The key of the last row of the page before; `NotFound` for what is none."""
    try:
        key = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise NotFound(_NO_PAGE) from error
    if not isinstance(key, list) or len(key) != 3 or not all(isinstance(one, str) for one in key):
        raise NotFound(_NO_PAGE)
    return key


_NO_PAGE = "There is no such page. Begin with the first people of the team."
