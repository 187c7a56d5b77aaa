"""When to ask again: later the better it was held, never on the same day, and always the same."""

from __future__ import annotations

import datetime as dt
import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from learning.assessment import Confidence
from learning.assessment.scheduling import LONGEST_DAYS, Memory, reviewed

WORDS = st.sampled_from([*Confidence, None])
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2040, 12, 31))
#: answers with the days between them
HISTORIES = st.lists(st.tuples(st.booleans(), WORDS, st.integers(1, 400)), max_size=8)


History = list[tuple[bool, Confidence | None, int]]


def after(history: History, on: dt.date) -> tuple[Memory, dt.date]:
    memory: Memory = {}
    for right, said, days in history:
        memory, _ = reviewed(memory, right=right, confidence=said, on=on)
        on += dt.timedelta(days=days)
    return memory, on


@given(HISTORIES, DAYS, st.booleans(), WORDS)
def test_it_is_never_asked_on_the_same_day_nor_after_more_than_a_year(
    history: History,
    on: dt.date,
    right: bool,
    said: Confidence | None,
) -> None:
    memory, today = after(history, on)
    _, due = reviewed(memory, right=right, confidence=said, on=today)
    assert 1 <= (due - today).days <= LONGEST_DAYS


@given(HISTORIES, DAYS)
def test_the_better_it_was_held_the_later_it_comes(history: History, on: dt.date) -> None:
    memory, today = after(history, on)
    wrong = [
        reviewed(memory, right=False, confidence=one, on=today)[1] for one in [*Confidence, None]
    ]
    assert len(set(wrong)) == 1, "a wrong answer counts the same however sure one was"
    rising = [Confidence.GUESSING, Confidence.SURE, Confidence.CERTAIN]
    right = [reviewed(memory, right=True, confidence=one, on=today)[1] for one in rising]
    assert all(first <= second for first, second in pairwise([wrong[0], *right]))
    unsaid = reviewed(memory, right=True, confidence=None, on=today)[1]
    assert unsaid == right[1], "without a word it is taken as fairly sure"


@given(HISTORIES, DAYS, st.booleans(), WORDS)
def test_the_same_answers_give_the_same_day_and_what_is_kept_is_plain_json(
    history: History,
    on: dt.date,
    right: bool,
    said: Confidence | None,
) -> None:
    memory, today = after(history, on)
    kept = json.loads(json.dumps(memory))
    assert kept == memory
    first = reviewed(memory, right=right, confidence=said, on=today)
    assert reviewed(kept, right=right, confidence=said, on=today) == first
    assert memory == kept, "what was known before is left as it was"


def test_the_first_days_are_those_of_the_published_parameters() -> None:
    on = dt.date(2027, 3, 3)
    days = {
        said: (reviewed({}, right=True, confidence=said, on=on)[1] - on).days for said in Confidence
    }
    assert days == {Confidence.GUESSING: 3, Confidence.SURE: 6, Confidence.CERTAIN: 22}
    assert (reviewed({}, right=False, confidence=None, on=on)[1] - on).days == 1
