"""Plain: the words of rendered HTML, block by block, as somebody reads them without its marks.

Give it only HTML that our renderer made: it looks for tags and does not parse.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_NOTE = re.compile(r"<sup\b.*?</sup>", re.DOTALL)
_PICTURE = re.compile(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>')
_BREAK = re.compile(
    r"</?(?:p|li|ul|ol|h[1-6]|tr|table|thead|tbody|dt|dd|dl|blockquote|pre|div|section|figure|br|hr)"
    r"\b[^>]*>"
)
_CELL = re.compile(r"</t[hd]>\s*(?=<t[hd]\b)")
_HEADING = re.compile(r"<h[1-6]\b")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text: a paragraph, an entry of a list, a row of a table, a heading."""

    text: str
    heading: bool = False


def blocks(made: str) -> Iterator[Block]:
    """The blocks of some HTML in order; a picture is its alt text, cells have a bar between."""
    made = _PICTURE.sub(r"[\1]", _NOTE.sub("", made))
    made = _CELL.sub(" | ", made)
    heading = False
    at = 0
    for mark in _BREAK.finditer(made):
        yield from _block(made[at : mark.start()], heading)
        heading, at = bool(_HEADING.match(mark[0])), mark.end()
    yield from _block(made[at:], heading)


def _block(piece: str, heading: bool) -> Iterator[Block]:
    text = " ".join(html.unescape(_TAG.sub("", piece)).split())
    if text:
        yield Block(text, heading)


def text(made: str) -> str:
    """The words of some HTML, a block a line."""
    return "\n".join(block.text for block in blocks(made))
