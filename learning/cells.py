"""Cells of lists that leave here: text that a spreadsheet would calculate is kept as text.

A cell that begins like a formula gets an apostrophe in front, which a list that comes back loses
again. In workbooks a cell has a kind, and needs none of it.
"""

from __future__ import annotations

import re

#: what spreadsheets take for the beginning of a formula, in wide letters too
_CALCULATED = "[=+\\-@\t\r\n＝＋－＠]"
_WOULD_BE = re.compile(f"'*{_CALCULATED}")
_WAS = re.compile(f"'+{_CALCULATED}")


def plain(text: str) -> str:
    """Text for a cell of CSV, of which no spreadsheet makes a formula."""
    return f"'{text}" if _WOULD_BE.match(text) else text


def restored(text: str) -> str:
    """What `plain` was given, from what it made. Other text is as it was."""
    return text[1:] if _WAS.match(text) else text
