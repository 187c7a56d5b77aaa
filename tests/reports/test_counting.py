"""Counts by week stay when reports are gone, and silence is counted in whole weeks."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from learning.reports import counting
from learning.reports.models import WeekCount
from tests.reports.desks import MONDAY, ON


def test_a_count_grows_by_week_and_kind(session: Session) -> None:
    for number in (1, 2, 0):
        counting.count(session, MONDAY, "received", number)
    counting.count(session, MONDAY, "closed")
    counting.count(session, MONDAY - dt.timedelta(weeks=1), "received")
    assert session.get_one(WeekCount, (MONDAY, "received")).number == 3
    assert session.get_one(WeekCount, (MONDAY, "closed")).number == 1


def test_silence_is_counted_in_weeks_that_are_over(session: Session) -> None:
    assert counting.weeks_without(session, ON) is None
    counting.count(session, MONDAY, "received")
    counting.count(session, MONDAY + dt.timedelta(weeks=5), "closed")
    for days, silent in ((0, 0), (7, 0), (13, 0), (14, 1), (35, 4)):
        assert counting.weeks_without(session, MONDAY + dt.timedelta(days=days)) == silent
    assert counting.weeks_without(session, MONDAY - dt.timedelta(weeks=3)) == 0
