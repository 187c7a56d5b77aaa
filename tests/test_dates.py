"""Days counted in months and years, and what becomes of days that do not exist."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning import dates

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2200, 1, 1))
YEARLY = st.dates(dt.date(2028, 1, 1), dt.date(2028, 12, 31)).map(lambda one: f"{one:%m-%d}")


@given(DAYS, st.integers(0, 240))
def test_months_later_is_the_same_day_or_the_last_of_its_month(day: dt.date, months: int) -> None:
    later = dates.months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == min(day.day, calendar.monthrange(later.year, later.month)[1])


@given(YEARLY, DAYS)
def test_the_next_yearly_day_is_within_a_year_and_never_before(text: str, since: dt.date) -> None:
    found = dates.next_yearly(text, since)
    assert dt.timedelta(0) <= found - since <= dt.timedelta(366)
    assert f"{found:%m-%d}" in (text, "02-28")


@pytest.mark.parametrize(
    ("since", "found"),
    [("2027-02-28", "2027-02-28"), ("2027-03-01", "2028-02-29"), ("2028-02-29", "2028-02-29")],
)
def test_29_february_is_the_28th_in_other_years(since: str, found: str) -> None:
    assert str(dates.next_yearly("02-29", dt.date.fromisoformat(since))) == found


def test_a_day_is_written_as_people_write_it() -> None:
    assert dates.in_words(dt.date(2027, 3, 3)) == "3 March 2027"
