"""Parts of pages that are the same for everybody: rendered once for each release, then reused.

Keyed by the hashes of what they show, so that a new release or a retracted case is a new key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, current_app, render_template
from markupsafe import Markup

from learning.cases import library as finding
from learning.content.blobs import ModuleEntry
from learning.content.document import Segment
from learning.content.model import ModuleCase
from learning.keeping import Kept
from learning.releases.shapes import Course, Library, Module
from learning.web import case_pages, shelves
from learning.web.case_pages import CaseCard
from learning.web.pinned import pinned

_MOST = 3_000_000
"""Bytes of memory for a process: some hundred and fifty modules."""


def install(app: Flask) -> None:
    """Keep fragments for this site."""
    app.extensions["fragments"] = Kept[Any, bytes](_MOST)


def article(course: Course, ref: ModuleEntry, text: Module) -> bytes:
    """A module's text with its cases in their places, and the cases near it."""
    library = shelves.library()
    kept: Kept[Any, bytes] = current_app.extensions["fragments"]
    key = (course.release.release_id, ref.sha256, library.version)
    made = kept.get(key)
    if made is None:
        made = drawn(course, ref, text, library).encode()
        kept.put(key, made, len(made))
    return made


def drawn(course: Course, ref: ModuleEntry, text: Module, library: Library) -> str:
    """A module's text as its page shows it, made anew."""
    slots = [segment.case for segment in text.page.segments if segment.case]
    told = {one.id: one for one in text.front.cases}
    article = render_template(
        "courses/article.html",
        course=course,
        text=text,
        segments=[_segment(library, told, segment) for segment in text.page.segments],
        asked=[card for name in told if name not in slots and (card := _card(library, told, name))],
        related=case_pages.cards(library, finding.related(library, ref, slots)),
        sources=_sources(course, text),
    )
    made: str = pinned(article, course, ref.id, text)
    return made


def _segment(library: Library, told: Mapping[str, ModuleCase], segment: Segment) -> dict[str, Any]:
    """A stretch of text, or a case in its place; a case that is gone leaves a placeholder."""
    name = segment.case
    card = _card(library, told, name) if name else None
    return {"html": Markup(segment.html), "case": card, "gone": bool(name) and card is None}


def _card(library: Library, told: Mapping[str, ModuleCase], name: str) -> CaseCard | None:
    case, said = library.cases.get(name), told.get(name)
    if case is None:
        return None
    return case_pages.card(library, case, said.why if said else "", said.ask if said else "")


def _sources(course: Course, text: Module) -> list[tuple[str, str]]:
    titles = {source.id: source.title for source in course.front.sources}
    return [(titles.get(one.id, one.id), one.locator or "") for one in text.front.sources]
