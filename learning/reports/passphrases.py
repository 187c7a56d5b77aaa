"""Passphrases: what is asked of the one that locks a reviewer's key.

It is asked for length and not for signs of many kinds. It opens every report, so it is more than a
password and must not be one that is used elsewhere; that cannot be checked here.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

DEMO = "a demo keeps no secrets at all"
"""The passphrase of the demo's reviewers, which its pages show."""
SHORTEST, LONGEST = 14, 1_000
"""Characters; four words of two letters or more will also do."""
FEWEST_WORDS = 4
_FEWEST_SIGNS = 6
_WORD = re.compile(r"[^\W\d_]{2,}")
_REPEATED = re.compile(r"(.+?)\1+", re.DOTALL)
#: signs that stand side by side, on a keyboard or in the order of letters and digits
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
)
_NEXT = {pair for row in _ROWS for a, b in pairwise(row) for pair in (a + b, b + a)}
#: words that everybody tries first
_NUMBERS = {
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
}
_TRIED = _NUMBERS | {
    *("password", "passphrase", "secret", "qwerty", "letmein"),
    *("welcome", "admin", "debrief", "reviewer", "changeme"),
}
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
    if not _long(_sparse(folded)):
        return f"Repetitions, rows of keys and words that all try first do not count. {_ADVICE}"
    return None


def _long(text: str) -> bool:
    return len(text.strip()) >= SHORTEST or len(set(_WORD.findall(text))) >= FEWEST_WORDS


def _sparse(text: str) -> str:
    """A text without what a guesser tries first, and with one sign for each run of signs."""
    for word in _TRIED.intersection(_WORD.findall(text)):
        text = text.replace(word, "")
    text = _REPEATED.sub(lambda found: found[1] if len(found[0]) > 2 else found[0], text)
    kept, run = text[:1], 1
    for pair in map("".join, pairwise(text)):
        run = run + 1 if pair in _NEXT or pair[0] == pair[1] else 1
        kept += pair[1] if run < 3 else ""
    return " ".join(dict.fromkeys(kept.split()))


def _without(text: str, known: tuple[str, ...]) -> str:
    """A text without whole names and addresses, and without the parts of them."""
    folded = [unicodedata.normalize("NFKC", one).casefold() for one in known]
    parts = [part for one in folded for part in (one, *_WORD.findall(one)) if len(part) >= 3]
    for part in sorted(parts, key=len, reverse=True):
        text = text.replace(part, "")
    return text
