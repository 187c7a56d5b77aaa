"""A text as the patterns see it: without what is unseen, and with one form of each space and sign.

Spans must be told in characters of the text as it was given, so a folded text knows its way back.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

#: zero-width signs, soft hyphens, marks that turn the direction, and accents that stand alone
_UNSEEN = re.compile(
    "[\u00ad\u0300-\u036f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff]+"
)
_SPACES = "\t\x0b\x0c\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_SIGNS = {
    **dict.fromkeys(map(ord, _SPACES + "\u202f\u205f\u3000"), " "),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u0060\u00b4\u2032\uff07"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u00ab\u00bb"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\uff0d"), "-"),
    # a long dash parts words, and joins none
    **dict.fromkeys(map(ord, "\u2014\u2015"), ","),
    **dict.fromkeys(map(ord, "\u2028\u2029\u0085"), "\n"),
}
#: the wide forms of ASCII, one for one
_SIGNS |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code not in _SIGNS}
#: the digits of every script, one for one
_SIGNS |= {
    code: str(unicodedata.decimal(chr(code)))
    for code in range(0x80, 0x1FC00)
    if chr(code).isdecimal() and code not in _SIGNS
}


class Folded:
    """A folded text, and where each of its characters stood."""

    def __init__(self, given: str) -> None:
        """Fold a text in one pass. Plain English takes no time at all."""
        self.text = given
        self._starts: list[int] = []
        self._removed: list[int] = []
        if not given.isascii():
            self._fold(given)
        elif any(sign in given for sign in "\t\x0b\x0c`"):
            self.text = given.translate(_SIGNS)

    def _fold(self, given: str) -> None:
        kept, at, gone = [], 0, 0
        for unseen in _UNSEEN.finditer(given):
            kept.append(given[at : unseen.start()])
            at = unseen.end()
            self._starts.append(unseen.start() - gone)
            gone += at - unseen.start()
            self._removed.append(gone)
        self.text = "".join([*kept, given[at:]]).translate(_SIGNS)

    def given(self, place: int) -> int:
        """Where the character at a place of the folded text stands in the text as given."""
        before = bisect_right(self._starts, place)
        return place + (self._removed[before - 1] if before else 0)
