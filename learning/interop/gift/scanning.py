"""The marks of a block: escapes are set aside, so that what is left of `{ } = ~ # :` is structure.

Every step is linear in the length of the block; each position can be told as a line of the file.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import get_args

from learning.interop.gift.entries import Fault, Form, Text
from learning.interop.gift.splitting import GONE, Block

_ESCAPE = re.compile(r"\\([\\:#={}~n])")
#: characters that no text may hold stand for what was escaped
_STAND_INS = {mark: chr(0xFDD0 + at) for at, mark in enumerate("\\:#={}~n")}
_MEANT = {ord(stand): "\n" if mark == "n" else mark for mark, stand in _STAND_INS.items()}
_RESERVED = re.compile("[\ufdd0-\ufdef]")
_FORM = re.compile(rf"\[({'|'.join(get_args(Form))})\]")
_LIKE_A_FORM = re.compile(r"\[([a-z]{2,20})\](?!\()")


class Scanner:
    """A block's text with stand-ins for what was escaped."""

    def __init__(self, block: Block) -> None:
        text = block.text
        self.block = block
        if found := _RESERVED.search(text.replace(GONE, "")):
            line = block.line + text.count("\n", 0, text.find(found[0]))
            told = f"an invisible character U+{ord(found[0]):04X}: delete it and type the words"
            raise Fault(line, f"{told} again")
        self.text = _ESCAPE.sub(lambda found: _STAND_INS[found[1]], text)
        self._breaks = [found.start() for found in re.finditer("\n", self.text)]
        self.first = self.line(self._past(0))

    def line(self, at: int) -> int:
        """The line of the file in which a position lies."""
        return self.block.line + bisect_left(self._breaks, at)

    def _past(self, at: int) -> int:
        """The first position from `at` that is neither space nor where a comment was."""
        text = self.text
        while at < len(text) and (text[at].isspace() or text[at] == GONE):
            at += 1
        return at

    def is_blank(self, start: int, end: int) -> bool:
        """Whether nothing stands between two positions."""
        return self._past(start) >= end

    def raw(self, start: int, end: int) -> str:
        """What stands between two positions, with escapes undone and no space at its ends."""
        part = self.text[start:end].replace(f"{GONE}\n", "").replace(GONE, "")
        return part.strip().translate(_MEANT)

    def words(self, start: int, end: int, form: Form) -> Text | None:
        """The text between two positions, in the format it names, or in `form`; None for none."""
        begins = self._past(start)
        if begins >= end:
            return None
        if named := _FORM.match(self.text, begins, end):
            form, start = named[1], named.end()  # type: ignore[assignment]
        return Text(self.raw(start, end), form, self.line(begins))

    def unknown_form(self, start: int, end: int) -> str:
        """What stands in brackets as a format would, and is none; empty where nothing does."""
        begins = self._past(start)
        found = _LIKE_A_FORM.match(self.text, begins, end)
        return found[1] if found and not _FORM.match(self.text, begins, end) else ""

    def title(self) -> tuple[str, int]:
        """The name between `::` and `::` (empty for none), and where the text goes on."""
        start = self._past(0)
        if not self.text.startswith("::", start):
            return "", start
        end = self.text.find("::", start + 2)
        if end < 0:
            raise Fault(self.line(start), "the name that begins with :: has no :: at its end")
        return self.raw(start + 2, end), end + 2
