"""What one response is worth, and what to say about each of its parts.

Marking is pure: the same item, response and MARKER give the same mark for ever, whatever order the
options were shown in. A mark does not know whether its item counts: see `drawing.counts`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
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

__all__ = ["MARKER", "Mark", "Note", "Verdict", "mark", "read", "write"]

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
    match item:
        case Single():
            return _single(item, response["chosen"])
        case Multiple():
            return _multiple(item, response["chosen"])
        case Ordering():
            return _ordering(item, response["order"])
        case Matching():
            return _matching(item, response["pairs"])
        case Numeric():
            return _numeric(item, Fraction(response["value"]))
        case Reflect():
            return _scored(0.0, (Note(criterion.id, "neutral") for criterion in item.criteria))
        case Judgement():
            return _judgement(item, response["chosen"])


def _single(item: Single, chosen: Collection[str]) -> Mark:
    key = {option.id for option in item.options if option.correct}
    return _scored(float(set(chosen) == key), _decisions(item.options, chosen))


def _multiple(item: Multiple, chosen: Collection[str]) -> Mark:
    """`all`: 1 or 0. `each`: share of right decisions. `net`: max(0, (hits - false) / keys).

    With no key, `net` has nothing to share out: choosing nothing is 1, anything else is 0.
    """
    keys = {option.id for option in item.options if option.correct}
    hits, false = len(keys & set(chosen)), len(set(chosen) - keys)
    exact = float(hits == len(keys) and not false)
    score = exact
    if item.score == "each":
        score = (len(item.options) - (len(keys) - hits) - false) / len(item.options)
    elif item.score == "net" and keys:
        score = max(0.0, (hits - false) / len(keys))
    return _scored(score, _decisions(item.options, chosen))


def _decisions(options: Iterable[Option], chosen: Collection[str]) -> Iterable[Note]:
    """One note for each option: choosing or leaving it is a decision either way."""
    verdicts: dict[tuple[bool, bool], Verdict] = {
        (True, True): "right",
        (True, False): "wrong",
        (False, True): "missed",
        (False, False): "neutral",
    }
    return (Note(one.id, verdicts[one.id in chosen, one.correct]) for one in options)


def _ordering(item: Ordering, order: Sequence[str]) -> Mark:
    """`exact`: 1 or 0. `lcs`: the longest part already in the right order, over all right steps.

    Either way the steps of that part are noted as right: the others are the fewest to move.
    """
    steps = [step.id for step in item.steps]
    standing = _longest_common(steps, order)
    score = len(standing) / len(steps) if item.score == "lcs" else float(steps == list(order))
    notes = [Note(one, _placed(one, order, standing)) for one in steps]
    for distractor in item.distractors:
        notes.append(Note(distractor.id, "wrong" if distractor.id in order else "neutral"))
    return _scored(score, notes)


def _placed(step: str, order: Collection[str], standing: Collection[str]) -> Verdict:
    if step in standing:
        return "right"
    return "wrong" if step in order else "missed"


def _longest_common(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    """A longest common subsequence, by the usual table; of several, always the same one."""
    above: list[tuple[str, ...]] = [()] * (len(second) + 1)
    for one in first:
        row: list[tuple[str, ...]] = [()]
        for place, other in enumerate(second):
            skip = max(row[place], above[place + 1], key=len)
            row.append((*above[place], one) if one == other else skip)
        above = row
    return above[-1]


def _matching(item: Matching, pairs: dict[str, str]) -> Mark:
    notes: list[Note] = []
    for left in item.left:
        right = left.id in pairs and pairs[left.id] == item.key.get(left.id)
        notes.append(Note(left.id, "right" if right else "wrong"))
    return _scored(sum(note.verdict == "right" for note in notes) / len(notes), notes)


def _numeric(item: Numeric, value: Fraction) -> Mark:
    """Right within the tolerance, its ends included; with both tolerances the wider one holds.

    Compared as the decimals people wrote, not as floats: 0.4 is within 0.1 of 0.3.
    """
    expected = _exact(item.answer)
    allowed = max(_exact(item.tolerance.abs), _exact(item.tolerance.rel) * abs(expected))
    if abs(value - expected) <= allowed:
        return _scored(1.0)
    ranges = enumerate(item.near)
    near = (at for at, one in ranges if min(one.range) <= value <= max(one.range))
    return _scored(0.0, near=next(near, None))


def _exact(number: float | None) -> Fraction:
    return Fraction(repr(number)) if number else Fraction(0)


def _judgement(item: Judgement, chosen: Collection[str]) -> Mark:
    """The panel's votes for the choice over its votes for the favourite: the favourite scores 1.

    No option is simply wrong, so only a favourite that was chosen gets a verdict.
    """
    votes = {option.id: item.panel.votes.get(option.id, 0) for option in item.options}
    most = max(votes.values())
    score = max((votes.get(one, 0) / most for one in chosen), default=0.0) if most > 0 else 0.0
    favoured = {one for one in chosen if votes.get(one) == most > 0}
    return _scored(score, (Note(one, "right" if one in favoured else "neutral") for one in votes))


def _scored(score: float, notes: Iterable[Note] = (), near: int | None = None) -> Mark:
    return Mark(score=score, right=score == 1.0, notes=tuple(notes), near=near)
