"""Counts of reports by week: what stays when a report is gone.

A count says how many people chose to tell something, and never how often something happens.
"""

from __future__ import annotations

import contextlib
import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.reports.models import WeekCount
from learning.reports.weeks import monday


def count(session: Session, week: dt.date, what: str, number: int = 1) -> None:
    """Add to the count of a week. The row is held, so that two at once are both counted."""
    if number == 0:
        return
    row = session.get(WeekCount, (week, what), with_for_update=True)
    if row is None:
        with contextlib.suppress(IntegrityError), session.begin_nested():
            session.add(WeekCount(week=week, what=what, number=0))
        row = session.get_one(WeekCount, (week, what), with_for_update=True)
    row.number += number
    session.flush()


def weeks_without(session: Session, on: dt.date) -> int | None:
    """Whole weeks in which nothing came, up to the last one before a day's; None before the first.

    The week that still runs is not counted, as something may yet come.
    """
    last = session.scalar(select(func.max(WeekCount.week)).where(WeekCount.what == "received"))
    if last is None:
        return None
    return max(0, (monday(on) - last).days // 7 - 1)
