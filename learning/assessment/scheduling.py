"""When to ask again: spaced repetition over objectives, by FSRS.

Pure: what is known of an objective and how it went in, the next day out. The arithmetic is that of
the library `fsrs` (Free Spaced Repetition Scheduler, version 6) with its published parameters; it
asks again when the chance to remember is thought to have fallen to 82 in 100. Spacing helps people
remember. Nothing more is claimed of it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from fsrs import Card, Rating, Scheduler

from learning.assessment.confidence import Confidence

#: Plain JSON; what is in it is the library's. An empty one is an objective never asked before.
Memory = dict[str, Any]

RETENTION = 0.82
LONGEST_DAYS = 365
_SCHEDULER = Scheduler(
    desired_retention=RETENTION,
    learning_steps=(),  # days are enough: nobody is asked twice on one
    relearning_steps=(),
    maximum_interval=LONGEST_DAYS,
    enable_fuzzing=False,  # the same answers give the same day
)
#: A right answer that was guessed is hardly held; one without a word is taken as fairly sure.
_RIGHT = {
    Confidence.GUESSING: Rating.Hard,
    Confidence.SURE: Rating.Good,
    Confidence.CERTAIN: Rating.Easy,
    None: Rating.Good,
}


def reviewed(
    memory: Memory, *, right: bool, confidence: Confidence | None, on: dt.date
) -> tuple[Memory, dt.date]:
    """What is known after an answer on a day, and the day to ask again: 1 to 365 days later.

    A wrong answer counts the same however sure one was: to be certain of it is said on the page,
    and is no reason to be asked more often.
    """
    noon = dt.datetime.combine(on, dt.time(12), dt.UTC)
    card = Card.from_dict({**_new(noon), **memory})  # type: ignore[typeddict-item]
    rating = _RIGHT[confidence] if right else Rating.Again
    after, _ = _SCHEDULER.review_card(card, rating, noon)
    days = min(max((after.due - noon).days, 1), LONGEST_DAYS)
    kept = after.to_dict()
    del kept["card_id"]  # type: ignore[misc]
    return dict(kept), on + dt.timedelta(days=days)


def _new(noon: dt.datetime) -> Memory:
    return dict(Card(card_id=0, due=noon).to_dict())
