"""What an attempt comes to: whether it passed, and what its learner may want to read again.

The outcome decides a completion. The summary is for the learner alone: it goes on no other page,
into no export and to no supervisor.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from learning.assessment.confidence import Confidence
from learning.content.model import Judgement, QuizFile

#: What an attempt shows of an objective. A word, never a number.
Holding = Literal["held", "shaky", "not yet"]

# 29 right of 100 come to a little under 29 %; nobody misses a pass mark by less than this.
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Scored:
    """One scored item of an attempt. An item shown and left without a response scores 0."""

    item_id: str
    score: float
    critical: bool
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`score` is the mean from 0 to 1; `right` of `of` items have a full score.

    `failed_critical` names the critical items without one, in the order given.
    """

    score: float
    passed: bool
    right: int
    of: int
    failed_critical: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What is held, objective by objective in the quiz's order, and what is held wrongly.

    `held_wrongly` names the items the learner was certain of without a full score. A judgement item
    is never among them: fewer votes do not make a choice wrong.
    """

    objectives: Mapping[str, Holding]
    held_wrongly: tuple[str, ...]


def outcome(quiz: QuizFile, scored: Sequence[Scored]) -> Outcome:
    """The result of an attempt from every item that counts (`drawing.counts`) and was shown.

    Passed when the mean reaches the pass mark and every critical item is right. With no scored item
    there is nothing to fail: it passes.
    """
    failed = tuple(one.item_id for one in scored if one.critical and one.score < 1)
    total = math.fsum(one.score for one in scored)
    mean = total / len(scored) if scored else 1.0
    return Outcome(
        score=mean,
        passed=not failed and mean * 100 + _SLACK >= quiz.pass_.percent,
        right=sum(one.score >= 1 for one in scored),
        of=len(scored),
        failed_critical=failed,
    )


def summary(quiz: QuizFile, scored: Sequence[Scored]) -> Summary:
    """What the result page tells the learner. Objectives without a scored item are left out."""
    by_id = {one.item_id: one for one in scored}
    of_objective: dict[str, list[Scored]] = {}
    for item in quiz.items:
        if item.id in by_id:
            of_objective.setdefault(item.objective, []).append(by_id[item.id])
    judged = {item.id for item in quiz.items if isinstance(item, Judgement)}
    certain = [one for one in scored if one.confidence is Confidence.CERTAIN and one.score < 1]
    return Summary(
        objectives=MappingProxyType({one: _holding(of_objective[one]) for one in of_objective}),
        held_wrongly=tuple(one.item_id for one in certain if one.item_id not in judged),
    )


def _holding(scored: Sequence[Scored]) -> Holding:
    """Held: all right, none by guessing. Not yet: less than half. Shaky: between the two."""
    if all(one.score >= 1 for one in scored):
        guessed = any(one.confidence is Confidence.GUESSING for one in scored)
        return "shaky" if guessed else "held"
    total = math.fsum(one.score for one in scored)
    return "shaky" if total * 2 >= len(scored) else "not yet"
