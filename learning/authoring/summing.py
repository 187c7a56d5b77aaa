"""Summing: what one ended attempt adds to the sums of its items and of what was chosen in them.

An item on watch counts for itself, and never in anybody's rest.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from learning.assessment import Response, counts, mark
from learning.assessment.responses import NONE
from learning.content.model import Item
from learning.progress.attempts import Open

Key = tuple[str, int]
"""An item, by its id and rev."""
RIGHT, OTHER = "right", "other"
"""What a number was, where it fell into no range that the author named."""


@dataclass
class Tally:
    """Sums of one rev of an item; the fields of an `ItemTally`, and what was chosen how often."""

    module: str
    responses: int = 0
    score_sum: float = 0.0
    score_sq: float = 0.0
    rested: int = 0
    rested_score_sum: float = 0.0
    rested_score_sq: float = 0.0
    rest_sum: float = 0.0
    rest_sq: float = 0.0
    cross_sum: float = 0.0
    confident: int = 0
    certain: int = 0
    certain_wrong: int = 0
    chosen: Counter[str] = field(default_factory=Counter)

    def add(self, worth: float, rest: float | None, said: str | None) -> None:
        """One response more: its score, the mean score of the others, how sure it was."""
        self.responses += 1
        self.score_sum += worth
        self.score_sq += worth * worth
        if rest is not None:
            self.rested += 1
            self.rested_score_sum += worth
            self.rested_score_sq += worth * worth
            self.rest_sum += rest
            self.rest_sq += rest * rest
            self.cross_sum += worth * rest
        self.confident += said is not None
        self.certain += said == "certain"
        self.certain_wrong += said == "certain" and worth < 1

    @property
    def cells(self) -> dict[str, Any]:
        """The columns of a row of item tallies, but for its key."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "chosen"}


def add(tallies: dict[Key, Tally], attempt: Open) -> None:
    """Add an ended attempt to the sums of its items."""
    items = attempt.quiz.items
    given = {one: attempt.responses[one] for one in attempt.order if one in attempt.responses}
    scored = [row.score or 0.0 for one, row in given.items() if counts(items[one])]
    total = math.fsum(scored)
    for item_id, row in given.items():
        item, worth = items[item_id], row.score or 0.0
        tally = tallies.setdefault((item.id, item.rev), Tally(attempt.row.module))
        tally.module = attempt.row.module
        tally.add(worth, _rest(item, worth, total, len(scored)), row.confidence)
        tally.chosen.update(chosen(item, row.given))


def _rest(item: Item, worth: float, total: float, number: int) -> float | None:
    """The mean score of the other scored items; None where there are none, or no score at all."""
    if item.type == "reflect":
        return None
    others, left = (number - 1, total - worth) if counts(item) else (number, total)
    return left / others if others else None


def chosen(item: Item, given: Response) -> Iterator[str]:
    """What was chosen, as options are counted: a step in a place is `step:place`, counted from 1.

    A pair is `left:right`; of a number, which range it fell into. What somebody wrote or ticked in
    a reflection is not counted: it is theirs.
    """
    if "order" in given:
        yield from (f"{step}:{place}" for place, step in enumerate(given["order"], start=1))
    elif "pairs" in given:
        yield from (f"{left}:{right}" for left, right in given["pairs"].items())
    elif item.type == "numeric":
        judged = mark(item, given)
        yield RIGHT if judged.right else OTHER if judged.near is None else f"near-{judged.near}"
    elif "chosen" in given:
        yield from given["chosen"] or [NONE]
