"""What a requirement may ask: one due rule, days that can be, numbers within their bounds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.errors import Invalid
from learning.supervision import terms
from learning.supervision.terms import Terms
from tests.builders import AT

TODAY = AT.date()
AFTER = Terms("crew", TODAY, "after", due_days=30)
YEARLY = Terms("crew", TODAY, "yearly", due_month_day="11-30")
ON = Terms("crew", TODAY, "on", due_on=dt.date(2027, 6, 1))


@pytest.mark.parametrize("asked", [AFTER, YEARLY, ON, replace(AFTER, role="learner")])
def test_each_way_of_being_due_can_be_asked(asked: Terms) -> None:
    terms.check(asked, on=TODAY)


@pytest.mark.parametrize(
    ("asked", "changed", "said"),
    [
        (AFTER, {"due_days": 0}, "from 1 to 730"),
        (AFTER, {"due_days": 731}, "from 1 to 730"),
        (AFTER, {"due_days": None}, "one way"),
        (AFTER, {"due_kind": "sometime"}, "one way"),
        (AFTER, {"due_on": dt.date(2027, 6, 1)}, "one way"),
        (AFTER, {"role": "king"}, "no role 'king'"),
        (AFTER, {"ends_on": dt.date(2027, 3, 2)}, "before the first"),
        (AFTER, {"starts_on": dt.date(1027, 3, 2)}, "too far away"),
        (AFTER, {"ends_on": dt.date(2097, 3, 2)}, "too far away"),
        (AFTER, {"valid_months": 0}, "1 to 120"),
        (AFTER, {"valid_months": 121}, "1 to 120"),
        (AFTER, {"renewal_days": -1}, "0 to 365"),
        (AFTER, {"renewal_days": 366}, "0 to 365"),
        (AFTER, {"grace_days": 366}, "0 to 365"),
        (AFTER, {"valid_months": 2}, "Renewal would open before"),
        (YEARLY, {"renewal_days": 336}, "Renewal would open before"),
        (YEARLY, {"due_month_day": "02-30"}, "no day of a year"),
        (YEARLY, {"due_month_day": "2-3"}, "no day of a year"),
        (YEARLY, {"valid_months": 18}, "whole years"),
        (ON, {"due_on": dt.date(2027, 3, 2)}, "outside of the days"),
        (ON, {"ends_on": dt.date(2027, 5, 31)}, "outside of the days"),
        (ON, {"due_on": dt.date(2099, 1, 1)}, "too far away"),
    ],
)
def test_what_cannot_be_kept_is_refused(asked: Terms, changed: dict[str, Any], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        terms.check(replace(asked, **changed), on=TODAY)


@given(st.dates(dt.date(2028, 1, 1), dt.date(2028, 12, 31)))
def test_every_day_of_a_leap_year_is_a_day_of_years(day: dt.date) -> None:
    assert terms.is_month_day(f"{day:%m-%d}")


@given(st.text(max_size=6))
def test_no_other_text_is_a_day_of_years(text: str) -> None:
    days = {f"{dt.date(2028, 1, 1) + dt.timedelta(days=n):%m-%d}" for n in range(366)}
    assert terms.is_month_day(text) is (text in days)


@given(
    months=st.none() | st.integers(1, 120),
    renewal=st.integers(0, 365),
    done=st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)),
)
def test_renewal_never_opens_before_the_completion_it_renews(
    months: int | None, renewal: int, done: dt.date
) -> None:
    from learning import dates

    asked = replace(AFTER, valid_months=months, renewal_days=renewal)
    try:
        terms.check(asked, on=TODAY)
    except Invalid:
        return
    if months is not None:
        assert dates.months_later(done, months) - dt.timedelta(days=renewal) > done
