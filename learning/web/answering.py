"""How attempts are shown and filled in: one item with its feedback, or a whole quiz on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template

from learning.assessment import Raw
from learning.progress import attempting
from learning.progress.attempts import Open
from learning.web import database, item_pages, moments, shelves
from learning.web.item_pages import ItemPage
from learning.web.pinned import pinned

_SPLIT = "."
"""Between an item's id and a field's name on a page with many items: in no id; sent as it is."""


def page_of(attempt: Open, item: str) -> ItemPage:
    """One item as its page shows it."""
    session, shelf, row = database.session(), shelves.shelf(), attempt.row
    course = shelf.release(session, row.release_id)
    text = shelf.module(session, course.by_id[row.module].sha256)
    pieces = shelf.pieces(session, attempt.quiz.sha256[item])
    return item_pages.item_page(attempt, pinned(pieces, course, row.module, text), item)


def pages(attempt: Open) -> list[ItemPage]:
    """Every item of an attempt, in the order shown."""
    return [page_of(attempt, item) for item in attempt.order]


def item_page(attempt: Open, item: str, *, raw: Raw | None = None, refusal: str = "") -> str:
    """The page of one item; with a refusal, as it was filled in."""
    page = page_of(attempt, item)
    return render_template(
        "attempts/item.html",
        attempt=attempt,
        module=module_of(attempt),
        item=page,
        filled=raw if raw is not None else page.filled,
        refusal=refusal,
        left=attempt.left,
        asks=attempt.quiz.file.confidence,
    )


def quiz_page(attempt: Open, refusals: Mapping[str, str], *, raw: Raw | None = None) -> str:
    """The whole quiz; what was typed wins over what is saved."""
    found = pages(attempt)
    typed = _by_item(raw) if raw else None
    filled = {page.id: page.filled if typed is None else typed.get(page.id, {}) for page in found}
    return render_template(
        "attempts/quiz.html",
        attempt=attempt,
        module=module_of(attempt),
        pages=found,
        filled=filled,
        refusals=refusals,
        problems=[(f"item-{item}", text) for item, text in refusals.items()],
        left=attempt.left,
        asks=attempt.quiz.file.confidence,
    )


def doubt_page(
    attempt: Open, item: str, *, note: str, said: bool = False, refusal: str = ""
) -> str:
    """The page on which an item is said to be unclear; `said`: it was before."""
    return render_template(
        "attempts/unclear.html",
        attempt=attempt,
        item=page_of(attempt, item),
        back=home_of(attempt, item),
        note=note,
        said=said,
        refusal=refusal,
    )


def home_of(attempt: Open, item: str) -> str:
    """Where an item is shown: on a page of its own, among the others, or in the result."""
    base = f"/attempts/{attempt.row.public_id}"
    if attempt.ended:
        return f"{base}/result#item-{item}"
    return f"{base}/items/{item}" if attempt.at_once else f"{base}#item-{item}"


def save_all(attempt: Open, raw: Raw) -> dict[str, str]:
    """Save every item that is filled in, and hand the quiz in where that was asked.

    Returns why each other item was not saved, by item. An empty one is refused only when the quiz
    is handed in. What could be saved stays saved.
    """
    typed = _by_item(raw)
    fields = {item: typed.get(item, {}) for item in attempt.order}
    filled = {
        item: values
        for item, values in fields.items()
        if any(any(one) for one in values.values()) or _wanted(raw, attempt, item)
    }
    act = attempting.hand_in if "hand_in" in raw else attempting.save
    refusals = act(database.session(), attempt, filled, at=moments.now())
    if refusals:
        database.keep()
    return refusals


def place(attempt: Open, raw: Raw) -> str:
    """Where on the page to go on: at the item whose button was pressed, if it is one of them."""
    asked = [item for item in raw.get("save", ()) if item in attempt.order]
    return f"#item-{asked[0]}" if asked else ""


def _wanted(raw: Raw, attempt: Open, item: str) -> bool:
    """Whether an empty item is one to complain about: it was asked to be saved, or all were."""
    return item in raw.get("save", ()) or ("hand_in" in raw and item in attempt.left)


def _by_item(raw: Raw) -> dict[str, dict[str, Sequence[str]]]:
    """The fields of a page with many items, item by item."""
    found: dict[str, dict[str, Sequence[str]]] = {}
    for name, values in raw.items():
        item, split, field = name.partition(_SPLIT)
        if split:
            found.setdefault(item, {})[field] = values
    return found


def module_of(attempt: Open) -> Any:
    """The module's entry in the release that the attempt is pinned to."""
    course = shelves.shelf().release(database.session(), attempt.row.release_id)
    return course.by_id[attempt.row.module]
