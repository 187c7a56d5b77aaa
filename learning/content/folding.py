"""Folding: a text in lines that break where they broke before, as far as its words are the same."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

_WIDE = 116
"""Columns of a line that is broken anew."""


def folded(rows: Sequence[str], words: str, indent: str) -> list[str]:
    """The lines of a folded text: a line end within the words is a blank line.

    `rows` are the lines as they were written before.
    """
    held = [row.strip().split(" ") for row in rows if row.strip()]
    old = [word for row in held for word in row]
    starts = {sum(map(len, held[:at])) for at in range(len(held))}
    parts = [part.split(" ") if part else [] for part in words.rstrip("\n").split("\n")]
    new = [word for part in parts for word in part]
    first = {number for number, at in _same(old, new).items() if at in starts}
    made: list[str] = []
    done = 0
    for number, part in enumerate(parts):
        made += [""] if number else []
        made += _lines(part, {at - done for at in first}, indent)
        done += len(part)
    return made


def _same(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """For each new word that was there before, which one it was."""
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {b.b + n: b.a + n for b in blocks for n in range(b.size)}


def _lines(words: Sequence[str], first: set[int], indent: str) -> list[str]:
    """Words in lines that begin with those of `first`; what is too wide goes on below."""
    rows: list[list[str]] = []
    for at, word in enumerate(words):
        if at in first or not rows:
            rows.append([])
        rows[-1].append(word)
    return [line for row in rows for line in in_lines(row, indent)]


def in_lines(words: Sequence[str], indent: str) -> list[str]:
    """Words in lines of at most so many columns; a longer word has a line of its own."""
    made: list[str] = []
    for word in words:
        if made and len(made[-1]) + 1 + len(word) <= _WIDE:
            made[-1] += f" {word}"
        else:
            made.append(indent + word)
    return made
