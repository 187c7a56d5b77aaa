"""What an attempt comes to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.assessment.confidence import Confidence
from learning.assessment.result import Holding, Outcome, Scored, outcome, summary
from learning.content.model import QuizFile
from tests.assessment.items import judgement, quiz, single

SHARES = st.sampled_from([0.0, 0.25, 1 / 3, 0.5, 2 / 3, 0.75, 1.0])
MARKED = st.builds(
    Scored, st.just("door"), SHARES, st.booleans(), st.none() | st.sampled_from(Confidence)
)


def scored(*shares: float, critical: int = 0) -> list[Scored]:
    """Scored items i0, i1 and so on, of which the first few are critical."""
    return [Scored(f"i{at}", share, at < critical) for at, share in enumerate(shares)]


def about(*objectives: str, percent: int = 80) -> QuizFile:
    items = [single(id=f"i{at}", objective=one) for at, one in enumerate(objectives)]
    return quiz(items, percent=percent)


def test_a_quiz_is_passed_at_its_mark_and_not_below() -> None:
    at_the_mark = outcome(about("ask"), scored(1, 1, 1, 1, 0))
    assert at_the_mark == Outcome(0.8, True, 4, 5, ())
    assert not outcome(about("ask"), scored(1, 1, 1, 0.99, 0)).passed


def test_a_critical_item_that_is_not_right_fails_whatever_the_rest() -> None:
    result = outcome(about("ask", percent=0), scored(0.9, 1, 1, critical=2))
    assert (result.passed, result.failed_critical) == (False, ("i0",))


def test_a_quiz_with_nothing_scored_is_passed() -> None:
    assert outcome(about("ask", percent=100), []) == Outcome(1.0, True, 0, 0, ())


def test_nobody_misses_the_mark_by_rounding() -> None:
    assert outcome(about("ask", percent=29), scored(*[1.0] * 29, *[0.0] * 71)).passed
    assert outcome(about("ask", percent=70), scored(*[0.7] * 7)).passed
    assert not outcome(about("ask", percent=30), scored(*[1.0] * 29, *[0.0] * 71)).passed


@given(st.lists(MARKED, max_size=12), st.integers(0, 100))
def test_all_right_always_passes_and_a_result_is_a_share(marked: list[Scored], mark: int) -> None:
    result = outcome(about("ask", percent=mark), marked)
    assert 0 <= result.score <= 1
    assert result.right <= result.of == len(marked)
    assert result.passed or result.right < result.of


@given(st.lists(MARKED, min_size=1, max_size=12), st.integers(0, 100), st.data())
def test_a_better_score_never_loses_a_pass(
    marked: list[Scored], mark: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(marked) - 1))
    better = [*marked[:at], Scored("door", 1.0, marked[at].critical), *marked[at + 1 :]]
    whole = about("ask", percent=mark)
    assert outcome(whole, better).passed >= outcome(whole, marked).passed


@pytest.mark.parametrize(
    ("shares", "holding"),
    [
        ((1, 1), "held"),
        ((1, 0), "shaky"),
        ((0.5,), "shaky"),
        ((1 / 3, 2 / 3), "shaky"),
        ((1, 0, 0), "not yet"),
        ((0,), "not yet"),
    ],
)
def test_an_objective_is_held_shaky_or_not_yet(shares: tuple[float, ...], holding: Holding) -> None:
    whole = about(*["ask"] * len(shares))
    assert summary(whole, scored(*shares)).objectives == {"ask": holding}


def test_what_was_guessed_right_is_shaky() -> None:
    guessed = [Scored("i0", 1.0, False, Confidence.GUESSING), Scored("i1", 1.0, False)]
    assert summary(about("ask", "ask"), guessed).objectives == {"ask": "shaky"}
    sure = [Scored("i0", 1.0, False, Confidence.SURE)]
    assert summary(about("ask"), sure).objectives == {"ask": "held"}


def test_objectives_keep_the_order_of_the_quiz_and_need_a_scored_item() -> None:
    whole = about("speak", "ask", "speak", "check")
    told = summary(whole, [Scored("i2", 0, False), Scored("i1", 1, False), Scored("i0", 0, False)])
    assert list(told.objectives.items()) == [("speak", "not yet"), ("ask", "held")]


def test_what_is_held_wrongly_with_certainty_is_named() -> None:
    told = summary(
        about("ask", "ask", "ask", "ask"),
        [
            Scored("i0", 0.0, False, Confidence.CERTAIN),
            Scored("i1", 0.5, False, Confidence.CERTAIN),
            Scored("i2", 1.0, False, Confidence.CERTAIN),
            Scored("i3", 0.0, False, Confidence.SURE),
        ],
    )
    assert told.held_wrongly == ("i0", "i1")


def test_a_judgement_is_never_held_wrongly() -> None:
    told = summary(quiz([judgement()]), [Scored("door", 0.25, False, Confidence.CERTAIN)])
    assert told.held_wrongly == ()


def test_a_quiz_without_confidence_holds_nothing_wrongly() -> None:
    assert summary(about("ask"), scored(0)).held_wrongly == ()
