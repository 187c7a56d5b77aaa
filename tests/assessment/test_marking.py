"""What a response is worth."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.assessment.marking import MARKER, Mark, mark, read
from learning.assessment.responses import Response
from learning.content.model import Item
from learning.errors import Invalid
from tests.assessment.items import (
    judgement,
    matching,
    multiple,
    numeric,
    ordering,
    reflect,
    single,
)
from tests.assessment.strategies import (
    forms,
    items,
    key_of,
    multiples,
    orderings,
    responses,
    shown_of,
    taken,
)


def chose(item: Item, chosen: str) -> Mark:
    return mark(item, {"chosen": sorted(chosen)})


def put(item: Item, order: str) -> Mark:
    return mark(item, {"order": list(order)})


def verdicts(marked: Mark) -> dict[str, str]:
    return {note.id: note.verdict for note in marked.notes}


def test_the_marker_has_a_version_to_store_beside_the_score() -> None:
    assert MARKER == 1


def test_one_right_option_is_right_or_not() -> None:
    assert chose(single(key="b"), "b") == Mark(1.0, True, chose(single(key="b"), "b").notes)
    assert chose(single(key="b"), "a").score == 0
    assert verdicts(chose(single(key="b"), "a")) == {
        "a": "wrong",
        "b": "missed",
        "c": "neutral",
        "d": "neutral",
    }


@pytest.mark.parametrize(
    ("score", "chosen", "worth"),
    [
        ("all", "ab", 1.0),
        ("all", "a", 0.0),
        ("all", "abc", 0.0),
        ("each", "ab", 1.0),
        ("each", "a", 0.75),
        ("each", "ac", 0.5),
        ("each", "cd", 0.0),
        ("net", "ab", 1.0),
        ("net", "a", 0.5),
        ("net", "abc", 0.5),
        ("net", "ac", 0.0),
        ("net", "cd", 0.0),
    ],
)
def test_several_right_options_are_worth_what_the_author_chose(
    score: str, chosen: str, worth: float
) -> None:
    marked = chose(multiple("abcd", keys="ab", score=score), chosen)
    assert (marked.score, marked.right) == (worth, worth == 1)


def test_every_option_is_a_decision_with_its_verdict() -> None:
    said = verdicts(chose(multiple("abcd", keys="ab"), "ac"))
    assert said == {"a": "right", "b": "missed", "c": "wrong", "d": "neutral"}


@pytest.mark.parametrize("score", ["all", "each", "net"])
def test_none_of_these_can_be_the_key(score: str) -> None:
    item = multiple(keys="", none_correct=True, score=score)
    assert chose(item, "").right
    assert not chose(item, "a").right


@pytest.mark.parametrize(
    ("order", "exact", "lcs"),
    [
        ("abcd", 1.0, 1.0),
        ("bcda", 0.0, 0.75),
        ("abdc", 0.0, 0.75),
        ("badc", 0.0, 0.5),
        ("dcba", 0.0, 0.25),
        ("abcx", 0.0, 0.75),
        ("xabc", 0.0, 0.75),
    ],
)
def test_an_order_is_exact_or_as_long_as_its_right_part(
    order: str, exact: float, lcs: float
) -> None:
    assert put(ordering("abcd", distractors="x", score="exact"), order).score == exact
    assert put(ordering("abcd", distractors="x", score="lcs"), order).score == lcs


def test_the_notes_on_an_order_name_the_fewest_steps_to_move() -> None:
    said = verdicts(put(ordering("abcd", distractors="xy"), "bcxa"))
    assert said == {
        "a": "wrong",
        "b": "right",
        "c": "right",
        "d": "missed",
        "x": "wrong",
        "y": "neutral",
    }


def test_a_match_is_worth_the_share_that_is_right() -> None:
    item = matching({"a": "x", "b": "y", "c": "x", "d": "z"})
    marked = mark(item, {"pairs": {"a": "x", "b": "x", "c": "x", "d": "z"}})
    assert (marked.score, marked.right) == (0.75, False)
    assert verdicts(marked) == {"a": "right", "b": "wrong", "c": "right", "d": "right"}


@pytest.mark.parametrize(
    ("expected", "tolerance", "value", "right"),
    [
        (12.5, {"abs": 0.0}, "12.5", True),
        (12.5, {"abs": 0.0}, "12.51", False),
        (12.5, {}, "12.5", True),
        (0.3, {"abs": 0.1}, "0.4", True),
        (0.3, {"abs": 0.1}, "0.2", True),
        (0.3, {"abs": 0.1}, "0.41", False),
        (200.0, {"rel": 0.05}, "210", True),
        (200.0, {"rel": 0.05}, "210.1", False),
        (-200.0, {"rel": 0.05}, "-190", True),
        (0.0, {"rel": 0.05}, "0", True),
        (200.0, {"rel": 0.05, "abs": 20.0}, "220", True),
        (1e18, {"rel": 0.05}, "1000000000000000000", True),
    ],
)
def test_a_number_is_right_within_its_tolerance_ends_included(
    expected: float, tolerance: dict[str, float], value: str, right: bool
) -> None:
    marked = mark(numeric(expected, tolerance=tolerance), {"value": value})
    assert (marked.right, marked.score) == (right, float(right))


def test_a_typical_wrong_number_is_recognised_by_its_range() -> None:
    ranges: list[dict[str, Any]] = [
        {"range": [120, 130], "feedback": "Ten times too many."},
        {"range": [20.0, 10.0], "feedback": "Close: did you count the last day?"},
        {"range": [10, 30], "feedback": "The right order of size."},
    ]
    item = numeric(12.5, near=ranges)
    near = {value: mark(item, {"value": value}).near for value in ("125", "130", "10", "25", "31")}
    assert near == {"125": 0, "130": 0, "10": 1, "25": 2, "31": None}
    assert mark(item, {"value": "12.5"}).near is None


def test_a_reflection_scores_nothing_whatever_is_ticked() -> None:
    marked = mark(reflect("ab"), {"criteria": ["a", "b"]})
    assert (marked.score, marked.right) == (0.0, False)
    assert verdicts(marked) == {"a": "neutral", "b": "neutral"}


def test_a_judgement_is_worth_its_votes_over_those_of_the_favourite() -> None:
    item = judgement({"a": 2, "b": 8, "c": 0})
    assert [chose(item, one).score for one in "abc"] == [0.25, 1.0, 0.0]
    assert verdicts(chose(item, "a")) == {"a": "neutral", "b": "neutral", "c": "neutral"}
    assert verdicts(chose(item, "b")) == {"a": "neutral", "b": "right", "c": "neutral"}


def test_two_favourites_of_the_panel_are_both_right() -> None:
    item = judgement({"a": 5, "b": 5, "c": 1})
    assert chose(item, "a").right
    assert chose(item, "b").right


def test_a_panel_without_a_vote_favours_nothing() -> None:
    marked = chose(judgement({"a": 0, "b": 0}), "a")
    assert (marked.score, verdicts(marked)["a"]) == (0.0, "neutral")


@given(taken())
def test_a_score_is_a_share_and_right_means_all_of_it(pair: tuple[Item, Response]) -> None:
    marked = mark(*pair)
    assert 0 <= marked.score <= 1
    assert marked.right == (marked.score == 1)


@given(items())
def test_the_key_itself_is_always_right(item: Item) -> None:
    key = key_of(item)
    assert key is None or mark(item, key).right


@given(st.data())
def test_what_reads_as_a_response_can_be_marked(data: st.DataObject) -> None:
    item = data.draw(items())
    try:
        response = read(item, data.draw(forms(item)), shown_of(item))
    except Invalid:
        return
    assert mark(item, response) == mark(item, response)


@given(taken(), st.randoms())
def test_the_order_in_which_options_are_written_changes_no_score(
    pair: tuple[Item, Response], rng: Any
) -> None:
    item, response = pair
    if not hasattr(item, "options"):
        return
    mixed = item.model_copy(update={"options": rng.sample(item.options, len(item.options))})
    assert mark(mixed, response).score == mark(item, response).score
    assert verdicts(mark(mixed, response)) == verdicts(mark(item, response))


@given(st.data())
def test_one_better_decision_is_worth_exactly_its_share(data: st.DataObject) -> None:
    item = data.draw(multiples(score="each"))
    keys = {option.id for option in item.options if option.correct}
    chosen = set(data.draw(responses(item))["chosen"])
    for option in item.options:
        better = chosen | {option.id} if option.id in keys else chosen - {option.id}
        gain = chose(item, "".join(better)).score - chose(item, "".join(chosen)).score
        assert gain == pytest.approx((better != chosen) / len(item.options))


@given(st.data())
def test_net_never_pays_more_for_a_false_option_or_less_for_a_hit(data: st.DataObject) -> None:
    item = data.draw(multiples(score="net"))
    keys = {option.id for option in item.options if option.correct}
    chosen = set(data.draw(responses(item))["chosen"])
    for option in item.options:
        more, less = (
            chose(item, "".join(s)).score for s in (chosen | {option.id}, chosen - {option.id})
        )
        assert more >= less if option.id in keys else more <= less


@given(st.data())
def test_an_order_and_its_key_may_change_places(data: st.DataObject) -> None:
    steps = list("abcdef")[: data.draw(st.integers(2, 6))]
    other = "".join(data.draw(st.permutations(steps)))
    there = put(ordering(steps, score="lcs"), other)
    back = put(ordering(other, score="lcs"), "".join(steps))
    assert there.score == back.score


@given(st.data())
def test_the_length_of_the_right_part_is_that_of_the_steps_noted_right(
    data: st.DataObject,
) -> None:
    item = data.draw(orderings(score="lcs"))
    order = data.draw(responses(item))["order"]
    marked = mark(item, {"order": order})
    right = [note.id for note in marked.notes if note.verdict == "right"]
    assert marked.score == len(right) / len(item.steps)
    assert sorted(right, key=order.index) == right


@given(orderings(score="lcs"), st.data())
def test_one_step_moved_costs_one_share_at_most(item: Any, data: st.DataObject) -> None:
    steps = [step.id for step in item.steps]
    moved = data.draw(st.sampled_from(steps))
    rest = [step for step in steps if step != moved]
    rest.insert(data.draw(st.integers(0, len(rest))), moved)
    assert mark(item, {"order": rest}).score >= (len(steps) - 1) / len(steps)


@given(orderings(score="lcs"))
def test_an_order_backwards_is_worth_one_step(item: Any) -> None:
    backwards = [step.id for step in reversed(item.steps)]
    assert mark(item, {"order": backwards}).score == 1 / len(backwards)
