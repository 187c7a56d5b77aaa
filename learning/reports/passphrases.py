"""Passphrases: what is asked of the one that locks a reviewer's key.

It is asked for length and not for signs of many kinds. It opens every report, so it is more than a
password and must not be one that is used elsewhere; that cannot be checked here.
"""

from __future__ import annotations

import re
import unicodedata

DEMO = "a demo keeps no secrets at all"
"""The passphrase of the demo's reviewers, which its pages show."""
SHORTEST, LONGEST = 14, 1_000
"""Characters; four words of two letters or more will also do."""
FEWEST_WORDS = 4
_FEWEST_SIGNS = 6
_WORD = re.compile(r"[^\W\d_]{2,}")
_ADVICE = "Four or more words that do not belong together are good, and easy to remember."


def weak(passphrase: str, *known: str) -> str | None:
    """Why a passphrase will not do, or None. `known` are the person's name and e-mail address.

    What everybody knows of the person does not count towards the length.
    """
    folded = unicodedata.normalize("NFKC", passphrase).casefold()
    if len(passphrase) > LONGEST:
        return f"This is longer than {LONGEST:,} characters. Choose a shorter one."
    if not _long(folded):
        return f"Choose at least {SHORTEST} characters or {FEWEST_WORDS} words. {_ADVICE}"
    if len(set(folded)) < _FEWEST_SIGNS:
        return f"This has the same few signs over and over. {_ADVICE}"
    if not _long(_without(folded, known)):
        return f"Leave out your name and your e-mail address: others know them. {_ADVICE}"
    return None


def _long(text: str) -> bool:
    return len(text.strip()) >= SHORTEST or len(set(_WORD.findall(text))) >= FEWEST_WORDS


def _without(text: str, known: tuple[str, ...]) -> str:
    """A text without whole names and addresses, and without the parts of them."""
    folded = [unicodedata.normalize("NFKC", one).casefold() for one in known]
    parts = [part for one in folded for part in (one, *_WORD.findall(one)) if len(part) >= 3]
    for part in sorted(parts, key=len, reverse=True):
        text = text.replace(part, "")
    return text
