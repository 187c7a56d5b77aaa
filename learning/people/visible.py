"""Visible: whether a text shows anything, so that nobody and no team is called nothing."""

from __future__ import annotations

import unicodedata

_UNSEEN = ("Cc", "Cf", "Cn", "Cs", "Zl", "Zp", "Zs", "Mn")
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs by their category that are drawn as nothing."""


def shows(text: str) -> bool:
    """Whether something of a text can be seen: more than space and what only joins or turns."""
    return any(one not in _BLANK and unicodedata.category(one) not in _UNSEEN for one in text)
