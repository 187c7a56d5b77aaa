"""Quizzes with feedback at the end: drafts may change, and are handed in once, whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid
from learning.progress import attempting
from tests.builders import AT
from tests.content_builders import compiled, every_kind, item, module, put
from tests.progress.learner import Learner, saved

LATER = AT + dt.timedelta(hours=1)


@pytest.fixture
def at_the_end(session: Session) -> None:
    """A quiz of two items with feedback at its end."""
    publish(session)


def publish(session: Session, **rules: Any) -> None:
    own = {"feedback": "after_quiz", **rules}
    put(session, compiled(module(items=[item(), item(item_id="knock")], rules=own)))


@pytest.mark.usefixtures("at_the_end")
def test_a_draft_may_change_until_it_is_handed_in(session: Session, alice: Learner) -> None:
    attempt = alice.begin()
    alice.answer(attempt, "door", right=False)
    alice.answer(attempt, "door", right=True, at=LATER)
    kept = alice.open(attempt.row.public_id).responses["door"]
    assert (kept.given, kept.saved_at) == ({"chosen": ["both"]}, LATER)
    assert (kept.score, kept.marker) == (None, None), "nothing is marked yet"
    assert len(saved(session)) == 1


@pytest.mark.usefixtures("at_the_end")
def test_a_draft_is_there_on_another_device(alice: Learner) -> None:
    attempt = alice.begin()
    alice.answer(attempt, "door")
    there = alice.begin()
    assert there.row.public_id == attempt.row.public_id
    assert there.left == [one for one in there.order if one != "door"]


@pytest.mark.usefixtures("at_the_end")
def test_answering_everything_does_not_hand_it_in(alice: Learner) -> None:
    attempt = alice.begin()
    for one in attempt.order:
        alice.answer(attempt, one)
    assert not attempt.ended and alice.completed() == []


@pytest.mark.usefixtures("at_the_end")
def test_handing_in_with_gaps_is_refused_and_what_was_saved_stays(
    session: Session, alice: Learner
) -> None:
    attempt = alice.begin()
    alice.answer(attempt, "door")
    with pytest.raises(Invalid, match="1 of 2 items still wait"):
        attempting.hand_in(session, attempt, at=AT)
    again = alice.open(attempt.row.public_id)
    assert not again.ended and list(again.responses) == ["door"]


@pytest.mark.usefixtures("at_the_end")
def test_a_quiz_is_handed_in_once(session: Session, alice: Learner) -> None:
    attempt = alice.take()
    assert (attempt.row.passed, attempt.row.ended_at) == (True, AT)
    before, completed = saved(session), alice.completions()
    attempting.hand_in(session, alice.open(attempt.row.public_id), at=LATER)
    assert alice.open(attempt.row.public_id).row.ended_at == AT
    assert saved(session) == before and alice.completions() == completed


@pytest.mark.usefixtures("at_the_end")
def test_what_was_handed_in_is_final(session: Session, alice: Learner) -> None:
    attempt = alice.take(wrong=["door"])
    before = saved(session)
    alice.answer(alice.open(attempt.row.public_id), "door", right=True, at=LATER)
    session.flush()
    assert saved(session) == before


@pytest.mark.usefixtures("at_the_end")
def test_every_item_is_marked_when_it_is_handed_in(session: Session, alice: Learner) -> None:
    attempt = alice.take(wrong=["knock"])
    assert {name: row.score for name, row in attempt.responses.items()} == {
        "door": 1.0,
        "knock": 0.0,
    }
    assert (attempt.row.score, attempt.row.passed) == (0.5, False)


FILLED = {"door": {"choice": ["both"]}, "knock": {"choice": ["both"]}}


@pytest.mark.usefixtures("at_the_end")
def test_a_whole_page_is_handed_in_as_it_is_filled_in(session: Session, alice: Learner) -> None:
    attempt = alice.begin()
    assert attempting.hand_in(session, attempt, FILLED, at=AT) == {}
    again = alice.open(attempt.row.public_id)
    assert (again.ended, again.row.passed, alice.completed()) == (True, True, ["identity", None])


@pytest.mark.usefixtures("at_the_end")
def test_a_page_with_a_gap_is_saved_and_not_handed_in(session: Session, alice: Learner) -> None:
    attempt = alice.begin()
    with pytest.raises(Invalid, match="What you have answered is saved"):
        attempting.hand_in(session, attempt, {"door": FILLED["door"]}, at=AT)
    again = alice.open(attempt.row.public_id)
    assert not again.ended and list(again.responses) == ["door"]


@pytest.mark.usefixtures("at_the_end")
def test_a_page_with_a_refused_answer_saves_the_others_and_says_why(
    session: Session, alice: Learner
) -> None:
    attempt = alice.begin()
    filled = {**FILLED, "knock": {"choice": ["nowhere"]}}
    assert attempting.hand_in(session, attempt, filled, at=AT).keys() == {"knock"}
    again = alice.open(attempt.row.public_id)
    assert not again.ended and list(again.responses) == ["door"]
    assert again.responses["door"].score is None, "and nothing is marked yet"


@pytest.mark.usefixtures("at_the_end")
def test_several_items_are_saved_at_once(session: Session, alice: Learner) -> None:
    attempt = alice.begin()
    assert attempting.save(session, attempt, FILLED, at=AT) == {}
    again = alice.open(attempt.row.public_id)
    assert not again.ended and set(again.responses) == {"door", "knock"}


def test_a_quiz_of_every_type_can_be_handed_in(session: Session, alice: Learner) -> None:
    put(session, compiled(module(items=every_kind(), rules={"feedback": "after_quiz"})))
    assert alice.take().row.passed


def test_a_refused_change_leaves_the_draft_as_it_was(session: Session, alice: Learner) -> None:
    """The choice would be taken, but not without saying how sure: so neither is."""
    publish(session, confidence="required")
    attempt = alice.begin()
    alice.answer(attempt, "door")
    before = saved(session)
    with pytest.raises(Invalid):
        attempting.respond(session, attempt, "door", {"choice": ["name"]}, at=LATER)
    session.flush()
    assert saved(session) == before


def test_an_attempt_with_nothing_to_answer_ends_as_it_begins(
    session: Session, alice: Learner
) -> None:
    rules = {"feedback": "after_quiz", "pass": {"percent": 0}}
    put(session, compiled(module(items=[item(status="retired")], rules=rules)))
    assert alice.begin().ended


@pytest.mark.usefixtures("at_the_end")
def test_a_new_answer_after_the_end_is_a_conflict(session: Session, alice: Learner) -> None:
    attempt = alice.take()
    del attempt.responses["door"]
    with pytest.raises(Conflict, match="Begin another"):
        alice.answer(attempt, "door")
