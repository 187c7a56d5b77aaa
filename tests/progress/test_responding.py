"""Responses where feedback follows each item: final when saved, and the last ends the attempt."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy.orm import Session

from learning.assessment import MARKER, Raw
from learning.errors import Invalid, NotFound
from learning.progress import attempting
from learning.progress.attempts import Open
from learning.progress.models import ResponseRow
from tests.builders import AT
from tests.content_builders import (
    HOSTILE,
    KINDS,
    compiled,
    every_kind,
    item,
    module,
    put,
    rightly,
    wrongly,
)
from tests.progress.learner import Learner, saved

LATER = AT + dt.timedelta(hours=1)


def respond(
    alice: Learner, attempt: Open, raw: Raw, item_id: str = "door", at: dt.datetime = AT
) -> ResponseRow:
    return attempting.respond(alice.session, attempt, item_id, raw, at=at)


def two(session: Session, **rules: Any) -> None:
    """A quiz of two items."""
    put(session, compiled(module(items=[item(), item(item_id="knock")], rules=rules)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_and_a_wrong_response_of_every_type_are_marked_at_once(
    session: Session, alice: Learner, kind: str
) -> None:
    put(session, compiled(module(items=[item(kind, "one"), item(kind, "other")])))
    attempt = alice.begin()
    right = respond(alice, attempt, rightly(attempt.quiz.items["one"]), "one")
    wrong = respond(alice, attempt, wrongly(attempt.quiz.items["other"]), "other")
    assert right.marker == wrong.marker == MARKER
    if kind != "reflect":
        assert right.score == 1.0
        assert wrong.score is not None and wrong.score < 1


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_given_is_read_back_as_it_was_sent(
    session: Session, alice: Learner, kind: str
) -> None:
    put(session, compiled(module(items=[item(kind, "one"), item(item_id="open")])))
    attempt = alice.begin()
    row = respond(alice, attempt, rightly(attempt.quiz.items["one"]), "one")
    session.expire_all()
    kept = alice.open(attempt.row.public_id).responses["one"]
    assert (kept.given, kept.saved_at) == (row.given, AT)


def test_the_first_response_stands_in_two_tabs(session: Session, alice: Learner) -> None:
    two(session)
    tab, other = alice.begin(), alice.begin()
    respond(alice, tab, {"choice": ["name"]})
    before = saved(session)
    other = alice.open(other.row.public_id)
    again = respond(alice, other, {"choice": ["both"]}, at=LATER)
    assert (again.given, again.score) == ({"chosen": ["name"]}, 0.0)
    session.flush()
    assert saved(session) == before


def test_a_double_click_is_one_response(session: Session, alice: Learner) -> None:
    two(session)
    attempt = alice.begin()
    for _ in range(2):
        respond(alice, attempt, {"choice": ["both"]})
    assert len(saved(session)) == 1


def test_a_form_that_is_replayed_after_the_end_changes_nothing(
    session: Session, alice: Learner
) -> None:
    two(session)
    attempt = alice.take(wrong=["knock"])
    before = saved(session)
    again = alice.open(attempt.row.public_id)
    row = respond(alice, again, {"choice": ["both"]}, "knock", LATER)
    session.flush()
    assert row.given == {"chosen": ["name"]}
    assert saved(session) == before
    assert again.row.ended_at == AT


def test_a_second_response_need_not_even_make_sense(session: Session, alice: Learner) -> None:
    two(session)
    attempt = alice.begin()
    first = respond(alice, attempt, {"choice": ["both"]})
    assert respond(alice, attempt, {"choice": ["nonsense"]}) is first


def test_an_item_that_was_not_drawn_takes_no_response(session: Session, alice: Learner) -> None:
    items = [item(), item(item_id="later", status="draft"), item(item_id="old", status="retired")]
    put(session, compiled(module(items=items)))
    attempt = alice.begin()
    for item_id in ("nowhere", "later", "old", *HOSTILE):
        with pytest.raises(NotFound):
            respond(alice, attempt, {"choice": ["both"]}, item_id)
    assert saved(session) == []


def test_a_response_that_cannot_be_taken_saves_nothing(session: Session, alice: Learner) -> None:
    two(session)
    attempt = alice.begin()
    for chosen in ([], [""], ["both", "name"], ["neither"], ["\0"], ["x" * 100_000]):
        with pytest.raises(Invalid) as refusal:
            respond(alice, attempt, {"choice": chosen})
        assert refusal.value.text.endswith(".")
    assert saved(session) == [] and len(attempt.left) == 2


def test_a_pass_completes_the_module_and_the_course_once(session: Session, alice: Learner) -> None:
    two(session)
    attempt = alice.take()
    assert (attempt.row.score, attempt.row.passed, attempt.row.ended_at) == (1.0, True, AT)
    alice.take(at=LATER)
    assert alice.completed() == ["identity", None]


def test_who_fails_may_try_again_and_pass(session: Session, alice: Learner) -> None:
    two(session)
    failed = alice.take(wrong=["door"])
    assert (failed.row.score, failed.row.passed) == (0.5, False)
    assert alice.completed() == []
    assert alice.take(at=LATER).row.passed
    assert alice.completed() == ["identity", None]


def test_who_fails_after_a_pass_keeps_the_completion(session: Session, alice: Learner) -> None:
    two(session)
    alice.take()
    before = alice.completions()
    assert not alice.take(wrong=["door", "knock"], at=LATER).row.passed
    assert alice.completions() == before


def test_the_pass_mark_is_reached_exactly(session: Session, alice: Learner) -> None:
    two(session, **{"pass": {"percent": 50}})
    assert alice.take(wrong=["door"]).row.passed


def test_a_critical_item_must_be_right_whatever_the_pass_mark(
    session: Session, alice: Learner
) -> None:
    items = [item(critical=True), item(item_id="knock")]
    put(session, compiled(module(items=items, rules={"pass": {"percent": 0}})))
    assert not alice.take(wrong=["door"]).row.passed
    assert alice.take(wrong=["knock"]).row.passed


def test_watched_items_are_answered_and_never_count(session: Session, alice: Learner) -> None:
    put(session, compiled(module(items=[item(), item(item_id="knock", status="watch")])))
    attempt = alice.take(wrong=["knock"])
    assert (attempt.row.score, attempt.row.passed) == (1.0, True)


def test_reflections_never_count(session: Session, alice: Learner) -> None:
    put(session, compiled(module(items=[item("reflect", "think"), item()])))
    attempt = alice.take(wrong=["think"])
    assert (attempt.row.score, attempt.row.passed) == (1.0, True)


def test_the_attempt_is_open_until_its_last_item(session: Session, alice: Learner) -> None:
    put(session, compiled(module(items=every_kind())))
    attempt = alice.begin()
    for number, one in enumerate(attempt.order, start=1):
        assert not attempt.ended
        alice.answer(attempt, one)
        assert len(attempt.left) == len(KINDS) - number
    assert attempt.ended


def test_the_words_of_a_reflection_are_dropped_unless_it_keeps_them(
    session: Session, alice: Learner
) -> None:
    """People will type a real child's details."""
    items = [item("reflect", "dropped"), item("reflect", "kept", store="private"), item()]
    put(session, compiled(module(items=items)))
    attempt = alice.begin()
    for one in ("dropped", "kept"):
        respond(alice, attempt, {"criterion": ["fact"], "text": ["Mia Marker, 4"]}, one)
    given = {row[1]: row[2] for row in saved(session)}
    assert given["dropped"] == {"criteria": ["fact"]}
    assert given["kept"] == {"criteria": ["fact"], "text": "Mia Marker, 4"}


