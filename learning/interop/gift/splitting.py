"""Cutting a GIFT file where it is empty: each block of lines is an entry, or a category."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

#: stands where a comment's line was, so that lines can still be counted
GONE = "\ufdd8"
_BREAK = re.compile(r"\r\n?")
_CATEGORY = "$CATEGORY:"


@dataclass(slots=True)
class Block:
    """Lines without an empty one between them. `line` is that of the first; comments are apart."""

    line: int
    lines: list[str] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its lines, with `GONE` where comments were."""
        return "\n".join(self.lines)

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing but comments."""
        return all(line == GONE for line in self.lines)


@dataclass(frozen=True, slots=True)
class Category:
    """A `$CATEGORY:` line: where Moodle would file what follows."""

    line: int
    name: str


def cut(text: str) -> Iterator[Block | Category]:
    """The blocks of a file in their order; those of comments alone are passed over."""
    block = Block(1)
    for number, line in enumerate(_BREAK.sub("\n", text).split("\n"), 1):
        bare = line.strip()
        if bare and not block.lines:
            block.line = number
        if bare.startswith(_CATEGORY) and block.is_empty:
            yield Category(number, bare.removeprefix(_CATEGORY).strip())
            block = Block(number + 1)
        elif bare.startswith("//"):
            block.lines.append(GONE)
            block.comments.append((number, bare[2:].strip()))
        elif bare:
            block.lines.append(line)
        else:
            yield from _ended(block)
            block = Block(number + 1)
    yield from _ended(block)


def _ended(block: Block) -> Iterator[Block]:
    if not block.is_empty:
        yield block
