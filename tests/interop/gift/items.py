"""Items with texts as people might write them, and worse: for tests of what GIFT holds."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter

from learning.content.model import Item, QuizFile
from learning.content.reading import control
from learning.interop.gift.fitting import Ground
from tests.content.written import item_values

ITEM: TypeAdapter[Item] = TypeAdapter(Item)
MARKS = "=~#{}:\\%[]-> \nTn/\"'*_`<&|"
_ODD = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp"))


def _is_told(text: str) -> bool:
    """Whether a text may stand in an item; `-&gt;` is how an arrow is written."""
    return bool(text) and not control(text) and "-&gt;" not in text


TEXTS = (
    st.text(st.one_of(st.sampled_from(MARKS), _ODD), max_size=30).map(str.strip).filter(_is_told)
)
MAYBE = st.none() | TEXTS
IDS = ("a", "b", "c", "d", "e")


def ground(**changed: Any) -> Ground:
    """A module with one objective and one source."""
    values: dict[str, Any] = {
        "objectives": {"check-identity": ("the-guidance",)},
        "sources": frozenset({"the-guidance"}),
        "cases": frozenset({"cp-02-wrong-door"}),
        "objective": "check-identity",
        "source": None,
        "today": dt.date(2026, 11, 25),
        "due": dt.date(2027, 11, 25),
        "module": "identity",
    }
    return Ground(**{**values, **changed})


def item(kind: str = "single", **changed: Any) -> Item:
    """An item, a field of None left out."""
    values = item_values(kind, **changed)
    return ITEM.validate_python({name: one for name, one in values.items() if one is not None})


def quiz(*items: Item) -> QuizFile:
    """A quiz of these items."""
    return QuizFile.model_validate({"pass": {"percent": 80}, "items": list(items)})


def bare(item: Item) -> dict[str, Any]:
    """An item as values, without what always changes: everything arrives as a draft."""
    values = item.model_dump(exclude_none=True)
    values.pop("status")
    return values


def _said(**texts: str | None) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text is not None}


@st.composite
def _options(draw: st.DrawFn, keys: st.SearchStrategy[int]) -> list[dict[str, Any]]:
    texts = draw(st.lists(TEXTS, min_size=2, max_size=5, unique=True))
    many = min(draw(keys), len(texts))
    right = set(draw(st.permutations(range(len(texts))))[:many])
    return [
        {
            "id": IDS[at],
            "text": text,
            "correct": at in right,
            **_said(feedback=draw(MAYBE)),
        }
        for at, text in enumerate(texts)
    ]


@st.composite
def _sides(draw: st.DrawFn) -> dict[str, Any]:
    left = draw(st.lists(TEXTS, min_size=2, max_size=4))
    right = draw(st.lists(TEXTS, min_size=2, max_size=4, unique=True))
    lefts, rights = IDS[: len(left)], [f"r{at}" for at in range(len(right))]
    return {
        "left": [
            {"id": name, "text": text, **_said(feedback=draw(MAYBE))}
            for name, text in zip(lefts, left, strict=True)
        ],
        "right": [{"id": name, "text": text} for name, text in zip(rights, right, strict=True)],
        "key": {name: draw(st.sampled_from(rights)) for name in lefts},
    }


_NUMBERS = st.floats(-1e6, 1e6).map(lambda one: round(one, 4) + 0.0) | st.integers(-99, 99).map(
    float
)


@st.composite
def _number(draw: st.DrawFn) -> dict[str, Any]:
    answer = draw(_NUMBERS)
    off = round(draw(st.floats(0, 50)), 3)
    far = round(answer + off + 1, 4)
    near = [{"range": [far, far + 2], "feedback": draw(TEXTS)}] if draw(st.booleans()) else []
    share = {"rel": round(draw(st.floats(0, 1)), 3)}
    return {
        "answer": answer,
        "tolerance": share if draw(st.booleans()) else {"abs": off},
        "unit": draw(st.none() | st.just("working days")),
        "near": near,
    }


@st.composite
def items(draw: st.DrawFn, item_id: str = "an-item") -> Item:
    """An item of any type that GIFT can hold, with odd texts in every field."""
    kind = draw(st.sampled_from(["single", "truth", "multiple", "matching", "numeric"]))
    own: dict[str, Any]
    if kind == "truth":
        own = {
            "options": [
                {"id": "yes", "text": "True", "correct": True, **_said(feedback=draw(MAYBE))},
                {"id": "no", "text": "False", **_said(feedback=draw(MAYBE))},
            ]
        }
    elif kind == "single":
        own = {"options": draw(_options(st.just(1)))}
    elif kind == "multiple":
        own = {"options": draw(_options(st.integers(1, 5)))}
        own["score"] = draw(st.sampled_from(["all", "each", "net"]))
    else:
        own = draw(_sides()) if kind == "matching" else draw(_number())
    feedback = _said(correct=draw(MAYBE), incorrect=draw(MAYBE), general=draw(MAYBE))
    shared = {
        "id": item_id,
        "prompt": draw(TEXTS),
        "context": draw(MAYBE),
        "hint": draw(MAYBE),
        "critical": draw(st.booleans()),
        "rev": draw(st.integers(1, 9)),
        "feedback": feedback,
        "sources": [{"id": "the-guidance", "locator": "page 3"}],
    }
    return item({"truth": "single"}.get(kind, kind), **own, **shared)
