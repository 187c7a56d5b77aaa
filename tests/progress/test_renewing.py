"""Renewing: a course passed again is completed again; nothing is reset, nobody has to ask."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from learning.people.models import Recount
from learning.progress import queries
from learning.progress.completing import RENEWED_WITHIN, Event, last_round
from learning.releases.shelf import Shelf
from tests.builders import AT
from tests.content_builders import compiled, module, put
from tests.progress.learner import Learner

DAY = dt.timedelta(days=1)
YEAR = AT + 360 * DAY


def wholes(alice: Learner) -> list[tuple[str, str | None]]:
    return [
        (str(on), str(until) if until else None)
        for _, of, on, until in alice.completions()
        if of is None
    ]


@pytest.fixture
def two(session: Session) -> None:
    put(session, compiled(module(), module("speaking-up"), validity={"months": 12}))


def test_passing_every_module_again_completes_the_course_again(two: None, alice: Learner) -> None:
    alice.take()
    alice.take("speaking-up")
    alice.take(at=YEAR)
    assert len(wholes(alice)) == 1, "one module again is not the course again"
    alice.take("speaking-up", at=YEAR + 5 * DAY)
    assert wholes(alice) == [("2027-03-03", "2028-03-03"), ("2028-03-02", "2029-03-03")]


def test_passing_again_on_the_day_of_completion_adds_nothing(two: None, alice: Learner) -> None:
    alice.take()
    alice.take("speaking-up")
    before = alice.completions()
    alice.take()
    alice.take("speaking-up")
    assert alice.completions() == before


def test_what_is_passed_again_within_four_weeks_is_practice(two: None, alice: Learner) -> None:
    alice.take()
    alice.take("speaking-up")
    before = alice.completions()
    for days in (1, 27):
        alice.take(at=AT + days * DAY)
        alice.take("speaking-up", at=AT + days * DAY)
    assert alice.completions() == before
    alice.take(at=AT + 28 * DAY)
    alice.take("speaking-up", at=AT + 28 * DAY)
    assert len(wholes(alice)) == 2


def test_a_new_release_can_be_passed_at_once(session: Session, two: None, alice: Learner) -> None:
    """After a critical change nobody should have to wait."""
    alice.take()
    alice.take("speaking-up")
    changed = compiled(
        module(), module("speaking-up"), validity={"months": 12}, summary="It matters."
    )
    put(session, changed)
    alice.take(at=AT + DAY)
    alice.take("speaking-up", at=AT + DAY)
    assert wholes(alice)[1:] == [("2027-03-04", "2028-03-04")]


def test_what_was_passed_again_half_a_year_ago_counts_no_more(two: None, alice: Learner) -> None:
    alice.take()
    alice.take("speaking-up")
    alice.take(at=AT + 30 * DAY)
    alice.take("speaking-up", at=AT + 31 * DAY + RENEWED_WITHIN)
    assert len(wholes(alice)) == 1
    alice.take(at=AT + 40 * DAY + RENEWED_WITHIN)
    assert len(wholes(alice)) == 2


def test_a_first_completion_has_all_the_time_there_is(two: None, alice: Learner) -> None:
    alice.take()
    alice.take("speaking-up", at=AT + 900 * DAY)
    assert len(wholes(alice)) == 1


def test_a_fixed_day_that_is_renewed_in_good_time_moves_on_by_a_year(
    session: Session, alice: Learner
) -> None:
    put(session, compiled(validity={"anchor": "fixed", "fixed": "11-30"}))
    alice.take(at=AT)
    alice.take(at=AT.replace(month=10))
    assert wholes(alice) == [("2027-03-03", "2027-11-30"), ("2027-10-03", "2028-11-30")]


def test_passing_again_and_again_stacks_no_years(session: Session, alice: Learner) -> None:
    put(session, compiled(validity={"anchor": "fixed", "fixed": "11-30"}))
    for days in (0, 30, 60, 90):
        alice.take(at=AT + days * DAY)
    assert {until for _, until in wholes(alice)} == {"2027-11-30"}


def test_the_course_page_knows_what_is_left_to_renew(
    session: Session, two: None, alice: Learner, shelf: Shelf
) -> None:
    alice.take()
    alice.take("speaking-up")
    alice.take(at=YEAR)
    course = shelf.course(session, "crew")
    found = queries.standing(session, shelf, course, alice.person_id)
    assert found.done == found.required, "progress never falls"
    assert found.to_renew(course, on=YEAR.date()) == ("speaking-up",)
    later = YEAR.date() + RENEWED_WITHIN + DAY
    assert found.to_renew(course, on=later) == ("identity", "speaking-up")


def test_a_completion_asks_for_the_duties_to_be_worked_out(
    session: Session, two: None, alice: Learner
) -> None:
    session.query(Recount).delete()
    alice.take()
    alice.take("speaking-up")
    assert {one.person_id for one in session.query(Recount)} == {alice.person_id}


EVENTS = st.lists(st.tuples(st.sampled_from([None, "a", "b", "c"]), st.integers(0, 400)))


@given(EVENTS, st.integers(0, 800))
def test_a_round_holds_what_came_after_the_last_completion(
    drawn: list[tuple[str | None, int]], later: int
) -> None:
    begin = dt.date(2027, 1, 1)
    days = sorted(n for _, n in drawn)
    events = [Event(of, begin + n * DAY, None) for (of, _), n in zip(drawn, days, strict=True)]
    on = begin + dt.timedelta(days=max([later, *days]))
    found = last_round(events, on=on)
    wholes = [place for place, one in enumerate(events) if one.module is None]
    after = events[wholes[-1] + 1 :] if wholes else events
    assert found.modules <= {one.module for one in after}
    assert found.ever == {one.module for one in events} - {None}
    assert found.completed_on == (events[wholes[-1]].on if wholes else None)
    if not wholes:
        assert found.modules == {one.module for one in after}
