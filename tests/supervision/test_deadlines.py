"""Due days: by a day, after joining, each year; renewals, critical changes and stopped clocks."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.people.places import Span
from learning.supervision import deadlines
from learning.supervision.deadlines import first_due, held
from learning.supervision.facts import Critical, joined
from tests.supervision.moments import DAYS, day, done, rule, span, spans

# --- the first due day ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "due"),
    [("2026-01-01", "2026-01-31"), ("2026-02-28", "2026-03-30"), ("2028-02-01", "2028-03-02")],
)
def test_days_after_joining_count_from_the_first_day(since: str, due: str) -> None:
    assert first_due(rule(due_days=30), day(since)) == day(due)


def test_by_a_day_is_that_day_for_whoever_is_there_and_later_for_newcomers() -> None:
    by = rule(due_kind="on", due_on=day("2026-03-31"))
    assert first_due(by, day("2026-01-01")) == day("2026-03-31")
    assert first_due(by, day("2026-02-01")) == day("2026-03-31")
    assert first_due(by, day("2026-03-20")) == day("2026-04-17"), "at least four weeks"
    assert first_due(by, day("2027-01-01")) == day("2027-01-29")


def test_a_day_soon_after_the_requirement_began_holds_for_those_who_were_there() -> None:
    by = rule(due_kind="on", due_on=day("2026-01-10"))
    assert first_due(by, day("2026-01-01")) == day("2026-01-10")


@pytest.mark.parametrize(
    ("since", "due"),
    [
        ("2026-01-01", "2026-11-30"),
        ("2026-11-30", "2026-12-28"),  # a newcomer has four weeks
        ("2026-12-01", "2027-11-30"),
    ],
)
def test_by_a_day_of_each_year_is_the_next_such_day(since: str, due: str) -> None:
    assert first_due(rule(due_kind="yearly", due_month_day="11-30"), day(since)) == day(due)


@given(DAYS, st.integers(0, 400))
def test_nobody_is_late_on_the_day_they_join(since: dt.date, days: int) -> None:
    kinds = [
        rule(starts_on=dt.date(2025, 1, 1), due_days=days),
        rule(starts_on=dt.date(2024, 1, 1), due_kind="on", due_on=dt.date(2026, 5, 1)),
        rule(starts_on=dt.date(2024, 1, 1), due_kind="yearly", due_month_day="02-29"),
    ]
    assert all(first_due(one, since) >= since for one in kinds)


# --- how long a completion counts ----------------------------------------------------------------


def until(of: object) -> str | None:
    assert of is not None
    return str(of.until) if of.until else None  # type: ignore[attr-defined]


def test_without_a_completion_nothing_is_held() -> None:
    assert held(rule(), [], []) is None


def test_a_requirement_that_says_nothing_leaves_it_to_the_course() -> None:
    assert until(held(rule(), [done("2026-02-01", "2027-02-01")], [])) == "2027-02-01"
    assert until(held(rule(), [done("2026-02-01")], [])) is None
    assert until(held(None, [done("2026-02-01", "2027-02-01")], [])) == "2027-02-01"


def test_the_longest_completion_counts_whatever_their_order() -> None:
    both = [done("2026-05-01", "2027-05-01"), done("2025-05-01", "2028-05-01")]
    found = held(rule(), both, [])
    assert found is not None and found.done == both[1]


def test_renewing_in_the_window_costs_no_day_and_renewing_too_early_gains_none() -> None:
    yearly = rule(valid_months=12, renewal_days=60)
    first = done("2026-03-01")
    assert until(held(yearly, [first], [])) == "2027-03-01"
    assert until(held(yearly, [first, done("2027-01-15")], [])) == "2028-03-01"
    assert until(held(yearly, [first, done("2026-12-01")], [])) == "2027-12-01"
    assert until(held(yearly, [first, done("2027-04-01")], [])) == "2028-04-01"


@pytest.mark.parametrize(
    ("on", "last"),
    [
        ("2026-02-05", "2026-11-30"),  # far from the window: until the next day
        ("2026-10-01", "2027-11-30"),  # the first day of the window
        ("2026-11-30", "2027-11-30"),
        ("2026-12-01", "2027-11-30"),  # late: until the next one all the same
    ],
)
def test_by_a_day_of_each_year_a_completion_counts_until_such_a_day(on: str, last: str) -> None:
    yearly = rule(due_kind="yearly", due_month_day="11-30", renewal_days=60)
    assert until(held(yearly, [done(on)], [])) == last


def test_every_third_such_day_where_the_requirement_says_36_months() -> None:
    third = rule(due_kind="yearly", due_month_day="11-30", valid_months=36)
    assert until(held(third, [done("2026-10-10")], [])) == "2029-11-30"
    assert until(held(third, [done("2026-12-05")], [])) == "2029-11-30"


def test_29_february_falls_on_the_28th_in_other_years() -> None:
    assert until(held(rule(valid_months=12), [done("2028-02-29")], [])) == "2029-02-28"
    leap = rule(due_kind="yearly", due_month_day="02-29")
    assert until(held(leap, [done("2028-01-10")], [])) == "2029-02-28"


# --- critical changes ----------------------------------------------------------------------------


def test_after_a_critical_change_an_older_completion_counts_for_the_days_of_grace() -> None:
    change = [Critical(2, day("2026-06-01"))]
    old, new = done("2026-02-01", "2027-02-01", 1), done("2026-06-10", "2027-06-10", 2)
    found = held(rule(grace_days=14), [old], change)
    assert until(found) == "2026-06-15"
    assert found is not None and found.renewal_opens == day("2026-06-01")
    assert until(held(rule(grace_days=14), [old, new], change)) == "2027-06-10"


def test_a_critical_change_never_lengthens_and_knows_completions_from_elsewhere_by_their_day() -> (
    None
):
    change = [Critical(2, day("2026-06-01")), Critical(5, day("2026-09-01"))]
    assert until(held(None, [done("2026-02-01", "2026-06-03", 1)], change)) == "2026-06-03"
    assert until(held(None, [done("2026-02-01", None, None)], change)) == "2026-06-29"
    assert until(held(None, [done("2026-06-02", None, None)], change)) == "2026-09-29"
    assert until(held(None, [done("2026-09-02", None, None)], change)) is None


# --- the stopped clock ---------------------------------------------------------------------------


def stopped(
    start: dt.date, due: dt.date, away: list[Span], on: dt.date = dt.date.max
) -> dt.date | None:
    return deadlines.stopped(start, due, away, on=on)


def test_days_away_move_the_due_day_and_a_return_leaves_two_weeks() -> None:
    start, due = day("2026-03-01"), day("2026-03-31")
    assert stopped(start, due, []) == due
    assert stopped(start, due, [span("2026-03-02", "2026-03-11")]) == day("2026-04-10")
    assert stopped(start, due, [span("2026-03-30", "2026-06-30")]) == day("2026-07-14")
    assert stopped(start, due, [span("2026-04-01", "2026-06-30")]) == day("2026-07-14"), "overdue"
    assert stopped(start, due, [span("2026-01-01", "2026-02-01")]) == due, "it had not begun"
    assert stopped(start, due, [span("2026-02-20", "2026-03-05")]) == day("2026-04-05")


def test_without_a_known_return_there_is_no_due_day() -> None:
    assert stopped(day("2026-03-01"), day("2026-03-31"), [span("2026-03-05")]) is None


def test_what_is_noted_for_later_takes_nothing_back_that_is_overdue() -> None:
    start, due, today = day("2026-01-01"), day("2026-01-31"), day("2027-03-03")
    for later in (span("2027-08-01", "2027-08-14"), span("2027-09-01")):
        assert stopped(start, due, [later], today) == due
        assert stopped(start, due, [later], later.since) != due
    ahead = day("2027-08-31")
    assert stopped(start, ahead, [span("2027-08-01", "2027-08-14")], today) == day("2027-09-14")


def test_a_moved_due_day_may_fall_into_the_next_absence() -> None:
    away = [span("2026-03-22", "2026-03-31"), span("2026-04-05", "2026-04-14")]
    assert stopped(day("2026-03-01"), day("2026-03-31"), away) == day("2026-04-28")


@given(DAYS, st.integers(0, 300), spans())
def test_being_away_never_brings_a_due_day_forward(
    start: dt.date, days: int, away: list[Span]
) -> None:
    due = start + dt.timedelta(days=days)
    found = stopped(start, due, away)
    if found is None:
        assert any(one.until is None for one in joined(away))
        return
    assert found >= due
    worked = sum(
        not any(one.holds(start + dt.timedelta(days=n)) for one in away)
        for n in range((found - start).days + 1)
    )
    there = sum(
        not any(one.holds(start + dt.timedelta(days=n)) for one in away) for n in range(days + 1)
    )
    assert worked >= there, "as many days at work are left as there were"
