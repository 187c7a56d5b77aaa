"""Analysis: how an item does, from sums over first attempts, and a verdict where one is safe.

Pure. Whoever wrote an item is told of it only what so few responses can bear: under `ENOUGH` there
is nothing, and a verdict needs the whole of its one-sided 95 % interval on the wrong side.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

#: what can be wrong with an item, the gravest first
Verdict = Literal["key", "flat", "hard", "certain", "unclear", "unchosen", "easy"]
ORDER: tuple[Verdict, ...] = ("key", "flat", "hard", "certain", "unclear", "unchosen", "easy")

ENOUGH = 30
"""First responses below which nothing is told."""
FLAT = 0.10
"""A discrimination that may well be this high is not spoken against."""
_BOTH_WAYS = 10
"""Right and wrong responses, each, that a correlation needs: fewer would make it theirs alone."""
_EASY, _SURELY_EASY, _SURELY_HARD = 0.95, 0.90, 0.20
_CERTAIN, _WRONG = 10, 0.25
_UNCLEAR, _DOUBTS = 0.05, 5
_UNCHOSEN, _STRAYED = 60, 20
_ONE_SIDED = 1.6449
"""The normal deviate of a one-sided 95 % bound."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What is kept of the first responses to a version of an item.

    `rest` is the mean score, 0-1, of the other scored items of the same attempt; those with a rest
    have their score summed once more beside it.
    """

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

    @property
    def is_enough(self) -> bool:
        """Whether anything at all may be told."""
        return self.responses >= ENOUGH


class Bounds(NamedTuple):
    """A value with its one-sided 95 % bounds, below and above."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What else an analysis needs to know of a version of an item.

    `distractors` are options of which each wrong response chooses one or some, `doubts` how many
    find it unclear. `scored` is False of a reflection; `right_or_wrong` of a judgement, where fewer
    votes make nothing wrong.
    """

    scored: bool = True
    right_or_wrong: bool = True
    distractors: tuple[str, ...] = ()
    chosen: Mapping[str, int] = field(default_factory=dict)
    doubts: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What may be told of an item; None where there is too little or it makes no sense.

    `verdicts` are in the order of their gravity; `unchosen` are the options nobody chooses.
    """

    responses: int
    facility: Bounds | None = None
    discrimination: Bounds | None = None
    certain_wrong: Bounds | None = None
    unclear: Bounds | None = None
    verdicts: tuple[Verdict, ...] = ()
    unchosen: tuple[str, ...] = ()

    @property
    def is_enough(self) -> bool:
        """Whether anything at all may be told."""
        return self.responses >= ENOUGH


def read(sums: Sums, asked: Asked) -> Reading:
    """What the sums say of an item; under `ENOUGH` responses, only that there are too few."""
    if not sums.is_enough:
        return Reading(0)
    unclear = share(min(asked.doubts, sums.responses), sums.responses)
    found: list[Verdict] = []
    if unclear.low > _UNCLEAR and asked.doubts >= _DOUBTS:
        found.append("unclear")
    if not asked.scored:
        return Reading(sums.responses, unclear=unclear, verdicts=tuple(found))
    facility, apart, firm = _facility(sums), discrimination(sums), _certain_wrong(sums, asked)
    unchosen = _unchosen(sums, asked)
    found += _of_scores(sums, facility, apart, asked)
    if firm is not None and sums.certain >= _CERTAIN and firm.low > _WRONG:
        found.append("certain")
    if unchosen:
        found.append("unchosen")
    verdicts = tuple(sorted(found, key=ORDER.index))
    return Reading(sums.responses, facility, apart, firm, unclear, verdicts, unchosen)


def _of_scores(sums: Sums, facility: Bounds, apart: Bounds | None, asked: Asked) -> list[Verdict]:
    """Verdicts on the key and on how hard it is.

    A discrimination surely under `FLAT` and not above 0 points to the key. Which distractor those
    choose who do well is not in the sums, so nothing is said of it.
    """
    found: list[Verdict] = []
    if apart is not None and apart.high < FLAT:
        found.append("key" if apart.value <= 0 and asked.right_or_wrong else "flat")
    if asked.right_or_wrong and facility.high < _SURELY_HARD:
        found.append("hard")
    if facility.value >= _EASY and facility.low > _SURELY_EASY:
        found.append("easy")
    return found


def share(of: float, all_of: int) -> Bounds:
    """A share with its bounds by Wilson's score interval.

    Source: E. B. Wilson (1927), Probable inference, the law of succession, and statistical
    inference, Journal of the American Statistical Association 22, 209-212.
    """
    z2 = _ONE_SIDED**2
    part, scale = of / all_of, 1 + z2 / all_of
    middle = (part + z2 / (2 * all_of)) / scale
    spread = part * (1 - part) / all_of + z2 / (4 * all_of**2)
    reach = _ONE_SIDED * math.sqrt(max(0.0, spread)) / scale
    return Bounds(part, max(0.0, middle - reach), min(1.0, middle + reach))


def discrimination(sums: Sums) -> Bounds | None:
    """The correlation of the item with the rest of the attempt; None where it would be chance.

    The bounds are Fisher's: z = artanh r has a standard error of 1 / sqrt(n - 3). Its error is
    widened as Tate found it for a score of two values, of which one is rare.

    Sources: R. A. Fisher (1921), On the "probable error" of a coefficient of correlation deduced
    from a small sample, Metron 1, 3-32; R. F. Tate (1954), Correlation between a discrete and a
    continuous variable, Annals of Mathematical Statistics 25, 603-607.
    """
    number = sums.rested
    credit = sums.rested_score_sum
    if number < ENOUGH or min(credit, number - credit) < _BOTH_WAYS:
        return None
    spread = _spread(number, credit, sums.rested_score_sq)
    spread_of_rest = _spread(number, sums.rest_sum, sums.rest_sq)
    if min(spread, spread_of_rest) < 1e-9:
        return None
    together = sums.cross_sum / number - credit * sums.rest_sum / number**2
    value = max(-1.0, min(1.0, together / math.sqrt(spread * spread_of_rest)))
    place = math.atanh(max(-0.999, min(0.999, value)))
    reach = _ONE_SIDED * math.sqrt(_widened(value, credit / number) / (number - 3))
    return Bounds(value, math.tanh(place - reach), math.tanh(place + reach))


def _widened(value: float, facility: float) -> float:
    """How much a rare score widens the variance: 1 + r² (1 - 6pq) / 4pq, and never less than 1."""
    rare = facility * (1 - facility)
    return max(1.0, 1 + value**2 * (1 - 6 * rare) / (4 * rare))


def _spread(number: int, total: float, squares: float) -> float:
    return squares / number - (total / number) ** 2


def _facility(sums: Sums) -> Bounds:
    return share(sums.score_sum, sums.responses)


def _certain_wrong(sums: Sums, asked: Asked) -> Bounds | None:
    """Of those who said that they were certain, the share that was not right."""
    if sums.confident < ENOUGH or not sums.certain or not asked.right_or_wrong:
        return None
    return share(sums.certain_wrong, sums.certain)


def _unchosen(sums: Sums, asked: Asked) -> tuple[str, ...]:
    """Distractors that nobody chose, though so many responses strayed from the key."""
    strayed = sums.responses - sums.score_sum
    if sums.responses < _UNCHOSEN or strayed < _STRAYED:
        return ()
    return tuple(one for one in asked.distractors if not asked.chosen.get(one))
