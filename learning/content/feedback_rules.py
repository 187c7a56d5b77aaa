"""Rules of feedback: whoever responds wrongly to a live item is told why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from learning.content.model import (
    Choice,
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

_SHOWN = ("live", "watch")


class Teller(Protocol):
    """Keeps a problem with a part of an item."""

    def __call__(self, rule: str, message: str, *path: str | int) -> None:
        """`path` leads from the item to the part."""


def check_feedback(item: Item, tell: Teller) -> None:
    """An item that is shown has feedback for every wrong response; drafts may still lack it.

    Where a wrong option can be told from a right one each needs its own; elsewhere one
    `feedback.incorrect` for the whole item will do.
    """
    if item.status not in _SHOWN or isinstance(item, Reflect):
        return
    if isinstance(item, Single | Multiple | Judgement):
        _options(item, tell)
    elif item.feedback.incorrect is None:
        _whole(item, tell)


def _options(item: Single | Multiple | Judgement, tell: Teller) -> None:
    options: Sequence[Option | Choice] = item.options
    for at, option in enumerate(options):
        right = isinstance(option, Option) and option.correct
        if not right and option.feedback is None:
            which = "option" if isinstance(item, Judgement) else "wrong option"
            lacks = f"the {which} '{option.id}' has no feedback: say why, add feedback"
            tell("feedback", lacks, "options", at)


def _whole(item: Ordering | Matching | Numeric, tell: Teller) -> None:
    lists = {Ordering: ("steps", "distractors"), Matching: ("left",), Numeric: ()}[type(item)]
    lacking = [
        (name, at, entry.id)
        for name in lists
        for at, entry in enumerate(getattr(item, name))
        if entry.feedback is None
    ]
    if isinstance(item, Numeric):
        tell("feedback", "no feedback for a wrong number: add incorrect under feedback", "feedback")
    elif lacking:
        name, at, named = lacking[0]
        lacks = f"'{named}' has no feedback: add it, or incorrect under the item's feedback"
        tell("feedback", lacks, name, at)
