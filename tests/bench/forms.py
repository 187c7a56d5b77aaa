"""What a learner sends: the fields of a form for a right response, and for one that is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from learning.assessment import Response, write
from learning.content.model import (
    Item,
    Judgement,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Single,
)

Fields = Mapping[str, Sequence[str]]


def right(item: Item) -> Fields:
    """The fields of a response that scores in full, with a word on how sure."""
    return {**write(item, _key(item)), "confidence": ["sure"]}


def first_shown(item: Item, shown: Sequence[str]) -> Fields:
    """The fields of somebody who takes what comes first; right only by chance."""
    if isinstance(item, Single):
        return {"choice": [shown[0]], "confidence": ["guessing"]}
    return right(item)


def _key(item: Item) -> Response:
    match item:
        case Single() | Multiple():
            return {"chosen": sorted(option.id for option in item.options if option.correct)}
        case Judgement():
            return {"chosen": [max(item.panel.votes, key=lambda one: item.panel.votes[one])]}
        case Ordering():
            return {"order": [step.id for step in item.steps]}
        case Matching():
            return {"pairs": dict(item.key)}
        case Numeric():
            return {"value": f"{item.answer:g}"}
        case _:
            return {"criteria": [criterion.id for criterion in item.criteria]}
