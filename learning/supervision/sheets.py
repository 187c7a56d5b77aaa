"""A team's completions as a list to take away: a line for each person and course.

The columns are those of the pages: dates and a word. Rows come team by team, so that a service of
any size takes no more memory than some teams of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from learning.db import Database
from learning.supervision import sight
from learning.supervision.grid import Cell, Clock, Row, with_cells
from learning.supervision.sight import SeenTeam, Sight
from learning.supervision.status import Status, has_due_day

_TEAMS_AT_ONCE = 20
_MOST = 100_000
COLUMNS = (
    *("person_id", "name", "team", "course", "status", "required_since", "due", "completed_on"),
    *("valid_until", "release", "renewal_due", "exempt_until", "away_until"),
)
"""`status` is in the words that are handed in; `due` is empty while no clock runs and where nothing
is to be done; `release` counts within the course."""
Value = str | dt.date


@dataclass(frozen=True)
class Named:
    """The words of a list: titles of courses by their ids, and those for each status."""

    titles: Mapping[str, str]
    words: Mapping[Status, str]


def rows(
    opened: Database, seen: Sight, team: SeenTeam, clock: Clock, named: Named
) -> Iterator[list[Value]]:
    """The heads, then a line for each person and course; somebody without a course has one too.

    A person is listed once, in the first of their teams in the order of the tree. Some teams are
    read in a unit of their own, so that who takes the list slowly holds nothing up.
    """
    yield list(COLUMNS)
    listed: set[int] = set()
    for row in _people(opened, seen, team, clock, listed):
        yield from _lines(row, named)


def _people(
    opened: Database, seen: Sight, team: SeenTeam, clock: Clock, listed: set[int]
) -> Iterator[Row]:
    after = ""
    while True:
        with opened.reading() as session:
            page = sight.teams_page(session, [team], after=after, size=_TEAMS_AT_ONCE)
            found = [row for one in page for row in _fresh(session, seen, one, clock, listed)]
        if not page:
            return
        yield from found
        after = page[-1].path


def _fresh(
    session: Session, seen: Sight, team: SeenTeam, clock: Clock, listed: set[int]
) -> list[Row]:
    """The people of a team who are not listed yet."""
    branch = sight.in_team(team)
    members, _ = sight.people(session, seen, branch, on=clock.on, most=_MOST)
    fresh = [member for member in members if member.id not in listed]
    listed |= {member.id for member in fresh}
    return with_cells(session, fresh, clock)


def _lines(row: Row, named: Named) -> Iterator[list[Value]]:
    member = row.member
    who: list[Value] = [member.number, member.name, ", ".join(member.teams)]
    if not row.cells:
        yield [*who, "", named.words[Status.NOT_REQUIRED], *[""] * 8]
    for cell in row.cells.values():
        yield [*who, named.titles.get(cell.course, cell.course), *_told(cell, named)]


def _told(cell: Cell, named: Named) -> list[Value]:
    dates, now = cell.dates, cell.standing.status
    is_away, is_exempt = now is Status.PAUSED, now is Status.EXEMPT
    return [
        named.words[now],
        dates.required_since or "",
        (dates.due if has_due_day(dates, now) else None) or "",
        dates.completed_on or "",
        dates.valid_until or "",
        str(dates.release or ""),
        "yes" if cell.standing.renewal_due else "no",
        (dates.exempt_until if is_exempt else None) or "",
        (dates.paused_until if is_away else None) or "",
    ]
