"""A service: every team below those somebody supervises, with counts, and all that is wanting.

Counts are of the people in a team itself, in the order of the tree. They are there to find where
help is needed; nothing here puts teams in order of them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select, tuple_
from sqlalchemy.orm import Session

from learning.db.base import is_public_id, table
from learning.errors import NotFound
from learning.people.models import Person, Place, Team
from learning.supervision import grid, sight
from learning.supervision.grid import DATES, Cell, Clock
from learning.supervision.models import Duty
from learning.supervision.sight import Member, SeenTeam, Sight
from learning.supervision.status import Dates, Status, standing

PAGE, TEAMS = 30, 20
_D, _P, _L, _T = table(Duty).c, table(Person).c, table(Place).c, table(Team).c


@dataclass(frozen=True)
class TeamCounts:
    """A team with how many people it has, and how many of their courses stand where."""

    team: SeenTeam
    people: int
    counts: Mapping[Status, int]


def teams(
    session: Session, seen: Sight, clock: Clock, *, after: str = ""
) -> tuple[list[TeamCounts], str]:
    """A page of the teams somebody sees, and what leads to the next.

    `after` is the public id of the last team of the page before.
    """
    path = sight.team(session, seen, after).path if after else ""
    found = sight.teams_page(session, seen.roots, after=path, size=TEAMS + 1)
    page = found[:TEAMS]
    counted = _counted(session, seen, page, clock)
    return counted, page[-1].public_id if len(found) > TEAMS else ""


def below(session: Session, of: SeenTeam, *, most: int = 200) -> list[SeenTeam]:
    """The teams below one, in the order of the tree, at most so many."""
    return sight.teams_page(session, [of], after=of.path, size=most)


def _counted(
    session: Session, seen: Sight, teams: Sequence[SeenTeam], clock: Clock
) -> list[TeamCounts]:
    """What the teams count: people once a team, whatever the number of their places in it."""
    if not teams:
        return []
    here = (
        select(_L.team_id, _L.person_id)
        .join_from(table(Place), table(Team), _T.id == _L.team_id)
        .join(table(Person), _P.id == _L.person_id)
        .where(_L.team_id.in_([one.id for one in teams]), sight.holds(clock.on))
        .where(_P.deactivated_on.is_(None), sight.visible(seen))
        .distinct()
        .subquery()
    )
    people: dict[int, set[int]] = defaultdict(set)
    counts: dict[int, Counter[Status]] = defaultdict(Counter)
    query = select(here.c.team_id, here.c.person_id, *DATES).outerjoin_from(
        here, table(Duty), _D.person_id == here.c.person_id
    )
    for team_id, person_id, *days in session.execute(query):
        people[team_id].add(person_id)
        now = standing(Dates(*days), on=clock.on, soon=clock.soon)  # of nothing, not required
        counts[team_id][now.status] += 1
    return [TeamCounts(one, len(people[one.id]), counts[one.id]) for one in teams]


@dataclass(frozen=True)
class Wanting:
    """Something that asks to be done: who, and where it stands."""

    member: Member
    cell: Cell


def wanting(
    session: Session, seen: Sight, clock: Clock, *, after: str = ""
) -> tuple[list[Wanting], str]:
    """All that is due soon (a renewal too), overdue or run out among whom somebody sees.

    What was due first comes first.

    `after` names the last row of the page before: its day, person and course.
    """
    if not seen.roots:
        return [], ""
    query = (
        select(_D.due, _D.course, _P.id, _P.public_id, _P.name, _P.external_id, *DATES)
        .join_from(table(Duty), table(Person), _P.id == _D.person_id)
        .where(_asks(clock), _P.deactivated_on.is_(None), _is_seen(seen, clock.on))
        .order_by(_D.due, _D.person_id, _D.course)
        .limit(PAGE + 1)
    )
    if after:
        day, person_id, course = _place(session, after)
        key = tuple_(_D.due, _D.person_id, _D.course)
        query = query.where(key > tuple_(day, person_id, course))
    rows = [_wanting(row, clock) for row in session.execute(query)]
    page = rows[:PAGE]
    return page, _address(page[-1]) if len(rows) > PAGE else ""


def _wanting(row: Sequence[object], clock: Clock) -> Wanting:
    _, course, id_, public_id, name, number, *days = row
    dates = Dates(*days)  # type: ignore[arg-type]
    member = Member(id_, public_id, name, number or "", ())  # type: ignore[arg-type]
    return Wanting(member, grid.cell(str(course), dates, clock))


def _asks(clock: Clock) -> ColumnElement[bool]:
    """The same as `status.wants` of what has a due day, as the database decides it."""
    on = clock.on
    soon = _D.due <= on + dt.timedelta(days=clock.soon)
    return and_(
        _D.due.is_not(None),
        _D.required_since <= on,
        or_(_D.required_until.is_(None), _D.required_until >= on),
        or_(_D.exempt_since.is_(None), _D.exempt_since > on, _D.exempt_until < on),
        or_(_D.paused_since.is_(None), _D.paused_since > on, _D.paused_until < on),
        or_(
            _D.completed_on.is_not(None) & (_D.valid_until < on),
            soon & or_(_D.completed_on.is_(None), _D.renewal_opens <= on),
        ),
    )


def _is_seen(seen: Sight, on: dt.date) -> ColumnElement[bool]:
    places = (
        select(_L.id)
        .join_from(table(Place), table(Team), _T.id == _L.team_id)
        .where(_L.person_id == _D.person_id, sight.holds(on), _T.closed_on.is_(None))
    )
    return places.where(sight.visible(seen)).exists()


def _address(last: Wanting) -> str:
    due = last.cell.dates.due
    assert due is not None, "what asks has a day"
    return f"{due.isoformat()}.{last.cell.course}.{last.member.public_id}"


def _place(session: Session, after: str) -> tuple[dt.date, int, str]:
    day, _, rest = after.partition(".")
    course, _, public_id = rest.partition(".")
    try:
        due = dt.date.fromisoformat(day)
    except ValueError as error:
        raise NotFound(_NO_PAGE) from error
    known = select(_P.id).where(_P.public_id == public_id)
    person_id = session.scalar(known) if is_public_id(public_id) else None
    if person_id is None:
        raise NotFound(_NO_PAGE)
    return due, person_id, course


_NO_PAGE = "There is no such page. Begin with what is due first."
