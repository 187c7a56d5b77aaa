"""What of an item, or of a quiz, GIFT has no place for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from learning.content.model import Item, Matching, Multiple, Numeric, QuizFile, Single
from learning.interop.gift import numbers
from learning.interop.gift.keeping import FIELDS

#: fields of an item that are kept as they are, where they are not what they would be anyway
_COMMON = (
    "rev", "status", "objective", "level", "sources", "review", "critical", "context", "hint",
    "cases", "refresher",
)  # fmt: skip
#: what a reader of the list would not know by the names of the comments
_SAID = {
    "correct": "feedback.correct",
    "incorrect": "feedback.incorrect",
    "ids": "the ids of its options",
    "left": "the ids and feedback of its left sides",
    "right": "the ids and feedback of its right sides",
}
#: what stands in the text as well, or is told with another
_HELD = ("context", "order")
_OF_A_QUIZ = ("pass", "shuffle", "confidence", "feedback", "draw")


def kept(item: Item) -> dict[str, Any]:
    """The fields that comments keep, each as JSON has it."""
    values = item.model_dump(mode="json", exclude_defaults=True)
    fields: dict[str, Any] = {name: values[name] for name in _COMMON if name in values}
    if "context" in fields:
        fields["context"] = fields["context"].strip()
    if not isinstance(item, Numeric):
        said = values.get("feedback", {})
        fields |= {name: said[name] for name in ("correct", "incorrect") if name in said}
    return {name: value for name, value in (fields | _own(item)).items() if value is not None}


def _own(item: Item) -> dict[str, Any]:
    """What only items of its type have."""
    if isinstance(item, Single | Multiple):
        pinned = next((one.id for one in item.options if one.pin), None)
        score = {"score": item.score} if isinstance(item, Multiple) else {}
        return {"ids": [one.id for one in item.options], "pin": pinned, **score}
    if isinstance(item, Matching):
        used = dict.fromkeys(item.key[one.id] for one in item.left)
        rights = {one.id: one.feedback for one in item.right}
        ordered = {name: rights[name] for name in (*used, *rights)}
        order = None if [*ordered] == [*rights] else [*rights]
        left = {one.id: one.feedback for one in item.left}
        return {"left": left, "right": ordered, "order": order}
    if isinstance(item, Numeric):
        rel = item.tolerance.rel
        return {"unit": item.unit, "tolerance": None if rel is None else {"rel": rel}}
    return {}


def lost(item: Item) -> list[str]:
    """The names of the fields that only comments keep."""
    fields = kept(item)
    return [_SAID.get(name, name) for name in FIELDS if name in fields and name not in _HELD]


def of_quiz(quiz: QuizFile) -> tuple[str, ...]:
    """The rules of a quiz that are not written."""
    values = quiz.model_dump(by_alias=True, exclude_none=True)
    return tuple(name for name in _OF_A_QUIZ if name in values)


def allowed(item: Numeric) -> Decimal:
    """How far off the answer still counts, to the last digit: the wider of the two tolerances."""
    share = numbers.decimal(item.tolerance.rel or 0.0)
    answer = abs(numbers.decimal(item.answer))
    return max(numbers.decimal(item.tolerance.abs or 0.0), numbers.product(share, answer))


def is_true_or_false(item: Single) -> bool:
    """Whether a single asks for True or False, in this order and in these words."""
    return [one.text.strip() for one in item.options] == ["True", "False"]
