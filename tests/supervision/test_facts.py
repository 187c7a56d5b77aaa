"""Spans of days: joined, cut, and the one that holds or comes next."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given

from learning.people.places import Span
from learning.supervision.facts import at_or_next, joined, within
from tests.supervision.moments import DAYS, day, span, spans


@given(spans(), DAYS)
def test_joining_spans_changes_no_day(some: list[Span], on: dt.date) -> None:
    assert any(one.holds(on) for one in some) == any(one.holds(on) for one in joined(some))


@given(spans())
def test_joined_spans_are_in_order_with_a_day_between(some: list[Span]) -> None:
    made = joined(some)
    for one, after in pairwise(made):
        assert one.until is not None and after.since > one.until + dt.timedelta(days=1)


def test_spans_that_follow_each_other_are_one() -> None:
    made = joined([span("2026-04-01"), span("2026-01-01", "2026-03-31")])
    assert made == [span("2026-01-01")]


@given(spans(), DAYS, DAYS)
def test_what_lies_within_holds_on_the_days_of_both(
    some: list[Span], one: dt.date, on: dt.date
) -> None:
    outer = Span(one, one + dt.timedelta(days=200))
    inner = within(some, outer)
    expected = outer.holds(on) and any(each.holds(on) for each in some)
    assert any(each.holds(on) for each in inner) == expected


def test_the_span_of_today_goes_before_the_next_and_what_is_over_is_none() -> None:
    some = [span("2026-01-01", "2026-01-31"), span("2026-06-01", "2026-06-30")]
    assert at_or_next(some, on=day("2026-01-31")) == some[0]
    assert at_or_next(some, on=day("2026-02-01")) == some[1]
    assert at_or_next(some, on=day("2026-07-01")) is None
