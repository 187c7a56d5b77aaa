"""Markdown in, safe HTML out: the face of the parser and the renderer.

No HTML of an author's passes, and nothing leaves but what `sanitising` lists. Same text, same HTML:
`RENDERER` goes up when that changes, so that stored HTML can be told to be old.
"""

from __future__ import annotations

from dataclasses import dataclass

from learning.content.addresses import Place
from learning.content.document import (
    CALLOUT_KINDS,
    Callout,
    CaseSlot,
    Document,
    Entry,
    Heading,
    Paragraph,
    Section,
    Segment,
    Sentence,
    Table,
)
from learning.content.inline import Image, Link
from learning.content.outline import parse

__all__ = [
    "CALLOUT_KINDS", "RENDERER", "Body", "Callout", "CaseSlot", "Document", "Entry", "Heading",
    "Image", "Link", "Paragraph", "Place", "Section", "Segment", "Sentence", "Table", "body",
    "parse", "render", "render_inline", "sections", "segments",
]  # fmt: skip

RENDERER = 1

NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Body:
    """A rendered module: its segments and its contents."""

    segments: tuple[Segment, ...]
    contents: tuple[Entry, ...]


# The engine is imported where it is used: the check imports this module, never renders, and is not
# to wait for an import that costs as much as checking a hundred modules.


def render(text: str, place: Place = NOWHERE) -> str:
    """A short text as HTML blocks.

    Headings, footnotes and callouts are not read: it has no ids, so that any number of short texts
    may share a page.
    """
    from learning.content import rendering

    return rendering.short(text, place)


def render_inline(text: str, place: Place = NOWHERE) -> str:
    """A short text for a label or a line: one paragraph stands without its `<p>`.

    A text of several blocks keeps them.
    """
    from learning.content import rendering

    return rendering.line(text, place)


def body(document: Document, place: Place = NOWHERE) -> Body:
    """A module's text: headings, footnotes, callouts, and slots for cases."""
    from learning.content import rendering

    return Body(*rendering.segments(document.source, place))


def segments(document: Document, place: Place = NOWHERE) -> tuple[Segment, ...]:
    """A module's text between its case slots."""
    return body(document, place).segments


def sections(document: Document, place: Place = NOWHERE) -> tuple[Section, ...]:
    """A case study's text by its headings of level 2. A case slot in it keeps only its words."""
    from learning.content import rendering

    return rendering.sections(document.source, place)
