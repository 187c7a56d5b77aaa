"""Where on a page a line of an author's text is shown, so that a problem can stand beside it.

The renderer keeps no lines. What it made is cut into its outer blocks, and these are matched with
what the text is known to hold: headings by their ids, paragraphs and titles by their words, tables
by their order.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from learning.content.document import Document

_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)(?:\s+[\w:-]+(?:=\"[^\"]*\")?)*\s*/?>")
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col"})
_ID = re.compile(r"<h[1-6][^>]* id=\"([^\"]+)\"|<h[1-6] id=\"([^\"]+)\"")
_ALT = re.compile(r"\balt=\"([^\"]*)\"")
_TABLE = '"table-scroll"'
_LETTERS = 48
"""How much of a paragraph is compared: what follows may be a note's number or a link's mark."""


@dataclass(frozen=True)
class Piece:
    """A stretch of rendered text. `id` is that of a heading that stands before it, if any."""

    html: str
    id: str = ""


def blocks(text: str) -> list[str]:
    """Cleaned HTML cut after each of its outer elements; joined again, it is the same."""
    cuts, depth = [0], 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() not in _VOID:
            depth += -1 if tag[1] else 1
        if depth == 0:
            cuts.append(tag.end())
    found = [text[start:end] for start, end in pairwise(cuts)]
    rest = text[cuts[-1] :]
    if not rest.strip() and found:
        return [*found[:-1], found[-1] + rest]
    return [*found, rest] if rest else found


class Placed:
    """The blocks of a page's text, and which of them a line of the file belongs to."""

    def __init__(self, document: Document, pieces: Sequence[Piece]) -> None:
        cut = [(piece, blocks(piece.html)) for piece in pieces]
        self._sizes = [len(found) for _, found in cut]
        self._blocks = [block for _, found in cut for block in found]
        self._words = [_words(block) for block in self._blocks]
        self._ids = dict(_ids(cut))
        self._lines = sorted(
            {**dict(self._tables(document)), **dict(self._texts(document))}.items()
        )

    def block(self, line: int) -> int | None:
        """The block that holds a line; None for what stands before all of them."""
        at = bisect_right(self._lines, (line, len(self._blocks)))
        return self._lines[at - 1][1] if at else None

    def with_notices(self, notices: Mapping[int, str]) -> list[str]:
        """Each piece again, a notice before the block it is about; after it for a heading."""
        shown = [self._beside(at, block, notices) for at, block in enumerate(self._blocks)]
        rest = iter(shown)
        return ["".join(next(rest) for _ in range(size)) for size in self._sizes]

    def _beside(self, at: int, block: str, notices: Mapping[int, str]) -> str:
        if at not in notices:
            return block
        return block + notices[at] if _ID.match(block.lstrip()) else notices[at] + block

    def _tables(self, document: Document) -> Iterator[tuple[int, int]]:
        """The blocks of tables, where all were made and none is missing."""
        found = [at for at, block in enumerate(self._blocks) for _ in range(block.count(_TABLE))]
        if len(found) == len(document.tables):
            yield from zip((table.line for table in document.tables), found, strict=True)

    def _texts(self, document: Document) -> Iterator[tuple[int, int]]:
        """Headings, and the words that stand between one and the next."""
        told = [(one.line, "", one.id) for one in document.headings]
        told += [(one.line, _letters(one.text), "") for one in document.paragraphs]
        told += [(one.line, _letters(one.title or ""), "") for one in document.callouts]
        starts = sorted(self._ids.values())
        at = 0
        for line, words, heading in sorted(told):
            if heading:
                at = self._ids.get(heading, at)
                yield line, at
                continue
            end = next((start for start in starts if start > at), len(self._blocks))
            here = next((n for n in range(at, end) if words and words in self._words[n]), None)
            if here is not None:
                at = here
                yield line, at


def _ids(cut: Sequence[tuple[Piece, list[str]]]) -> Iterator[tuple[str, int]]:
    """The block in which each heading stands, or which it stands before."""
    at = 0
    for piece, found in cut:
        if piece.id and found:
            yield piece.id, at
        for block in found:
            if heading := _ID.search(block):
                yield heading[1] or heading[2], at
            at += 1


def _words(block: str) -> str:
    shown = f"{Markup(block).striptags()} {' '.join(_ALT.findall(block))}"
    return _letters(html.unescape(shown), most=len(shown))


def _letters(text: str, most: int = _LETTERS) -> str:
    """Letters and digits alone: signs are drawn in other ways than they are written."""
    return "".join(sign for sign in text if sign.isalnum())[:most]
