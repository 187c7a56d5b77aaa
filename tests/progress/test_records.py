"""The record of an attempt: what was shown, what was said to it, and what was said back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy.orm import Session

from learning.content.hashing import canonical
from learning.progress import attempting, records
from learning.progress.attempts import Open
from tests.builders import AT
from tests.content_builders import KINDS, changes, compiled, every_kind, item, module, put
from tests.progress.learner import Learner


def told(attempt: Open) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(records.record(attempt))
    return found


def one_item(session: Session, alice: Learner, kind: str, **changed: Any) -> Open:
    put(session, compiled(module(items=[item(kind, **changed)])))
    return alice.begin()


def test_a_record_names_its_release_and_its_result(session: Session, alice: Learner) -> None:
    put(session, compiled(module(items=[item(), item(item_id="knock")])))
    attempt = alice.take(wrong=["knock"])
    found = told(attempt)
    assert found["release"] == attempt.row.release_id
    assert (found["course"], found["module"]) == ("crew", "identity")
    assert (found["score"], found["passed"]) == (0.5, False)
    assert [one["item"] for one in found["items"]] == attempt.order


def test_a_record_is_canonical_json(session: Session, alice: Learner) -> None:
    put(session, compiled(module(items=every_kind())))
    body = records.record(alice.take())
    assert canonical(json.loads(body)) == body


def test_an_item_without_a_response_says_nothing_of_its_key(
    session: Session, alice: Learner
) -> None:
    attempt = one_item(session, alice, "single", feedback={"correct": "That is the key."})
    body = records.record(attempt).decode()
    assert "The name alone." in body, "the options that were shown"
    assert "Two children share it." not in body and "That is the key." not in body
    assert told(attempt)["items"][0]["response"] is None


def test_a_draft_says_nothing_of_its_key_either(session: Session, alice: Learner) -> None:
    rules = {"feedback": "after_quiz"}
    put(session, compiled(module(items=[item(), item(item_id="knock")], rules=rules)))
    attempt = alice.begin()
    alice.answer(attempt, "door", right=False)
    response = told(attempt)["items"][attempt.order.index("door")]["response"]
    assert response["given"] == {"chosen": ["name"]}
    assert "notes" not in response and "feedback" not in response


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_of_every_part_that_was_shown_is_on_the_record(
    session: Session, alice: Learner, kind: str
) -> None:
    attempt = one_item(session, alice, kind, context="Before nine.")
    found = told(attempt)["items"][0]
    assert (found["prompt"], found["context"]) == ("What do you check?", "Before nine.")
    assert [one["id"] for one in found["shown"]] == list(attempt.shown("door"))
    assert all(one["text"] for one in found["shown"])


def test_both_sides_of_a_matching_item_are_on_the_record(session: Session, alice: Learner) -> None:
    found = told(one_item(session, alice, "matching"))["items"][0]
    assert {one["text"] for one in found["shown"]} == {"Ask", "Tell"}
    assert found["left"] == [
        {"id": "probe", "text": "Probe"},
        {"id": "alert", "text": "Alert"},
    ]


def test_sides_that_share_an_id_keep_their_own_texts(session: Session, alice: Learner) -> None:
    """Left and right are named apart, so both may have an `a`."""
    left = [{"id": "a", "text": "Left a", "feedback": "Of left a."}, {"id": "b", "text": "Left b"}]
    right = [{"id": "b", "text": "Right b"}, {"id": "a", "text": "Right a"}]
    attempt = one_item(session, alice, "matching", left=left, right=right, key={"a": "a", "b": "b"})
    alice.finish(attempt, wrong=["door"])
    found = told(attempt)["items"][0]
    assert {one["id"]: one["text"] for one in found["shown"]} == {"a": "Right a", "b": "Right b"}
    assert [one["text"] for one in found["left"]] == ["Left a", "Left b"]
    assert ["a", "wrong", "Of left a."] in found["response"]["notes"]


def test_what_was_said_about_each_part_is_on_the_record(session: Session, alice: Learner) -> None:
    attempt = one_item(
        session, alice, "single", feedback={"incorrect": "Not so.", "general": "Ask both."}
    )
    alice.finish(attempt, wrong=["door"])
    response = told(attempt)["items"][0]["response"]
    assert ["name", "wrong", "Two children share it."] in response["notes"]
    assert response["feedback"] == {"correct": None, "incorrect": "Not so.", "general": "Ask both."}
    assert (response["score"], response["marker"]) == (0.0, 1)


def test_what_was_said_of_a_number_that_is_near_is_on_the_record(
    session: Session, alice: Learner
) -> None:
    attempt = one_item(session, alice, "numeric")
    attempting.respond(session, attempt, "door", {"value": ["10"]}, at=AT)
    assert told(attempt)["items"][0]["response"]["near"] == "That is the *other* limit."


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        ("judgement", "rationale", "Silence reads as agreement."),
        ("reflect", "model_answer", "I would say the fact first."),
    ],
)
def test_what_is_told_after_a_choice_without_a_key_is_on_the_record(
    session: Session, alice: Learner, kind: str, name: str, text: str
) -> None:
    attempt = alice.finish(one_item(session, alice, kind))
    assert told(attempt)["items"][0]["response"][name] == text


def test_how_sure_somebody_was_is_on_their_record(session: Session, alice: Learner) -> None:
    put(session, compiled(module(items=[item()], rules={"confidence": "required"})))
    assert told(alice.take())["items"][0]["response"]["confidence"] == "certain"


def test_an_old_record_reads_the_same_after_every_text_has_changed(
    session: Session, alice: Learner
) -> None:
    put(session, compiled(module(items=every_kind())))
    attempt = alice.take()
    before = records.record(attempt)
    reworded = [
        item(one["type"], one["id"], prompt="Something else?", context="New.")
        for one in reversed(every_kind())
    ]
    put(session, compiled(module(items=reworded, title="Another title"), title="Another course"))
    assert records.record(alice.open(attempt.row.public_id)) == before


def test_an_old_record_reads_the_same_after_its_module_is_gone(
    session: Session, alice: Learner
) -> None:
    put(session, compiled(module(), module("gone", every_kind())))
    attempt = alice.take("gone")
    before = records.record(attempt)
    put(session, compiled(module(), changes=changes("material")))
    put(session, compiled(module(), changes=changes("material"), status="retired"))
    assert records.record(alice.open(attempt.row.public_id)) == before
