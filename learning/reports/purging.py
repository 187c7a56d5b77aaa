"""Purging: reports whose time is over are destroyed, counted by week, and entered in a ledger.

The ledger holds random ids and weeks. From it a purge is done again where a restored backup brings
a report back. A line is on the disk before its purge is committed: power may fail between the two,
and then the next purge destroys what was due anyway.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from learning.reports import counting, shredding
from learning.reports.models import Part, Purged, Report
from learning.reports.weeks import monday

UNOPENED, UNFINISHED, CLOSED = 52, 52, 13
"""Weeks without a sign of anybody: nobody opened it, it is in review, it is over (90 days)."""
_STATES = {
    "received": UNOPENED,
    "in_review": UNFINISHED,
    "closed": CLOSED,
    "withdrawn": CLOSED,
}
_WHY = {"received": "unopened", "in_review": "unfinished", "closed": "closed"}
"""What each counts as; one that was withdrawn was counted then."""
_AT_ONCE = 500


@dataclass(frozen=True)
class Due:
    """A report whose time is over."""

    report_id: str
    week: dt.date
    state: str


def due(session: Session, *, on: dt.date, most: int = _AT_ONCE) -> list[Due]:
    """Some of the reports whose time is over on a day."""
    return _rows(session, _due(on).limit(most))


def number_due(session: Session, *, on: dt.date) -> dict[str, int]:
    """How many are due on a day, by the state they are in."""
    over = _due(on).order_by(None).subquery()
    query = select(over.c.state, func.count()).group_by(over.c.state).order_by(over.c.state)
    return dict(session.execute(query).all())


def hold(session: Session, chosen: Iterable[Due], *, on: dt.date) -> list[Due]:
    """Those of the chosen that are due still, held: what is in the ledger cannot move any more."""
    wanted = sorted(one.report_id for one in chosen)
    return _rows(session, _due(on).where(Report.id.in_(wanted)).with_for_update())


def purge(session: Session, chosen: Iterable[Due], *, on: dt.date) -> Counter[str]:
    """Destroy those of the chosen that are due still, and count them by week."""
    now = hold(session, chosen, on=on)
    shredding.reports(session, [one.report_id for one in now])
    counted = Counter((one.week, _WHY[one.state]) for one in now if one.state in _WHY)
    for (week, why), number in sorted(counted.items()):
        counting.count(session, week, why, number)
    enter(session, [one.report_id for one in now], on=on)
    return Counter(one.state for one in now)


def enter(session: Session, report_ids: Iterable[str], *, on: dt.date) -> None:
    """Put reports into the ledger's table, each once."""
    for report_id in sorted(report_ids):
        if session.get(Purged, report_id) is None:
            session.add(Purged(report_id=report_id, week=monday(on)))
    session.flush()


def ledger(session: Session) -> list[tuple[str, dt.date]]:
    """The ledger: ids and weeks, in an order that tells nothing of when."""
    query = select(Purged.report_id, Purged.week).order_by(Purged.report_id)
    return [(report_id, week) for report_id, week in session.execute(query)]


def _due(on: dt.date) -> Select[str, dt.date, str]:
    over = [
        and_(Report.state == state, Report.moved_week < monday(on) - dt.timedelta(weeks=weeks))
        for state, weeks in _STATES.items()
    ]
    return select(Report.id, Report.week, Report.state).where(or_(*over)).order_by(Report.id)


def _rows(session: Session, query: Select[str, dt.date, str]) -> list[Due]:
    return [Due(*row) for row in session.execute(query)]


def come_back(session: Session, ids: Iterable[str]) -> list[str]:
    """Which reports of a ledger have parts in the database, because an older one was restored.

    One that was withdrawn is in the ledger too; what stays of it for a time has no parts.
    """
    wanted = set(ids)
    there = session.scalars(select(Part.report_id).distinct().order_by(Part.report_id))
    return [one for one in there if one in wanted]


def replay(session: Session, report_ids: list[str], *, on: dt.date) -> None:
    """Destroy again what came back. Its week was counted when it was purged."""
    shredding.reports(session, report_ids)
    enter(session, report_ids, on=on)
