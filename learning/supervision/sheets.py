"""A team's completions as a list to take away: a line for each person and course.

The columns are those of the pages: dates and a word. Rows come team by team, so that a service of
any size takes no more memory than some teams of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session

from learning.supervision import sight
from learning.supervision.grid import Cell, Clock, Row, with_cells
from learning.supervision.sight import SeenTeam, Sight
from learning.supervision.status import Status

_TEAMS_AT_ONCE = 20
_MOST = 100_000
COLUMNS = (
    *("person_id", "name", "team", "course", "status", "required_since", "due", "completed_on"),
    *("valid_until", "release", "renewal_due"),
)
"""`status` is a word of `Status`; days are 2027-03-03; `release` counts within the course."""


def rows(
    session: Session, seen: Sight, team: SeenTeam, clock: Clock, titles: Mapping[str, str]
) -> Iterator[list[str]]:
    """The heads, then a line for each person and course; somebody without a course has one too.

    A person is listed once, in the first of their teams in the order of the tree.
    """
    yield list(COLUMNS)
    listed: set[int] = set()
    for row in _people(session, seen, team, clock, listed):
        yield from _lines(row, titles)


def _people(
    session: Session, seen: Sight, team: SeenTeam, clock: Clock, listed: set[int]
) -> Iterator[Row]:
    after = ""
    while page := sight.teams_page(session, [team], after=after, size=_TEAMS_AT_ONCE):
        for one in page:
            branch = sight.in_team(one)
            members, _ = sight.people(session, seen, branch, on=clock.on, most=_MOST)
            fresh = [member for member in members if member.id not in listed]
            listed |= {member.id for member in fresh}
            yield from with_cells(session, fresh, clock)
        after = page[-1].path


def _lines(row: Row, titles: Mapping[str, str]) -> Iterator[list[str]]:
    member = row.member
    who = [member.number, member.name, ", ".join(member.teams)]
    if not row.cells:
        yield [*who, "", str(Status.NOT_REQUIRED), *[""] * 6]
    for cell in row.cells.values():
        yield [*who, titles.get(cell.course, cell.course), *_told(cell)]


def _told(cell: Cell) -> list[str]:
    dates = cell.dates
    days = (dates.required_since, dates.due, dates.completed_on, dates.valid_until)
    return [
        str(cell.standing.status),
        *(_day(one) for one in days),
        str(dates.release or ""),
        "yes" if cell.standing.renewal_due else "no",
    ]


def _day(on: dt.date | None) -> str:
    return on.isoformat() if on else ""
