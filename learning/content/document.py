"""What a Markdown text holds, and what it becomes, as values.

Every line number is a line of the author's file, front matter counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from learning.content.inline import Image, Link

CALLOUT_KINDS = ("note", "aviation", "practice", "reflect", "safety")
_STOP = re.compile(r"[.!?:][\"'”’)\]]*\s+(?=[\"'“‘(]?[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its words without markup, and the id it has on the page."""

    level: int
    text: str
    id: str
    line: int


@dataclass(frozen=True, slots=True)
class Callout:
    """`!!! kind "Title"`. `sound` is false where the line cannot be read as that."""

    kind: str
    title: str | None
    line: int
    sound: bool = True


@dataclass(frozen=True, slots=True)
class CaseSlot:
    """`!!! case "id"`; an empty id where none is given. Only one at the margin becomes a card."""

    id: str
    line: int
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or rows of cells that lack the header every table needs."""

    line: int
    has_header: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running words without markup, line breaks kept: a paragraph or the text of a list entry."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the line it starts on, and how many words it has."""

    line: int
    text: str
    words: int


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown text and what it holds, each with its line in the file."""

    source: str
    first_line: int
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    callouts: tuple[Callout, ...]
    cases: tuple[CaseSlot, ...]
    tables: tuple[Table, ...]
    raw_html: tuple[int, ...]
    paragraphs: tuple[Paragraph, ...]
    words: int

    @property
    def case_ids(self) -> tuple[str, ...]:
        """The cases whose slots stand in the text, each once, in order."""
        return tuple(dict.fromkeys(slot.id for slot in self.cases if slot.id))

    def sentences_over(self, most: int) -> tuple[Sentence, ...]:
        """Sentences of more than `most` words. An abbreviation's stop may end one early."""
        long = []
        for paragraph in self.paragraphs:
            start = 0
            for end in [*(m.end() for m in _STOP.finditer(paragraph.text)), len(paragraph.text)]:
                text = paragraph.text[start:end]
                if (words := len(text.split())) > most:
                    line = paragraph.line + paragraph.text.count("\n", 0, start)
                    long.append(Sentence(line, text.strip(), words))
                start = end
        return tuple(long)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a rendered text; with `case`, the author's words on a case whose card goes here.

    The card itself is drawn at request time, so that a retracted case is gone everywhere at once.
    """

    html: str
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents; `id` is the heading's on the page."""

    id: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading of level 2. Words before the first have an empty title."""

    id: str
    title: str
    html: str
