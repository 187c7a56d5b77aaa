"""Items, responses and forms at random, for the rules that hold for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from learning.assessment.responses import Response
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
from tests.assessment.items import (
    judgement,
    matching,
    multiple,
    numeric,
    ordering,
    quiz,
    reflect,
    single,
)

IDS = "abcdefghijkl"


def _some(draw: st.DrawFn, least: int, most: int) -> list[str]:
    return list(IDS[: draw(st.integers(least, most))])


@st.composite
def singles(draw: st.DrawFn) -> Single:
    ids = _some(draw, 2, 6)
    return single(ids, key=draw(st.sampled_from(ids)))


@st.composite
def multiples(draw: st.DrawFn, score: str | None = None) -> Multiple:
    ids, none = _some(draw, 2, 6), draw(st.booleans())
    keys = draw(st.lists(st.sampled_from(ids), min_size=0 if none else 1, unique=True))
    score = score or draw(st.sampled_from(["all", "each", "net"]))
    return multiple(ids, keys=keys, none_correct=none, score=score)


@st.composite
def orderings(draw: st.DrawFn, score: str | None = None) -> Ordering:
    score = score or draw(st.sampled_from(["exact", "lcs"]))
    wrong = [f"not-{one}" for one in _some(draw, 0, 3)]
    return ordering(_some(draw, 2, 6), distractors=wrong, score=score)


@st.composite
def matchings(draw: st.DrawFn) -> Matching:
    right = [f"right-{one}" for one in _some(draw, 2, 5)]
    key = {left: draw(st.sampled_from(right)) for left in _some(draw, 2, 5)}
    return matching(key, right=right)


@st.composite
def numerics(draw: st.DrawFn) -> Numeric:
    tolerance = draw(st.sampled_from([{"abs": 0.0}, {"abs": 0.1}, {"rel": 0.05}, {"rel": 0.0}]))
    unit = draw(st.sampled_from([None, "%", "minutes"]))
    ends = sorted(draw(st.lists(st.integers(-50, 50), min_size=2, max_size=2)))
    near = [{"range": ends, "feedback": "You counted one record twice."}]
    expected = draw(st.decimals(-1000, 1000, places=2))
    return numeric(float(expected), tolerance=tolerance, unit=unit, near=near)


@st.composite
def reflects(draw: st.DrawFn) -> Reflect:
    return reflect(_some(draw, 1, 5), store=draw(st.sampled_from(["none", "private"])))


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    votes = {one: draw(st.integers(0, 9)) for one in _some(draw, 2, 6)}
    return judgement(votes | {"a": votes["a"] + 1})


def items() -> st.SearchStrategy[Item]:
    """An item of any type."""
    scored = st.one_of(singles(), multiples(), orderings(), matchings(), numerics(), judgements())
    return st.one_of(scored, reflects())


def shown_of(item: Item) -> list[str]:
    """Every part that an attempt shows, in the author's order."""
    match item:
        case Single() | Multiple() | Judgement():
            return [one.id for one in item.options]
        case Ordering():
            return [one.id for one in (*item.steps, *item.distractors)]
        case Matching():
            return [one.id for one in item.right]
        case Reflect():
            return [one.id for one in item.criteria]
        case Numeric():
            return []


def key_of(item: Item) -> Response | None:
    """The response that is right, or None for a reflection."""
    match item:
        case Single() | Multiple():
            return {"chosen": sorted(one.id for one in item.options if one.correct)}
        case Judgement():
            return {"chosen": [max(item.panel.votes, key=lambda one: item.panel.votes[one])]}
        case Ordering():
            return {"order": [one.id for one in item.steps]}
        case Matching():
            return {"pairs": dict(item.key)}
        case Numeric():
            return {"value": f"{item.answer:.2f}"}
        case Reflect():
            return None


@st.composite
def responses(draw: st.DrawFn, item: Item) -> Response:
    """A response a learner could have given to this item."""
    shown = shown_of(item)
    match item:
        case Single() | Judgement():
            return {"chosen": [draw(st.sampled_from(shown))]}
        case Multiple():
            return {"chosen": _ticks(draw, shown, 0 if item.none_correct else 1)}
        case Ordering():
            return {"order": draw(st.permutations(shown))[: len(item.steps)]}
        case Matching():
            return {"pairs": {one.id: draw(st.sampled_from(shown)) for one in item.left}}
        case Numeric():
            return {"value": str(draw(st.integers(-1100, 1100)))}
        case Reflect():
            text = draw(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=40))
            private: dict[str, Any] = {"text": text} if item.store == "private" else {}
            return {"criteria": _ticks(draw, shown, 0), **private}


def _ticks(draw: st.DrawFn, shown: Sequence[str], least: int) -> list[str]:
    return sorted(draw(st.lists(st.sampled_from(shown), min_size=least, unique=True)))


@st.composite
def taken(draw: st.DrawFn) -> tuple[Item, Response]:
    """An item with a response to it."""
    item = draw(items())
    return item, draw(responses(item))


@st.composite
def forms(draw: st.DrawFn, item: Item) -> dict[str, list[str]]:
    """Anything a browser, or somebody without one, could send."""
    ids = [*shown_of(item), *IDS, "none", ""]
    fields = ["choice", "criterion", "value", "text", "confidence", "csrf_token"]
    families = [f"{family}-{one}" for family in ("place", "pair") for one in ids]
    names = st.one_of(st.sampled_from(fields + families), st.text(max_size=5))
    numbers = st.from_regex(r"[-+]?[0-9., ]{0,6}(e[0-9]{3})?( ?%| minutes)?", fullmatch=True)
    values = st.one_of(st.sampled_from(ids), st.text(max_size=9), numbers, st.sampled_from("12345"))
    return draw(st.dictionaries(names, st.lists(values, max_size=4), max_size=8))


@st.composite
def quizzes(draw: st.DrawFn) -> QuizFile:
    """A bank over a few objectives, with or without a draw."""
    bank = [
        item.model_copy(
            update={
                "id": f"item-{at}",
                "objective": draw(st.sampled_from(["ask", "check", "speak"])),
                "status": draw(st.sampled_from(["live", "live", "watch", "draft", "retired"])),
                "critical": draw(st.integers(0, 4)) == 0,
            }
        )
        for at, item in enumerate(draw(st.lists(items(), min_size=1, max_size=10)))
    ]
    whole = quiz([single()], shuffle={"items": draw(st.booleans()), "options": draw(st.booleans())})
    n = draw(st.none() | st.integers(1, 8))
    drawn = quiz([single()], draw={"n": n}).draw if n else None
    return whole.model_copy(update={"items": bank, "draw": drawn})
