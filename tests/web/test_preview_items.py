"""In the preview every item can be tried, and tells everything it can say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.content.trees import ID_QUIZ, QUIZ, copied, put, swap
from tests.web.previewing import Previewed

_MODULE = "/courses/crew/speaking-up"
_ITEM = {
    "rev": 1,
    "status": "live",
    "objective": "say-it",
    "sources": [{"id": "handbook"}],
    "review": {"last": "2026-01-01", "by": "Ada", "due": "2099-01-01"},
    "level": "apply",
}
_EACH = {
    "single": {
        "options": [
            {"id": "a", "text": "Right one", "correct": True},
            {"id": "b", "text": "Wrong one", "feedback": "It tempts."},
        ]
    },
    "multiple": {
        "options": [
            {"id": "a", "text": "First", "correct": True},
            {"id": "b", "text": "Second", "feedback": "No."},
        ],
        "none_correct": True,
    },
    "ordering": {
        "steps": [{"id": "a", "text": "First step"}, {"id": "b", "text": "Second step"}],
        "distractors": [{"id": "c", "text": "No step", "feedback": "Not this."}],
    },
    "matching": {
        "left": [{"id": "a", "text": "L1"}, {"id": "b", "text": "L2"}],
        "right": [{"id": "x", "text": "R1"}, {"id": "y", "text": "R2"}],
        "key": {"a": "x", "b": "y"},
    },
    "numeric": {"answer": 12, "unit": "km", "near": [{"range": [13, 15], "feedback": "Near."}]},
    "reflect": {"model_answer": "Like this.", "criteria": [{"id": "a", "text": "Said it"}]},
    "judgement": {
        "options": [{"id": "a", "text": "Wait"}, {"id": "b", "text": "Ask"}],
        "panel": {"n": 9, "date": "2026-01-01", "votes": {"a": 2, "b": 7}},
        "rationale": "Most ask.",
    },
}
_RIGHT = {
    "single": "i.choice=a",
    "multiple": "i.choice=a",
    "ordering": "i.place-a=1&i.place-b=2",
    "matching": "i.pair-a=x&i.pair-b=y",
    "numeric": "i.value=12",
    "reflect": "i.criterion=a",
    "judgement": "i.choice=b",
}
_SAYS = {
    "single": ("Key", "Distractor", "It tempts.", "No feedback is written for this."),
    "multiple": ("Key", "Distractor", "No."),
    "ordering": ("Step 1.", "Step 2.", "It belongs nowhere.", "Not this."),
    "matching": ("It goes with: R1.", "It goes with: R2."),
    "numeric": ("From 13.0 to 15.0", "Near."),
    "reflect": ("Everybody, to compare", "Like this."),
    "judgement": ("Votes of the panel: 7.", "Most ask."),
}


def quiz(kind: str, **more: object) -> str:
    """A quiz of one item; JSON is YAML too."""
    item = {"id": "i", "type": kind, **_ITEM, "prompt": "What now?", **_EACH[kind], **more}
    return json.dumps({"pass": {"percent": 80}, "items": [item]})


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Previewed]:
    made = Previewed.of(copied(tmp_path))
    yield made
    made.changes.end()


@pytest.mark.parametrize("kind", _EACH)
def test_an_item_of_every_type_is_marked_as_a_learner_would_see_it(
    preview: Previewed, kind: str
) -> None:
    preview.change(put(QUIZ, quiz(kind)))
    page = preview.get(f"{_MODULE}?{_RIGHT[kind]}&mark=i")
    assert 'id="feedback-i"' in page.html
    assert ("For you alone" if kind == "reflect" else "Right") in page.text
    assert ("marked", "i") in page.form(_MODULE).fields
    assert 'id="feedback-i"' in preview.get(f"{_MODULE}?{_RIGHT[kind]}&marked=i").html


@pytest.mark.parametrize("kind", _EACH)
def test_an_item_tells_all_that_it_can_say(preview: Previewed, kind: str) -> None:
    preview.change(put(QUIZ, quiz(kind)))
    page = preview.get(_MODULE)
    assert [words for words in _SAYS[kind] if words not in page.text] == []


@pytest.mark.parametrize("kind", [kind for kind in _EACH if kind != "reflect"])
def test_an_empty_answer_is_refused_at_the_item(preview: Previewed, kind: str) -> None:
    preview.change(put(QUIZ, quiz(kind)))
    page = preview.get(f"{_MODULE}?mark=i")
    assert 'id="item-i-error"' in page.html
    assert 'id="feedback-i"' not in page.html


@pytest.mark.parametrize("sent", ["i.choice=zz&mark=i", "i.choice=a&i.choice=b&mark=i", "mark=zz"])
def test_what_no_page_would_send_marks_nothing(preview: Previewed, sent: str) -> None:
    preview.change(put(QUIZ, quiz("single")))
    assert 'id="feedback-i"' not in preview.get(f"{_MODULE}?{sent}").html


def test_a_wrong_key_is_shown_and_marks_nothing(preview: Previewed) -> None:
    preview.change(put(QUIZ, quiz("matching", key={"a": "nowhere"})))
    page = preview.get(f"{_MODULE}?{_RIGHT['matching']}&mark=i")
    assert "It goes with: nothing yet." in page.text
    assert "It cannot be marked as it is" in page.text


def test_an_id_given_twice_is_told_and_shown_once(preview: Previewed) -> None:
    item = json.loads(quiz("single"))
    item["items"] *= 2
    preview.change(put(QUIZ, json.dumps(item, indent=1)))
    page = preview.get(_MODULE)
    assert page.html.count('class="preview-item"') == 1
    assert "1 problem on this page" in page.text


def test_steps_keep_the_order_they_were_drawn_in(preview: Previewed) -> None:
    preview.change(put(QUIZ, quiz("ordering")))
    first = preview.get(_MODULE).html
    assert first.index("Second step") < first.index("First step")
    preview.change(put(QUIZ, quiz("ordering", hint="Think of the time.")))
    again = preview.get(_MODULE).html
    assert again.index("Second step") < again.index("First step")


def test_the_rules_of_the_quiz_are_told_in_sentences(preview: Previewed) -> None:
    rules = {"pass": {"percent": 70}, "feedback": "after_quiz", "draw": {"n": 1}}
    rules["shuffle"] = {"items": True, "options": True}
    preview.change(put(QUIZ, json.dumps({**json.loads(quiz("single", critical=True)), **rules})))
    text = preview.get(_MODULE).text
    for words in (
        "A pass needs 70 %.",
        "once the quiz is handed in",
        "Each try draws 1 of the items.",
        "The items and options come in another order",
        "Critical",
    ):
        assert words in text
    preview.change(put(QUIZ, quiz("single")), lambda root: (root / QUIZ).unlink())
    assert "This module has no quiz." in preview.get(_MODULE).text


def test_an_item_of_an_unknown_objective_says_so(preview: Previewed) -> None:
    preview.change(put(QUIZ, quiz("single", objective="nobody-knows")))
    assert "Unknown objective: nobody-knows" in preview.get(_MODULE).text


def test_states_of_items_are_said(preview: Previewed) -> None:
    for status, words in (("watch", "shown and not scored"), ("retired", "not shown it")):
        preview.change(put(QUIZ, quiz("single", status=status)))
        assert words in preview.get(_MODULE).text


def test_an_answer_survives_a_change_of_its_item(preview: Previewed) -> None:
    preview.change(put(QUIZ, quiz("single")))
    sent = f"{_MODULE}?i.choice=b&marked=i"
    assert "It tempts." in preview.get(sent).text
    preview.change(swap(QUIZ, "It tempts.", "It tempts everybody."))
    page = preview.get(sent)
    assert page.form(_MODULE).value("i.choice") == "b"
    assert "It tempts everybody." in page.text


def test_another_module_has_its_own_quiz(preview: Previewed) -> None:
    preview.change(put(ID_QUIZ, quiz("numeric")))
    assert "From 13.0 to 15.0" in preview.get("/courses/crew/identity").text
