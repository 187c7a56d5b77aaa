"""Small builders of items and quizzes: only what a test is about is said in the test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

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


def common(**more: Any) -> dict[str, Any]:
    """What every item has, unless said otherwise."""
    review = {"last": "2027-03-01", "by": "Debrief editors", "due": "2028-03-01"}
    return {
        "id": "door",
        "rev": 1,
        "status": "live",
        "objective": "confirm-identity",
        "sources": [{"id": "handbook"}],
        "review": review,
        "level": "apply",
        "prompt": "What do you do at the door?",
        **more,
    }


def parts(ids: Iterable[str]) -> list[dict[str, Any]]:
    """Options, steps, sides or criteria: the text is the id."""
    return [{"id": one, "text": one} for one in ids]


def options(
    ids: Iterable[str], keys: Iterable[str], last: Iterable[str] = ()
) -> list[dict[str, Any]]:
    """Options of which `keys` are right and `last` are pinned."""
    keys, last = list(keys), list(last)
    pins = {one: {"pin": "last"} for one in last}
    return [one | {"correct": one["id"] in keys} | pins.get(one["id"], {}) for one in parts(ids)]


def single(
    ids: Iterable[str] = "abcd", *, key: str = "b", last: Iterable[str] = (), **more: Any
) -> Single:
    """One right option."""
    return Single.model_validate(common(type="single", options=options(ids, [key], last), **more))


def multiple(
    ids: Iterable[str] = "abcd",
    *,
    keys: Iterable[str] = "ab",
    last: Iterable[str] = (),
    **more: Any,
) -> Multiple:
    """Any number of right options."""
    return Multiple.model_validate(
        common(type="multiple", options=options(ids, keys, last), **more)
    )


def ordering(
    steps: Iterable[str] = "abcd", *, distractors: Iterable[str] = "", **more: Any
) -> Ordering:
    """Steps in their right order."""
    wrong = parts(distractors)
    return Ordering.model_validate(
        common(type="ordering", steps=parts(steps), distractors=wrong, **more)
    )


def matching(
    key: Mapping[str, str] | None = None, *, right: Iterable[str] = "xyz", **more: Any
) -> Matching:
    """Left sides as the key has them."""
    key = {"a": "x", "b": "y"} if key is None else dict(key)
    sides = {"left": parts(key), "right": parts(right)}
    return Matching.model_validate(common(type="matching", key=key, **sides, **more))


def numeric(expected: float = 12.5, **more: Any) -> Numeric:
    """A number, exactly, unless a tolerance is said."""
    return Numeric.model_validate(common(type="numeric", answer=expected, **more))


def reflect(criteria: Iterable[str] = "abc", **more: Any) -> Reflect:
    """A reflection that keeps no text, unless `store` says so."""
    more = {"model_answer": "I would ask the child.", "criteria": parts(criteria), **more}
    return Reflect.model_validate(common(type="reflect", **more))


def judgement(votes: Mapping[str, int] | None = None, **more: Any) -> Judgement:
    """Options as the panel voted for them."""
    votes = {"a": 2, "b": 8, "c": 0} if votes is None else dict(votes)
    panel = {"n": max(5, sum(votes.values())), "date": "2027-02-01", "votes": votes}
    more = {"options": parts(votes), "panel": panel, "rationale": "Time was short.", **more}
    return Judgement.model_validate(common(type="judgement", **more))


def quiz(items: Sequence[Item], *, percent: int = 80, **more: Any) -> QuizFile:
    """A quiz of these items, passed at 80 %."""
    whole = {"pass": {"percent": percent}, "items": [dump(item) for item in items], **more}
    return QuizFile.model_validate(whole)


def dump(item: Item) -> dict[str, Any]:
    """An item as an author writes it."""
    written = item.model_dump(exclude_unset=True)
    review = {name: str(value) for name, value in written["review"].items()}
    panel = {"panel": written["panel"] | {"date": "2027-02-01"}} if "panel" in written else {}
    return written | {"review": review} | panel
