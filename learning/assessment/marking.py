"""What one response is worth, and what to say about each of its parts.

Marking is pure: the same item, response and MARKER give the same mark for ever, whatever order the
options were shown in. A mark does not know whether its item counts: see `drawing.counts`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from learning.assessment.responses import Response, read, write
from learning.content.model import (
    Item,
    Judgement,
    Matching,
    Multiple,
    Numeric,
    Option,
    Ordering,
    Reflect,
    Single,
)

__all__ = ["MARKER", "Mark", "Note", "Verdict", "mark", "read", "score", "write"]

#: Stored beside every score; raised when any rule below gives another score than before.
MARKER = 1

#: `missed` belonged and was left out; `neutral` did not belong and was left out, or has no key.
Verdict = Literal["right", "wrong", "missed", "neutral"]


@dataclass(frozen=True, slots=True)
class Note:
    """The verdict on one part: an option, a step, a left side or a criterion."""

    id: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Mark:
    """A score from 0 to 1; `right` exactly when it is 1. Notes stand in the author's order.

    `near` is the index in the item's `near` list of the range a wrong number fell in.
    """

    score: float
    right: bool
    notes: tuple[Note, ...] = ()
    near: int | None = None


def mark(item: Item, response: Response) -> Mark:
    """The mark of a response as `read` gives it. A reflection scores nothing and never counts."""
    worth = score(item, response)
    near = None
    if isinstance(item, Numeric) and worth == 0:
        value, ranges = Fraction(response["value"]), enumerate(item.near)
        near = next((at for at, one in ranges if min(one.range) <= value <= max(one.range)), None)
    return Mark(score=worth, right=worth == 1.0, notes=tuple(_notes(item, response)), near=near)


def score(item: Item, response: Response) -> float:
    """What a response is worth, 0 to 1, without a word on its parts: all that is stored of it."""
    match item:
        case Single():
            return float(
                list(response["chosen"]) == [one.id for one in item.options if one.correct]
            )
        case Multiple():
            return _multiple(item, response["chosen"])
        case Ordering():
            return _ordering(item, response["order"])
        case Matching():
            hits = sum(_matched(item, response["pairs"], left.id) for left in item.left)
            return hits / len(item.left)
        case Numeric():
            return _numeric(item, Fraction(response["value"]))
        case Reflect():
            return 0.0
        case Judgement():
            return _judgement(item, response["chosen"])


def _multiple(item: Multiple, chosen: Collection[str]) -> float:
    """`all`: 1 or 0. `each`: share of right decisions. `net`: max(0, (hits - false) / keys).

    With no key, `net` has nothing to share out: choosing nothing is 1, anything else is 0.
    """
    keys = {option.id for option in item.options if option.correct}
    hits, false = len(keys & set(chosen)), len(set(chosen) - keys)
    if item.score == "each":
        return (len(item.options) - (len(keys) - hits) - false) / len(item.options)
    if item.score == "net" and keys:
        return max(0.0, (hits - false) / len(keys))
    return float(hits == len(keys) and not false)


def _ordering(item: Ordering, order: Sequence[str]) -> float:
    """`exact`: 1 or 0. `lcs`: the longest part already in the right order, over all right steps."""
    steps = [step.id for step in item.steps]
    if item.score == "lcs":
        return len(_longest_common(steps, order)) / len(steps)
    return float(steps == list(order))


def _longest_common(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    """A longest common subsequence, by the usual table; of several, always the same one."""
    if list(first) == list(second):
        return tuple(first)
    above: list[tuple[str, ...]] = [()] * (len(second) + 1)
    for one in first:
        row: list[tuple[str, ...]] = [()]
        for place, other in enumerate(second):
            skip = max(row[place], above[place + 1], key=len)
            row.append((*above[place], one) if one == other else skip)
        above = row
    return above[-1]


def _numeric(item: Numeric, value: Fraction) -> float:
    """Right within the tolerance, its ends included; with both tolerances the wider one holds.

    Compared as the decimals people wrote, not as floats: 0.4 is within 0.1 of 0.3.
    """
    expected = _exact(item.answer)
    allowed = max(_exact(item.tolerance.abs), _exact(item.tolerance.rel) * abs(expected))
    return float(abs(value - expected) <= allowed)


@lru_cache(maxsize=1_024)
def _exact(number: float | None) -> Fraction:
    return Fraction(repr(number)) if number else Fraction(0)


def _judgement(item: Judgement, chosen: Collection[str]) -> float:
    """The panel's votes for the choice over its votes for the favourite: the favourite scores 1."""
    votes = {option.id: item.panel.votes.get(option.id, 0) for option in item.options}
    most = max(votes.values())
    return max((votes.get(one, 0) / most for one in chosen), default=0.0) if most > 0 else 0.0


def _notes(item: Item, response: Response) -> Iterable[Note]:
    """One note for each part; of a number there are none."""
    match item:
        case Single() | Multiple():
            return (Note(one.id, _decided(one, response["chosen"])) for one in item.options)
        case Ordering():
            return _places(item, response["order"])
        case Matching():
            pairs = response["pairs"]
            return (
                Note(left.id, "right" if _matched(item, pairs, left.id) else "wrong")
                for left in item.left
            )
        case Numeric():
            return ()
        case Reflect():
            return (Note(criterion.id, "neutral") for criterion in item.criteria)
        case Judgement():
            return _favoured(item, response["chosen"])


def _decided(option: Option, chosen: Collection[str]) -> Verdict:
    """Choosing an option or leaving it is a decision either way."""
    if option.id in chosen:
        return "right" if option.correct else "wrong"
    return "missed" if option.correct else "neutral"


def _places(item: Ordering, order: Sequence[str]) -> Iterable[Note]:
    """The steps of the longest part in the right order are right: the others are the fewest to
    move, however the item is scored.
    """
    steps = [step.id for step in item.steps]
    standing = _longest_common(steps, order)
    for one in steps:
        yield Note(one, "right" if one in standing else "wrong" if one in order else "missed")
    for distractor in item.distractors:
        yield Note(distractor.id, "wrong" if distractor.id in order else "neutral")


def _matched(item: Matching, pairs: Mapping[str, str], left: str) -> bool:
    return left in pairs and pairs[left] == item.key.get(left)


def _favoured(item: Judgement, chosen: Collection[str]) -> Iterable[Note]:
    """No option is simply wrong, so only a favourite that was chosen gets a verdict."""
    votes = item.panel.votes
    most = max((votes.get(option.id, 0) for option in item.options), default=0)
    for option in item.options:
        favourite = option.id in chosen and votes.get(option.id, 0) == most > 0
        yield Note(option.id, "right" if favourite else "neutral")
