"""The rules of the quizzes can fail: each finds the mistake that it is there for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from learning.content.building import Module
from tests.house import curriculum, quiz_rules
from tests.house import wording_rules as wording
from tests.house.curriculum import Finding

_FRONT = """---
title: T
minutes: 1
objectives: [look]
sources: [{id: guide, locator: page 2}]
review: {last: 2026-11-22, by: Ada, due: 2027-11-01}
peer_task: Talk.
---

Text.
"""
_SAID = "It tempts, because it is quick. Ask first."
Item = dict[str, Any]


def item(name: str, kind: str = "single", **fields: Any) -> Item:
    """An item in order, but for what is given."""
    own: dict[str, dict[str, Any]] = {
        "single": {"options": options(0)},
        "multiple": {"options": options(0)},
        "ordering": {
            "steps": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}],
            "feedback": {"incorrect": _SAID},
        },
        "matching": {
            "left": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}],
            "right": [{"id": "c", "text": "C"}, {"id": "d", "text": "D"}],
            "key": {"a": "c", "b": "d"},
            "feedback": {"incorrect": _SAID},
        },
        "numeric": {
            "answer": 3,
            "near": [{"range": [2, 2], "feedback": _SAID}],
            "feedback": {"incorrect": _SAID},
        },
        "reflect": {
            "model_answer": "So.",
            "criteria": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}],
        },
    }
    return {
        "id": name,
        "rev": 1,
        "type": kind,
        "status": "live",
        "objective": "look",
        "level": "apply",
        "sources": [{"id": "guide", "locator": "page 2"}],
        "review": {"last": dt.date(2026, 11, 22), "by": "Ada", "due": dt.date(2027, 11, 1)},
        "prompt": "What do you do?",
        **own[kind],
        **fields,
    }


def options(key: int, *, of: int = 4, right: str = "Ask.", other: str = "Wait.") -> list[Item]:
    """Options with one right at a place."""
    return [
        {"id": f"o{at}", "text": right if at == key else other, "feedback": _SAID}
        | ({"correct": True} if at == key else {})
        for at in range(of)
    ]


def spread(number: int = 8, **fields: Any) -> list[Item]:
    """Single items whose keys stand at each place in turn."""
    return [item(f"s{at}", options=options(at % 4), **fields) for at in range(number)]


def quiz(folder: Path, *items: Item, **fields: Any) -> Module:
    """A module with a quiz of these items."""
    home = folder / "made" / "up"
    home.mkdir(parents=True)
    (home / "module.md").write_text(_FRONT, encoding="utf-8")
    whole = {"pass": {"percent": 80}, "confidence": "optional", "items": [*items], **fields}
    text = yaml.safe_dump(whole, sort_keys=False, allow_unicode=True)
    (home / "quiz.yaml").write_text(text, encoding="utf-8")
    found = curriculum.module(home / "module.md")
    assert found is not None and found.quiz is not None
    return found


RULES: list[Callable[[Module], list[Finding]]] = [
    quiz_rules.misshapen,
    quiz_rules.uneven_keys,
    quiz_rules.long_keys,
    quiz_rules.without_feedback,
    quiz_rules.without_ground,
    wording.options_above,
    wording.bare_negatives,
]


def test_a_quiz_in_order_has_nothing_to_mend(tmp_path: Path) -> None:
    kinds = ("multiple", "ordering", "matching", "numeric", "reflect")
    others = [item(kind, kind) for kind in kinds]
    good = quiz(tmp_path, *spread(4), *others)
    assert [str(one) for rule in RULES for one in rule(good)] == []


@pytest.mark.parametrize(
    ("items", "fields", "said"),
    [
        (spread(7), {}, "7 live items"),
        (spread(13), {}, "13 live items"),
        (spread(), {}, "only single"),
        (spread(level="recall"), {}, "8 items of recall"),
        (spread(), {"confidence": "off"}, "confidence is off"),
        (spread(), {"pass": {"percent": 60}}, "the pass mark is 60"),
    ],
)
def test_what_a_quiz_lacks_is_told(
    tmp_path: Path, items: list[Item], fields: Item, said: str
) -> None:
    assert said in str([str(one) for one in quiz_rules.misshapen(quiz(tmp_path, *items, **fields))])


def test_a_retired_item_is_not_counted(tmp_path: Path) -> None:
    gone = item("gone", status="retired", options=options(0, right="A very long key indeed."))
    assert "8 live items" not in str(quiz_rules.misshapen(quiz(tmp_path, *spread(), gone)))


def test_keys_that_all_stand_first_are_told(tmp_path: Path) -> None:
    told = quiz_rules.uneven_keys(quiz(tmp_path, *(item(f"s{at}") for at in range(6))))
    assert len(told) == 2
    assert "chi-squared 18.0, at most 7.81" in str(told[0])
    assert "6 of 6 single items" in str(told[1])


def test_the_statistic_is_the_published_one() -> None:
    found = quiz_rules.Balance((3, 1), (2.0, 2.0))
    assert found.statistic == 1.0 and found.critical == 3.84 and found.is_even
    assert not quiz_rules.Balance((9, 1), (5.0, 5.0)).is_even


def test_a_position_that_is_seldom_expected_is_counted_with_the_one_before(tmp_path: Path) -> None:
    five = [item("long", options=options(4, of=5)), *spread(4)]
    found = quiz_rules.balance(quiz_rules.chosen(quiz(tmp_path, *five)))
    assert len(found.held) == 4 and found.held[3] == 2


def test_a_quiz_without_options_is_even(tmp_path: Path) -> None:
    assert quiz_rules.uneven_keys(quiz(tmp_path, item("r", "reflect"))) == []


def test_right_options_that_are_the_long_ones_are_told(tmp_path: Path) -> None:
    long = item("s", options=options(0, right="Ask the person who gave it to you."))
    told = quiz_rules.long_keys(quiz(tmp_path, long, item("t")))
    assert "right options have 19 characters on average, the others 5" in str(*told)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (item("x", options=[{**o, "feedback": None} for o in options(0)]), "option o0"),
        (item("x", "ordering", distractors=[{"id": "z", "text": "Z"}]), "distractor z"),
        (item("x", "ordering", feedback={}), "feedback.incorrect"),
        (item("x", "matching", feedback={}), "feedback.incorrect"),
        (item("x", "numeric", near=[]), "a typical wrong number"),
        (item("x", "reflect", criteria=[{"id": "a", "text": "A"}]), "a second thing to tick"),
    ],
)
def test_an_answer_to_which_nothing_is_said_is_told(tmp_path: Path, one: Item, said: str) -> None:
    told = quiz_rules.without_feedback(quiz(tmp_path, one))
    assert f"x: {said}" in str(told[0])


def test_a_source_without_a_locator_and_a_stored_reflection_are_told(tmp_path: Path) -> None:
    bare = item("x", "reflect", sources=[{"id": "guide"}], store="private")
    told = [str(one) for one in quiz_rules.without_ground(quiz(tmp_path, bare))]
    assert "source guide has no locator" in told[0] and "store must be none" in told[1]


@pytest.mark.parametrize(
    "said", ["All of the above.", "none of these above", "Neither of the above"]
)
def test_an_option_that_speaks_of_the_others_is_told(tmp_path: Path, said: str) -> None:
    assert wording.options_above(quiz(tmp_path, item("x", options=options(0, other=said))))


@pytest.mark.parametrize(
    ("prompt", "negative"),
    [
        ("Which do you not do?", "not"),
        ("You never met. Which would you never say?", "never"),
        ("What doesn't belong here?", "doesn't"),
        ("Which is least likely?", "least likely"),
        ("Which do you **not** do?", ""),
        ("What do they know and you do not?", ""),
        ("She has not rung. What do you do?", ""),
        ('Where does "I do not know" belong?', ""),
    ],
)
def test_a_negative_that_is_asked_for_must_be_seen(
    tmp_path: Path, prompt: str, negative: str
) -> None:
    assert wording.negative_in(prompt) == negative
    told = wording.bare_negatives(quiz(tmp_path, item("x", prompt=prompt)))
    assert bool(told) == bool(negative)


def test_an_id_that_two_quizzes_share_is_told(tmp_path: Path) -> None:
    one = quiz(tmp_path / "one", item("x"), item("y"))
    other = quiz(tmp_path / "other", item("x"))
    assert quiz_rules.twice([one, other]) == {"x": ["made/up", "made/up"]}