# --- how sure ------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["guessing", "sure", "certain"])
@pytest.mark.parametrize("asks", ["required", "optional"])
def test_how_sure_somebody_was_is_kept_and_never_counts(
    session: Session, alice: Learner, asks: str, word: str
) -> None:
    two(session, confidence=asks)
    attempt = alice.begin()
    row = respond(alice, attempt, {"choice": ["both"], "confidence": [word]})
    assert (row.confidence, row.score) == (word, 1.0)


def test_where_it_is_required_a_response_without_it_is_refused(
    session: Session, alice: Learner
) -> None:
    two(session, confidence="required")
    attempt = alice.begin()
    with pytest.raises(Invalid, match="how sure"):
        respond(alice, attempt, {"choice": ["both"]})
    assert saved(session) == []


def test_where_it_is_optional_it_may_be_left(session: Session, alice: Learner) -> None:
    two(session, confidence="optional")
    assert respond(alice, alice.begin(), {"choice": ["both"]}).confidence is None


def test_where_it_is_off_it_is_not_kept(session: Session, alice: Learner) -> None:
    two(session, confidence="off")
    raw = {"choice": ["both"], "confidence": ["certain"]}
    assert respond(alice, alice.begin(), raw).confidence is None


@pytest.mark.parametrize("asks", ["required", "optional"])
def test_a_word_that_is_none_of_the_three_is_refused(
    session: Session, alice: Learner, asks: str
) -> None:
    two(session, confidence=asks)
    with pytest.raises(Invalid):
        respond(alice, alice.begin(), {"choice": ["both"], "confidence": ["absolutely"]})


def test_a_reflection_is_never_asked_how_sure_it_is(session: Session, alice: Learner) -> None:
    """Its page does not ask, so a quiz that requires the word elsewhere must not wait for it."""
    rules = {"confidence": "required"}
    put(session, compiled(module(items=[item("reflect", "think"), item()], rules=rules)))
    attempt = alice.begin()
    assert respond(alice, attempt, {"criterion": ["fact"]}, "think").confidence is None
