"""What an attempt shows."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.assessment.drawing import Drawn, counts, draw
from learning.content.model import Item, Ordering, QuizFile
from tests.assessment.items import (
    judgement,
    matching,
    multiple,
    numeric,
    ordering,
    quiz,
    reflect,
    single,
)
from tests.assessment.strategies import quizzes, shown_of

SEEDS = st.integers(0, 2**63 - 1)
EACH = [single(), multiple(), ordering(), matching(), numeric(), reflect(), judgement()]
SHUFFLED = {"items": True, "options": True}
AS_WRITTEN = {"items": False, "options": False}


def bank(*objectives: str, **more: Any) -> list[Item]:
    """One live item for each objective named."""
    return [single(id=f"i{at}", objective=one, **more) for at, one in enumerate(objectives)]


def ids(drawn: tuple[Drawn, ...]) -> list[str]:
    return [one.item_id for one in drawn]


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_drafts_and_retired_items_are_never_shown(status: str) -> None:
    items = [single(id="kept"), single(id="gone", status=status)]
    assert ids(draw(quiz(items), 1)) == ["kept"]


def test_items_on_watch_and_reflections_are_shown_and_not_scored() -> None:
    watched = single(id="watched", status="watch")
    items: list[Item] = [single(id="live"), watched, reflect(id="written")]
    assert ids(draw(quiz(items), 1)) == ["live", "watched", "written"]
    assert [counts(item) for item in items] == [True, False, False]


@pytest.mark.parametrize("item", EACH)
def test_every_part_of_an_item_is_shown_once(item: Item) -> None:
    (drawn,) = draw(quiz([item]), 7)
    assert sorted(drawn.shown) == sorted(shown_of(item))


@pytest.mark.parametrize("item", [single(), multiple(), judgement(), reflect(), numeric()])
def test_without_shuffle_parts_stand_as_written(item: Item) -> None:
    assert list(draw(quiz([item], shuffle=AS_WRITTEN), 7)[0].shown) == shown_of(item)


def test_options_are_mixed_where_the_quiz_says_so() -> None:
    drawn = {draw(quiz([single("abcd")], shuffle=SHUFFLED), seed)[0].shown for seed in range(200)}
    assert len(drawn) == 24


@pytest.mark.parametrize("shuffle", [SHUFFLED, AS_WRITTEN])
def test_a_pinned_option_stays_last(shuffle: dict[str, bool]) -> None:
    items: list[Item] = [
        single("xabcy", key="a", last="xy"),
        multiple("xab", keys="a", last="x", id="two"),
    ]
    for seed in range(40):
        drawn = {one.item_id: one.shown for one in draw(quiz(items, shuffle=shuffle), seed)}
        assert drawn["door"][-2:] == ("x", "y")
        assert drawn["two"][-1] == "x"


@pytest.mark.parametrize("shuffle", [SHUFFLED, AS_WRITTEN])
def test_right_sides_are_always_mixed(shuffle: dict[str, bool]) -> None:
    drawn = {draw(quiz([matching()], shuffle=shuffle), seed)[0].shown for seed in range(60)}
    assert len(drawn) == 6


@given(SEEDS, st.integers(2, 5), st.integers(0, 3))
def test_steps_are_never_shown_in_their_right_order(seed: int, n: int, wrong: int) -> None:
    item = ordering("abcde"[:n], distractors="xyz"[:wrong])
    (drawn,) = draw(quiz([item], shuffle=AS_WRITTEN), seed)
    assert [one for one in drawn.shown if one not in "xyz"] != list("abcde"[:n])


def test_items_are_mixed_only_where_the_quiz_says_so() -> None:
    items = bank("ask", "check", "speak")
    assert {tuple(ids(draw(quiz(items), seed))) for seed in range(50)} == {("i0", "i1", "i2")}
    mixed = quiz(items, shuffle=SHUFFLED)
    assert len({tuple(ids(draw(mixed, seed))) for seed in range(100)}) == 6


def test_a_draw_spreads_over_the_objectives() -> None:
    items = bank("ask", "ask", "ask", "ask", "check", "check", "speak")
    objective = {item.id: item.objective for item in items}
    for seed in range(50):
        drawn = draw(quiz(items, draw={"n": 5}), seed)
        spread = Counter(objective[one] for one in ids(drawn))
        assert spread == {"ask": 2, "check": 2, "speak": 1}


def test_every_item_of_the_bank_has_its_turn() -> None:
    items = bank("ask", "ask", "check", "check", "speak")
    turns = {one for seed in range(60) for one in ids(draw(quiz(items, draw={"n": 1}), seed))}
    assert turns == {item.id for item in items}


def test_critical_items_are_drawn_even_beyond_n() -> None:
    items = [*bank("ask", "ask", critical=True), single(id="other", objective="check")]
    assert ids(draw(quiz(items, draw={"n": 1}), 3)) == ["i0", "i1"]


def test_critical_items_count_in_the_spread() -> None:
    items = [single(id="must", objective="ask", critical=True), *bank("ask", "check")]
    for seed in range(20):
        assert ids(draw(quiz(items, draw={"n": 2}), seed)) == ["must", "i1"]


def test_nobody_passes_because_only_unscored_items_were_drawn() -> None:
    watched = [single(id=f"w{at}", objective="ask", status="watch", critical=True) for at in "123"]
    items: list[Item] = [
        *watched,
        reflect(id="written", objective="check"),
        single(objective="speak"),
    ]
    for seed in range(30):
        assert ids(draw(quiz(items, draw={"n": 1}), seed)) == ["door"]


def test_the_first_item_of_an_objective_is_a_scored_one_where_there_is_one() -> None:
    watched = [single(id=f"w{at}", objective="ask", status="watch") for at in "123"]
    items = [*watched, *bank("ask", "check")]
    for seed in range(30):
        assert ids(draw(quiz(items, draw={"n": 2}), seed)) == ["i0", "i1"]


def test_items_on_watch_do_get_shown_in_a_draw() -> None:
    items = [*bank("ask", "ask"), single(id="watched", objective="ask", status="watch")]
    drawn = Counter(
        one for seed in range(60) for one in ids(draw(quiz(items, draw={"n": 2}), seed))
    )
    assert drawn["watched"] > 10


@given(quizzes(), SEEDS)
def test_the_same_seed_draws_the_same(whole: QuizFile, seed: int) -> None:
    assert draw(whole, seed) == draw(whole, seed)


@given(quizzes(), SEEDS)
def test_a_draw_shows_n_usable_items_and_every_critical_one(whole: QuizFile, seed: int) -> None:
    drawn = ids(draw(whole, seed))
    usable = {item.id: item for item in whole.items if item.status in ("live", "watch")}
    critical = {one for one in usable if usable[one].critical and counts(usable[one])}
    n = whole.draw.n if whole.draw else len(usable)
    assert len(set(drawn)) == len(drawn) == min(len(usable), max(n, len(critical)))
    assert critical <= set(drawn) <= set(usable)
    if any(counts(item) for item in usable.values()):
        assert any(counts(usable[one]) for one in drawn)
    if not whole.shuffle.items:
        assert drawn == [item.id for item in whole.items if item.id in drawn]


@given(quizzes(), SEEDS)
def test_objectives_differ_by_one_at_most_where_supply_allows(whole: QuizFile, seed: int) -> None:
    drawn = set(ids(draw(whole, seed)))
    usable = [item for item in whole.items if item.status in ("live", "watch")]
    chosen = [item for item in usable if item.id in drawn]
    spread = Counter(item.objective for item in chosen)
    left = {item.objective for item in usable if item.id not in drawn}
    free = {item.objective for item in chosen if not (item.critical and counts(item))}
    for objective in free:
        assert all(spread[objective] <= spread[other] + 1 for other in left)


@given(quizzes(), SEEDS)
def test_all_parts_are_shown_and_no_order_gives_the_key_away(whole: QuizFile, seed: int) -> None:
    by_id = {item.id: item for item in whole.items}
    for one in draw(whole, seed):
        item = by_id[one.item_id]
        assert sorted(one.shown) == sorted(shown_of(item))
        if isinstance(item, Ordering):
            steps = [step.id for step in item.steps]
            assert [part for part in one.shown if part in steps] != steps
