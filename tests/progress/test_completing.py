"""What completes a module and a course, and for how long: events, added and never changed."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.content.model import Validity
from learning.errors import Conflict, NotFound
from learning.progress import attempting, completing
from learning.progress.completing import Stop, unmet, valid_until
from learning.progress.models import Completion
from tests.builders import AT
from tests.content_builders import changes, compiled, item, module, put
from tests.progress.learner import Learner

LATER = AT + dt.timedelta(days=30)
IDS = st.lists(st.sampled_from("abcdefgh"), unique=True)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


# --- the rule ------------------------------------------------------------------------------------


@given(IDS, IDS, IDS)
def test_what_is_left_is_required_present_and_not_done(
    required: list[str], present: list[str], done: list[str]
) -> None:
    left = unmet(required, present, done)
    assert left == [one for one in required if one in present and one not in done]
    assert len(left) <= len(required), "progress is never below nothing"


@given(IDS, IDS, IDS, IDS)
def test_doing_more_or_asking_for_less_never_leaves_more_to_do(
    required: list[str], present: list[str], done: list[str], more: list[str]
) -> None:
    left = unmet(required, present, done)
    assert set(unmet(required, present, done + more)) <= set(left)
    assert set(unmet(required, [one for one in present if one not in more], done)) <= set(left)


# --- how long it counts --------------------------------------------------------------------------


def until(on: str, **rule: Any) -> str:
    found = valid_until(Validity(**rule), day(on))
    return str(found)


def test_without_a_validity_a_completion_does_not_run_out() -> None:
    assert valid_until(None, day("2027-03-03")) is None
    assert valid_until(Validity(), day("2027-03-03")) is None


@pytest.mark.parametrize(
    ("on", "months", "last"),
    [
        ("2027-03-03", 12, "2028-03-03"),
        ("2027-03-03", 1, "2027-04-03"),
        ("2027-12-03", 1, "2028-01-03"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2027-12-31", 120, "2037-12-31"),
    ],
)
def test_months_go_to_the_same_day_or_the_last_of_its_month(
    on: str, months: int, last: str
) -> None:
    assert until(on, months=months) == last


@pytest.mark.parametrize(
    ("on", "fixed", "last"),
    [
        ("2027-03-03", "11-30", "2027-11-30"),
        ("2027-11-29", "11-30", "2027-11-30"),
        ("2027-11-30", "11-30", "2028-11-30"),
        ("2027-12-01", "11-30", "2028-11-30"),
        ("2027-02-27", "02-29", "2027-02-28"),
        ("2027-02-28", "02-29", "2028-02-29"),
        ("2028-02-28", "02-29", "2028-02-29"),
        ("2028-02-29", "02-29", "2029-02-28"),
        ("2027-01-01", "01-01", "2028-01-01"),
    ],
)
def test_a_fixed_day_is_the_next_one_after_completion(on: str, fixed: str, last: str) -> None:
    assert until(on, anchor="fixed", fixed=fixed) == last


@given(
    on=st.dates(dt.date(2000, 1, 1), dt.date(2200, 1, 1)),
    months=st.integers(1, 120),
)
def test_a_completion_counts_for_as_many_months_as_were_said(on: dt.date, months: int) -> None:
    last = valid_until(Validity(months=months), on)
    assert last is not None and last > on
    assert (last.year * 12 + last.month) - (on.year * 12 + on.month) == months
    assert last.day == min(on.day, calendar.monthrange(last.year, last.month)[1])


@given(
    on=st.dates(dt.date(2000, 1, 1), dt.date(2200, 1, 1)),
    fixed=st.dates(dt.date(2028, 1, 1), dt.date(2028, 12, 31)).map(lambda one: f"{one:%m-%d}"),
)
def test_a_fixed_day_is_after_completion_and_within_a_year_and_a_day(
    on: dt.date, fixed: str
) -> None:
    last = valid_until(Validity(anchor="fixed", fixed=fixed), on)
    assert last is not None
    assert dt.timedelta(0) < last - on <= dt.timedelta(366)


def test_the_validity_of_the_live_release_counts_from_the_day_of_the_last_module(
    session: Session, alice: Learner
) -> None:
    put(session, compiled(module(), module("speaking-up"), validity={"months": 12}))
    alice.take()
    alice.take("speaking-up", at=LATER)
    assert alice.completions() == [
        ("crew", "identity", day("2027-03-03"), None),
        ("crew", "speaking-up", day("2027-04-02"), None),
        ("crew", None, day("2027-04-02"), day("2028-04-02")),
    ]


def test_the_day_is_the_one_of_the_zone_that_the_moment_is_told_in(
    session: Session, alice: Learner
) -> None:
    """Half past midnight in London in summer is still yesterday in UTC."""
    put(session, compiled())
    london = dt.timezone(dt.timedelta(hours=1))
    alice.take(at=dt.datetime(2027, 7, 2, 0, 30, tzinfo=london))
    assert alice.completions()[0][2] == day("2027-07-02")


# --- modules and the course ----------------------------------------------------------------------


def test_the_last_module_completes_the_course_once(session: Session, alice: Learner) -> None:
    put(session, compiled(module(), module("speaking-up")))
    alice.take("speaking-up")
    assert alice.completed() == ["speaking-up"]
    alice.take()
    alice.take()
    assert alice.completed() == ["speaking-up", "identity", None]


def test_only_the_modules_of_the_rule_are_needed(session: Session, alice: Learner) -> None:
    put(session, compiled(module(), module("more"), completion={"modules": ["identity"]}))
    alice.take("more")
    assert alice.completed() == ["more"]
    alice.take()
    assert alice.completed() == ["more", "identity", None]


def test_the_completion_rule_is_the_one_of_the_day_of_enrolment(
    session: Session, alice: Learner, charlie: Learner
) -> None:
    put(session, compiled(module(), module("speaking-up")))
    alice.take()
    put(
        session,
        compiled(module(), module("speaking-up"), module("added"), changes=changes("material")),
    )
    alice.take("speaking-up")
    assert alice.completed() == ["identity", "speaking-up", None]
    charlie.take()
    charlie.take("speaking-up")
    assert None not in charlie.completed(), "who enrols now needs the module that was added"
    charlie.take("added")
    assert None in charlie.completed()


def test_a_rule_that_was_loosened_later_does_not_hold_for_who_enrolled_before(
    session: Session, alice: Learner
) -> None:
    put(session, compiled(module(), module("speaking-up")))
    alice.take()
    rule = {"modules": ["identity"]}
    put(
        session,
        compiled(module(), module("speaking-up"), completion=rule, changes=changes("material")),
    )
    assert alice.standing().left == ("speaking-up",)


def test_a_module_that_was_taken_out_counts_as_done(session: Session, alice: Learner) -> None:
    put(session, compiled(module(), module("speaking-up"), module("gone")))
    alice.take()
    put(session, compiled(module(), module("speaking-up"), changes=changes("material")))
    alice.take("speaking-up")
    assert alice.completed() == ["identity", "speaking-up", None]
    assert (alice.standing().done, alice.standing().required) == (3, 3)


def test_who_has_nothing_left_to_do_completes_the_course_with_any_later_pass(
    session: Session, alice: Learner
) -> None:
    put(session, compiled(module(), module("gone")))
    alice.take()
    put(session, compiled(module(), changes=changes("material")))
    alice.take(at=LATER)
    assert alice.completed() == ["identity", None]


def test_the_same_module_of_another_course_is_another_module(
    session: Session, alice: Learner
) -> None:
    put(session, compiled(), compiled(course_id="other"))
    alice.take()
    assert [row[:2] for row in alice.completions()] == [("crew", "identity"), ("crew", None)]
    assert not alice.standing("other").begun


def test_nobody_elses_completion_counts(session: Session, alice: Learner, charlie: Learner) -> None:
    put(session, compiled(module(), module("speaking-up")))
    charlie.take("speaking-up")
    alice.take()
    assert alice.completed() == ["identity"]
    assert charlie.completed() == ["speaking-up"]


# --- modules without a quiz ----------------------------------------------------------------------


def read(alice: Learner, at: str = "reading", course: str = "crew") -> None:
    release = alice.shelf.course(alice.session, course).release.release_id
    attempting.enrol(alice.session, alice.person_id, course=course, release_id=release, at=AT)
    stop = Stop(alice.person_id, course, at, release)
    completing.mark_read(alice.session, alice.shelf, stop, at=AT)


def test_a_module_without_a_quiz_is_complete_when_its_reader_says_so(
    session: Session, alice: Learner
) -> None:
    put(session, compiled(module(), module("reading", ())))
    read(alice)
    read(alice)
    assert alice.completed() == ["reading"]
    alice.take()
    assert alice.completed() == ["reading", "identity", None]


@pytest.mark.parametrize("at", ["identity", "nowhere", "", "\0"])
def test_a_module_with_a_quiz_or_none_at_all_cannot_be_said_to_be_read(
    session: Session, alice: Learner, at: str
) -> None:
    put(session, compiled(module(), module("reading", ())))
    with pytest.raises(NotFound):
        read(alice, at)
    assert alice.completed() == []


def test_a_retired_course_cannot_be_completed_by_reading_it(
    session: Session, alice: Learner
) -> None:
    put(session, compiled(module("reading", ())))
    put(session, compiled(module("reading", ()), status="retired"))
    with pytest.raises(Conflict, match="retired"):
        read(alice)


def test_a_module_whose_quiz_was_added_later_stays_complete(
    session: Session, alice: Learner
) -> None:
    put(session, compiled(module("reading", ()), module()))
    read(alice)
    put(
        session,
        compiled(module("reading", [item()]), module(), changes=changes("material")),
    )
    assert alice.standing().of("reading").state == "complete"


def test_a_module_with_hard_content_is_completed_by_a_talk(alice: Learner) -> None:
    put(alice.session, compiled(module(content_notes=["A child is hurt."]), module("plain")))
    release = alice.shelf.course(alice.session, "crew").release.release_id
    attempting.enrol(alice.session, alice.person_id, course="crew", release_id=release, at=AT)
    hard, plain, none = (
        Stop(alice.person_id, "crew", one, release) for one in ("identity", "plain", "none")
    )
    for _ in range(2):  # a double click is once
        completing.mark_talked(alice.session, alice.shelf, hard, at=AT)
    rows = alice.session.scalars(select(Completion)).all()
    assert [(one.module, one.basis, one.completed_on) for one in rows] == [
        ("identity", "talk", AT.date())
    ]
    for stop in (plain, none):
        with pytest.raises(NotFound):
            completing.mark_talked(alice.session, alice.shelf, stop, at=AT)
