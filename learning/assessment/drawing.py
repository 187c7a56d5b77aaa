"""What one attempt shows: which items, in which order, and each item's parts in which order.

The draw is stored with the attempt and never drawn again, so nothing may rely on a seed giving the
same draw in a later version.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from learning.content.model import (
    Item,
    Judgement,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    QuizFile,
    Reflect,
    Single,
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """An item as one attempt shows it.

    `shown` holds, in order, the ids of its options (single, multiple, judgement), steps with
    distractors (ordering), right sides (matching; the left keep the author's order) or criteria
    (reflect); nothing for numeric.
    """

    item_id: str
    shown: tuple[str, ...]


def counts(item: Item) -> bool:
    """Whether the item is scored. Items on watch and reflections are shown and never scored."""
    return item.status == "live" and not isinstance(item, Reflect)


def draw(quiz: QuizFile, seed: int) -> tuple[Drawn, ...]:
    """The live and watch items of one attempt, in the order to show them.

    Without `draw` all are shown. With it `n` are, spread over the objectives; scored critical items
    are always among them, even beyond `n`.
    """
    rng = random.Random(seed)
    items = [item for item in quiz.items if item.status in ("live", "watch")]
    if quiz.draw is not None:
        items = _spread(items, quiz.draw.n, rng)
    if quiz.shuffle.items:
        rng.shuffle(items)
    return tuple(Drawn(item.id, tuple(_shown(item, quiz, rng))) for item in items)


def _spread(items: Sequence[Item], n: int, rng: random.Random) -> list[Item]:
    """The critical items, then one at a time from the objective with fewest so far.

    Of objectives with none so far, those with a scored item go first: an attempt is never made of
    unscored items alone while there are scored ones, or it would pass by chance of the draw.
    """
    critical = [item for item in items if item.critical and counts(item)]
    taken = {item.id for item in critical}
    tally = Counter(item.objective for item in critical)
    waiting = _waiting([item for item in items if item.id not in taken], tally, rng)
    while len(taken) < n and waiting:
        least = min(
            waiting, key=lambda one: (tally[one], not (tally[one] or counts(waiting[one][0])))
        )
        taken.add(waiting[least].pop(0).id)
        tally[least] += 1
        waiting = {objective: queue for objective, queue in waiting.items() if queue}
    return [item for item in items if item.id in taken]


def _waiting(
    items: Sequence[Item], tally: Mapping[str, int], rng: random.Random
) -> dict[str, list[Item]]:
    """The rest by objective, both drawn at random; a first of its objective is a scored one."""
    objectives = sorted({item.objective for item in items})
    rng.shuffle(objectives)
    waiting: dict[str, list[Item]] = {}
    for objective in objectives:
        queue = [item for item in items if item.objective == objective]
        rng.shuffle(queue)
        scored = next((item for item in queue if counts(item)), None)
        if scored is not None and not tally.get(objective):
            queue.remove(scored)
            queue.insert(0, scored)
        waiting[objective] = queue
    return waiting


def _shown(item: Item, quiz: QuizFile, rng: random.Random) -> list[str]:
    """Parts in drawn order. Steps and right sides always are: the written order gives the key."""
    match item:
        case Single() | Multiple():
            loose = [option.id for option in item.options if option.pin is None]
            pinned = [option.id for option in item.options if option.pin == "last"]
            return _shuffled(loose, rng) + pinned if quiz.shuffle.options else loose + pinned
        case Judgement():
            choices = [option.id for option in item.options]
            return _shuffled(choices, rng) if quiz.shuffle.options else choices
        case Ordering():
            return _steps(item, rng)
        case Matching():
            return _shuffled([side.id for side in item.right], rng)
        case Reflect():
            return [criterion.id for criterion in item.criteria]
        case Numeric():
            return []


def _steps(item: Ordering, rng: random.Random) -> list[str]:
    """Steps and distractors mixed, and the steps among them never already in the right order."""
    steps = [step.id for step in item.steps]
    shown = _shuffled([*steps, *(one.id for one in item.distractors)], rng)
    if [one for one in shown if one in steps] == steps:
        first, second = (shown.index(step) for step in steps[:2])
        shown[first], shown[second] = shown[second], shown[first]
    return shown


def _shuffled(ids: Sequence[str], rng: random.Random) -> list[str]:
    return rng.sample(ids, len(ids))
