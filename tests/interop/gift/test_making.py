"""Entries become items where their meaning can be kept, and else the reason is told."""

from __future__ import annotations

from typing import Any

import pytest

from learning.interop.gift.entries import Entry, Fault
from learning.interop.gift.making import Maker
from learning.interop.gift.parsing import parse


def maker(text: str) -> Maker:
    [entry] = parse(text)
    assert isinstance(entry, Entry), entry
    return Maker(entry)


def made(text: str) -> dict[str, Any]:
    return maker(text).made()


def notes(text: str) -> list[str]:
    one = maker(text)
    one.made()
    return [told for _, told in one.notes]


def test_one_key_is_a_single_with_feedback_of_each_option() -> None:
    assert made("What? {=Yes#Good.\n~No#Bad.\n####So.}") == {
        "prompt": "What?",
        "type": "single",
        "options": [
            {"id": "yes", "text": "Yes", "correct": True, "feedback": "Good."},
            {"id": "no", "text": "No", "feedback": "Bad."},
        ],
        "feedback": {"general": "So."},
    }


@pytest.mark.parametrize(
    ("weights", "score", "is_told"),
    [
        ((50, 50, -50), "net", False),
        ((33.33333, 33.33333, 33.33333), "all", True),
        ((50, 50, -100), "all", True),
        ((50, 50, 0), "all", True),
        ((100, 0, 0), "all", True),
        ((100, -100, -100), "all", False),
    ],
)
def test_weights_are_the_score_they_come_to(
    weights: tuple[float, ...], score: str, is_told: bool
) -> None:
    text = "".join(f"~%{one}%{name}" for one, name in zip(weights, "abc", strict=True))
    found = made(f"What? {{{text}}}")
    assert (found["type"], found["score"]) == ("multiple", score)
    assert [one.get("correct", False) for one in found["options"]] == [one > 0 for one in weights]
    assert bool(notes(f"What? {{{text}}}")) == is_told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What? {=a ~%50%b}", "counts in part"),
        ("What? {=a =b ~c}", "2 begin with ="),
        ("What? {=%50%a ~c}", "counts in part"),
        ("What? {~a ~b}", "nothing is right"),
        ("What? {~%60%a ~%40%b ~c}", "which is %50%"),
        ("What? {=a ~" + "~".join(f"b{at}" for at in range(12)) + "}", "13 options"),
        ("{=a ~b}", "nothing is asked"),
        ("What? {#=1 =2}", "2 numbers count in full"),
        ("What? {#=1 =%50%2}", "counts in part"),
        ("What? {#=1 =%0%0..2#near}", "holds the right number"),
        ("What? {#=1 =%0%2}", "has no feedback"),
        ("What? {#1e999}", "300 figures"),
        ("What? {=a -> b}", "1 left sides"),
        ("What? {=a -> b =c -> b}", "1 different right sides"),
        ("What? {}", "an essay"),
        ("What? {=a}", "typed words"),
        ("Words.", "a description"),
    ],
)
def test_what_would_change_its_meaning_is_not_taken(text: str, words: str) -> None:
    with pytest.raises(Fault) as refused:
        made(text)
    assert words in refused.value.text


def test_minus_points_of_a_single_are_told() -> None:
    assert notes("What? {=a ~%-50%b}") == ["%-50% takes nothing off here: it counts 0"]


def test_true_or_false_is_a_single_of_two() -> None:
    assert made("Is it? {F#It is not.#Right.}")["options"] == [
        {"id": "is-true", "text": "True", "feedback": "It is not."},
        {"id": "is-false", "text": "False", "correct": True, "feedback": "Right."},
    ]


def test_right_sides_that_read_alike_are_one() -> None:
    found = made("Match. {=a -> x =b -> y =c -> x = -> z}")
    assert found["right"] == [{"id": one, "text": one} for one in "xyz"]
    assert found["key"] == {"a": "x", "b": "y", "c": "x"}


def test_a_number_has_what_is_near_and_what_is_said_of_all_others() -> None:
    found = made("How many? {#=3:0.5#Yes.\n=%0%5..6#Too many.\n~#No.}")
    assert (found["answer"], found["tolerance"]) == (3, {"abs": 0.5})
    assert found["near"] == [{"range": [5, 6], "feedback": "Too many."}]
    assert found["feedback"] == {"correct": "Yes.", "incorrect": "No."}


def test_what_was_kept_is_used_only_where_it_still_fits() -> None:
    kept = (
        '// debrief ids: ["x"]\n// debrief context: "Before."\n// debrief tolerance: {"rel": 1}\n'
    )
    assert [one["id"] for one in made(kept + "What? {=a ~b}")["options"]] == ["a", "b"]
    assert "the context is not what the text begins with: left out" in notes(kept + "What? {T}")
    assert made(kept + "Before.\n// x\nHow many? {#2:1}")["tolerance"] == {"abs": 1}
    strange = '// debrief right: {"r": 5}\n// debrief left: 3\n// debrief order: [1]\n'
    assert made(strange + "Match. {=a -> b =c -> d}")["left"][0] == {"id": "a", "text": "a"}
