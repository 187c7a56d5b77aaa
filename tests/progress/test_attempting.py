"""Attempts: begun on the release that is live, one open at a time, and never out of reach."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning.errors import Conflict, NotFound
from learning.progress import attempting
from learning.progress.models import Attempt, Enrolment
from tests.builders import AT
from tests.content_builders import (
    HOSTILE,
    changes,
    compiled,
    every_kind,
    item,
    library,
    module,
    put,
)
from tests.progress.learner import Learner


def count(session: Session, of: type) -> int:
    return session.scalar(select(func.count()).select_from(of)) or 0


def test_an_attempt_begins_on_the_release_that_is_live(session: Session, alice: Learner) -> None:
    put(session, compiled(module(items=every_kind()), title="Old"))
    put(session, compiled(module(items=every_kind()), title="New"))
    attempt = alice.begin()
    assert attempt.row.release_id == alice.shelf.course(session, "crew").release.release_id
    assert set(attempt.order) == {one["id"] for one in every_kind()}
    assert not attempt.ended and attempt.left == attempt.order


def test_the_first_attempt_enrols_once(session: Session, alice: Learner) -> None:
    put(session, compiled(module(), module("speaking-up")))
    alice.begin()
    alice.begin("speaking-up")
    assert session.scalars(select(Enrolment.course)).all() == ["crew"]


def test_who_begins_again_comes_back_to_the_open_attempt(session: Session, alice: Learner) -> None:
    put(session, compiled())
    first = alice.begin()
    later = alice.begin(at=AT + dt.timedelta(days=40))
    assert later.row.public_id == first.row.public_id
    assert later.row.paper == first.row.paper
    assert count(session, Attempt) == 1


def test_one_attempt_is_open_for_each_module_and_person(
    session: Session, alice: Learner, charlie: Learner
) -> None:
    put(session, compiled(module(), module("speaking-up")))
    found = {
        one.row.public_id
        for one in (alice.begin(), alice.begin("speaking-up"), charlie.begin(), alice.begin())
    }
    assert len(found) == 3


def test_there_is_no_limit_on_tries(session: Session, alice: Learner) -> None:
    put(session, compiled(module(items=[item()])))
    tries = [alice.take(wrong=["door"]).row for _ in range(12)]
    assert len({row.public_id for row in tries}) == 12
    assert not any(row.passed for row in tries)
    assert alice.take().row.passed


def test_drafts_and_retired_items_are_not_drawn_and_watched_ones_are(
    session: Session, alice: Learner
) -> None:
    states = ("live", "watch", "draft", "retired")
    put(session, compiled(module(items=[item(item_id=one, status=one) for one in states])))
    assert set(alice.begin().order) == {"live", "watch"}


def test_an_open_attempt_stays_on_its_release(session: Session, alice: Learner) -> None:
    put(session, compiled(module(items=[item()])))
    before = alice.begin()
    moved = item(
        rev=2,
        options=[
            {"id": "name", "text": "The name alone.", "correct": True},
            {"id": "both", "text": "Both.", "feedback": "No longer."},
        ],
    )
    put(session, compiled(module(items=[moved]), changes=changes("material")))
    again = alice.begin()
    assert again.row.public_id == before.row.public_id
    assert again.quiz.items["door"].rev == 1
    alice.finish(again)
    assert again.row.passed, "the key of the release it began with holds"
    assert alice.begin().quiz.items["door"].rev == 2


def test_an_item_that_is_retired_while_the_quiz_is_open_is_answered_and_counts(
    session: Session, alice: Learner
) -> None:
    items = [item(), item(item_id="knock")]
    put(session, compiled(module(items=items)))
    attempt = alice.begin()
    retired = [item(), item(item_id="knock", status="retired")]
    put(session, compiled(module(items=retired), changes=changes("material")))
    attempt = alice.finish(alice.open(attempt.row.public_id), wrong=["knock"])
    assert (attempt.row.score, attempt.row.passed) == (0.5, False)
    assert alice.begin().order == ["door"]


def test_a_module_that_is_taken_out_while_its_quiz_is_open_can_still_be_finished(
    session: Session, alice: Learner
) -> None:
    put(session, compiled(module(), module("speaking-up")))
    attempt = alice.begin()
    put(session, compiled(module("speaking-up"), changes=changes("material")))
    assert alice.finish(alice.open(attempt.row.public_id)).row.passed
    assert alice.completed() == ["identity"]
    with pytest.raises(NotFound):
        alice.begin()


def test_a_quiz_whose_items_are_all_retired_asks_nothing_and_is_passed(
    session: Session, alice: Learner
) -> None:
    put(session, compiled(module(items=[item(status="retired")], rules={"pass": {"percent": 0}})))
    attempt = alice.begin()
    assert (attempt.ended, attempt.row.passed, attempt.order) == (True, True, [])
    assert alice.completed() == ["identity", None]


def test_a_retired_course_is_not_begun_and_what_is_open_can_be_finished(
    session: Session, alice: Learner, charlie: Learner
) -> None:
    put(session, compiled())
    attempt = alice.begin()
    put(session, compiled(status="retired"))
    with pytest.raises(Conflict, match="retired"):
        charlie.begin()
    assert alice.begin().row.public_id == attempt.row.public_id
    assert alice.finish(attempt).row.passed


def test_where_there_is_no_quiz_nothing_begins(session: Session, alice: Learner) -> None:
    put(session, compiled(module(), module("reading", ())), library())
    nowhere = [("crew", "nowhere"), ("crew", "reading"), ("nowhere", "identity")]
    hostile = [pair for one in HOSTILE for pair in (("crew", one), (one, "identity"))]
    for course, at in [*nowhere, ("cases", "identity"), *hostile]:
        with pytest.raises(NotFound):
            alice.begin(at, course)
    assert count(session, Attempt) == count(session, Enrolment) == 0


def test_somebody_elses_attempt_and_no_attempt_are_not_told_apart(
    session: Session, alice: Learner, charlie: Learner
) -> None:
    put(session, compiled())
    attempt = alice.begin().row.public_id
    with pytest.raises(NotFound) as another:
        charlie.open(attempt)
    with pytest.raises(NotFound) as none:
        charlie.open("aaaaaaaaaaaaaaaa")
    assert another.value.text == none.value.text


def test_a_hostile_id_is_no_attempt(session: Session, alice: Learner) -> None:
    put(session, compiled())
    alice.begin()
    for public_id in HOSTILE:
        with pytest.raises(NotFound):
            alice.open(public_id)
    assert count(session, Attempt) == 1, "and the unit of work goes on"


def test_what_was_drawn_is_kept_with_the_attempt(session: Session, alice: Learner) -> None:
    put(session, compiled(module(items=every_kind())))
    attempt = alice.begin()
    again = attempting.opened(session, alice.shelf, alice.person_id, attempt.row.public_id)
    for one in attempt.order:
        assert again.shown(one) == attempt.shown(one)
        assert {"item": one, "sha256": again.quiz.sha256[one], "shown": list(again.shown(one))} in (
            attempt.row.paper
        )
