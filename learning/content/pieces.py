"""The rendered pieces of an item: each text apart, so that a page can put them in any order."""

from __future__ import annotations

from collections.abc import Sequence

from learning.content.addresses import Place
from learning.content.blobs import ItemHtml, Part
from learning.content.markdown import render, render_inline
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
    Step,
)


def item_html(item: Item, place: Place) -> ItemHtml:
    """Render every text of an item. Ids of options, steps and sides are the author's."""
    pieces = ItemHtml(
        prompt=render(item.prompt, place),
        context=_maybe(item.context, place),
        hint=_maybe(item.hint, place),
        feedback={name: render(text, place) for name, text in item.feedback if text is not None},
    )
    return pieces.model_copy(update=_own(item, place))


def _own(item: Item, place: Place) -> dict[str, object]:
    """The pieces that only items of this type have."""
    match item:
        case Single() | Multiple():
            return {"options": _parts(item.options, place)}
        case Ordering():
            return {"options": _parts([*item.steps, *item.distractors], place)}
        case Matching():
            return {"left": _parts(item.left, place), "right": _parts(item.right, place)}
        case Numeric():
            return {"near": tuple(render(near.feedback, place) for near in item.near)}
        case Reflect():
            criteria = {one.id: render_inline(one.text, place) for one in item.criteria}
            return {"model_answer": render(item.model_answer, place), "criteria": criteria}
        case Judgement():
            rationale = render(item.rationale, place)
            return {"options": _parts(item.options, place), "rationale": rationale}


def _parts(parts: Sequence[Option | Step | Choice], place: Place) -> dict[str, Part]:
    return {
        part.id: Part(text=render_inline(part.text, place), feedback=_maybe(part.feedback, place))
        for part in parts
    }


def _maybe(text: str | None, place: Place) -> str | None:
    return None if text is None else render(text, place)
