"""Weeks are named by their Monday, and working days are promised from the end of a week."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from learning.reports import weeks

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1))


@given(DAYS)
def test_the_days_of_a_week_have_one_name(day: dt.date) -> None:
    monday = weeks.monday(day)
    assert monday.weekday() == 0 and 0 <= (day - monday).days <= 6
    assert {weeks.monday(monday + dt.timedelta(days=n)) for n in range(7)} == {monday}
    assert weeks.since(monday, day) == 0 and weeks.since(monday, day + dt.timedelta(weeks=3)) == 3


@given(DAYS, st.integers(1, 30))
def test_a_promise_in_working_days_is_kept_whichever_day_of_the_week_it_was(
    day: dt.date, number: int
) -> None:
    until = weeks.after_working_days(weeks.monday(day), number)
    counted, at = 0, day
    while counted < number:
        at += dt.timedelta(days=1)
        counted += at.weekday() < 5
    assert at <= until and until.weekday() < 5
