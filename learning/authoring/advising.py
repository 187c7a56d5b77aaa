"""Verdicts on items in words: what is said, what to do, and a comment to paste beside the item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from learning.assessment.analysis import Bounds, Verdict
from learning.assessment.responses import NONE
from learning.authoring.health import Health
from learning.authoring.summing import OTHER, RIGHT
from learning.content.model import Item, Multiple, Numeric, Single

UNKNOWN, WELL = "not enough data yet", "nothing to do"
FEW = 3
"""Of fewer people than that no number is told."""
_SAID: dict[Verdict, tuple[str, str]] = {
    "key": (
        "check the key",
        "Those who do well in the rest do worse here. The key may be wrong, or the prompt may say "
        "the opposite of what was meant. Read it aloud to a colleague who has not seen it. If the "
        "key was wrong, make the item void: courses/README.md says how.",
    ),
    "flat": (
        "tells nobody apart",
        "Those who know the rest do no better here than the others. Look for a prompt that can be "
        "read in two ways, or for two options that can both be defended.",
    ),
    "hard": (
        "hardly anybody is right",
        "Fewer than one in five are right at the first try. Check the key, then whether the module "
        "teaches it at all.",
    ),
    "certain": (
        "certain and wrong",
        "More than a quarter of those who are certain are not right. That is a belief to meet in "
        "the text of the module: say why it tempts. The item itself may be a good one.",
    ),
    "unclear": (
        "many find it unclear",
        "Read what they wrote, and say it in other words. New words alone need no new rev.",
    ),
    "unchosen": (
        "nobody chooses {}",
        "Make it tempt somebody who half knows, or leave it out and raise rev.",
    ),
    "easy": (
        "too easy",
        "Nearly everybody is right at the first try. Keep it where it must be known by all; "
        "otherwise ask for a judgement in place of a fact.",
    ),
}


@dataclass(frozen=True)
class Said:
    """A verdict, and what to do about it."""

    words: str
    advice: str


class Part(NamedTuple):
    """A part of an item that can be chosen: its name, how it is counted, whether it is right.

    `ids` are those of what it shows: an option, a step, or both sides of a pair.
    """

    name: str
    key: str
    right: bool
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taken:
    """How many chose a part, in words; `percent` draws its bar."""

    part: Part
    words: str
    percent: int

    @property
    def id(self) -> str:
        """The name of the part."""
        return self.part.name

    @property
    def right(self) -> bool:
        """Whether it is right to choose it."""
        return self.part.right


def said(health: Health) -> list[Said]:
    """The verdicts on an item, the gravest first; nothing where there are none."""
    found = []
    for one in health.reading.verdicts:
        words, advice = _SAID[one]
        found.append(Said(words.format(_listed(health.reading.unchosen)), advice))
    return found


def short(health: Health) -> str:
    """All verdicts in a line."""
    if not health.reading.is_enough:
        return UNKNOWN
    return "; ".join(one.words for one in said(health)) or WELL


def comment(health: Health, on: dt.date) -> str:
    """A comment for quiz.yaml: the month, the numbers and the verdict."""
    reading = health.reading
    if not reading.is_enough:
        return f"# {on:%Y-%m}: {UNKNOWN}"
    told = [f"{reading.responses} first responses"]
    if reading.facility:
        told.append(f"facility {reading.facility.value:.2f}")
    if reading.discrimination:
        told.append(f"discrimination {interval(reading.discrimination)}")
    return f"# {on:%Y-%m}: {', '.join(told)}: {short(health)}"


def interval(found: Bounds) -> str:
    """A value with the bounds of its interval: 0.05 (-0.06 to 0.16)."""
    return f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})"


def certainty(health: Health) -> str:
    """How many of those who were certain were not right; empty where that is not told."""
    found = health.reading.certain_wrong
    return f"{round(found.value * 100)} in 100 of those who were certain" if found else ""


def portion(number: int, of: int) -> str:
    """How many of some people, without telling of one or two."""
    if not number:
        return "nobody"
    return f"fewer than {FEW} people" if number < FEW else f"{percent(number, of)} in 100"


def percent(number: int, of: int) -> int:
    """A share in hundredths, told as 0 where it is of one or two people."""
    return round(100 * number / of) if number >= FEW else 0


def taken(health: Health) -> list[Taken]:
    """How the responses spread over the parts of an item, in its author's order."""
    of = health.reading.responses
    if not health.reading.is_enough:
        return []
    counted = [(part, health.chosen.get(part.key, 0)) for part in parts(health.item)]
    return [Taken(part, portion(n, of), percent(n, of)) for part, n in counted]


def parts(item: Item) -> Iterator[Part]:
    """The parts of an item that can be chosen.

    Of an ordering, each step at its place; of a matching item, each left side with its right one.
    """
    match item.type:
        case "single" | "multiple":
            yield from _options(item)
        case "judgement":
            yield from (Part(one.id, one.id, False, (one.id,)) for one in item.options)
        case "ordering":
            for place, step in enumerate(item.steps, start=1):
                yield Part(f"{step.id} at {place}", f"{step.id}:{place}", True, (step.id,))
        case "matching":
            for left in (one.id for one in item.left):
                right = item.key[left]
                yield Part(f"{left} with {right}", f"{left}:{right}", True, (left, right))
        case "numeric":
            yield from _numbers(item)


def _options(item: Single | Multiple) -> Iterator[Part]:
    yield from (Part(one.id, one.id, one.correct, (one.id,)) for one in item.options)
    if isinstance(item, Multiple) and item.none_correct:
        yield Part("none of these", NONE, not any(one.correct for one in item.options))


def _numbers(item: Numeric) -> Iterator[Part]:
    yield Part("right", RIGHT, True)
    for n, near in enumerate(item.near):
        yield Part(f"{near.range[0]:g} to {near.range[1]:g}", f"near-{n}", False)
    yield Part("another number", OTHER, False)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
