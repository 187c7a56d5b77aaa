"""Initials: "J.", "child K", "MK", and a name that was spelt out letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.reports import identifier_words as words
from learning.reports.identifier_kinds import Found
from learning.reports.identifier_tokens import Token

_LABELLED = re.compile(
    r"(?<!\w)(?:child|baby|mother|father|mum|dad|sibling|boy|girl|client|family|person|parent"
    r"|brother|sister|infant|twin|male|female|adult|mr|mrs|ms|miss|patient|yp)"
    r" (?P<value>[A-Z](?:[A-Z]|\d)?)(?![\w'])"
)
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\. ?){1,3}(?:[A-Z](?![\w'])|(?<=\.))(?!\w)")
#: "T a r i q"
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_] ){3,30}[^\W\d_](?![^\W_])")


def found(text: str, tokens: list[Token], start: int, end: int) -> Iterator[Found]:
    """The initials in a line from `start` to `end` that is not in capitals."""
    for match in _SPACED.finditer(text, start, end):
        yield match.start(), match.end(), "initials"
    for match in _LABELLED.finditer(text, start, end):
        if match.group("value") not in ("I", "GP", "SW", "HV"):
            yield match.start("value"), match.end("value"), "initials"
    for match in _DOTTED.finditer(text, start, end):
        ahead = text[max(start, match.start() - 14) : match.start()].lower().split()[-1:]
        if match.group() not in ("I.", "A. ", "I. ") and not words.LETTERED & {*ahead}:
            yield match.start(), match.start() + len(match.group().rstrip()), "initials"
    for before, token in zip([None, *tokens], tokens, strict=False):
        if _is_initial(text, token, before):
            yield token.start, token.end, "initials"


def _is_initial(text: str, token: Token, before: Token | None) -> bool:
    """Whether a word is one letter, or two that are no abbreviation that everybody uses."""
    if token.text.isupper() and len(token.text) == 2 and token.low not in words.ORDINARY:
        return not _touches(text, token)
    bare_letter = len(token.low) == 1 and token.text[0].isupper() and token.text[0] not in "AIOX"
    if not bare_letter or _touches(text, token):
        return False
    return before is None or before.low not in words.LETTERED


def _touches(text: str, token: Token) -> bool:
    """Whether a digit or a sign stands at a letter: "B12", "A/B", "T&A"."""
    around = text[max(0, token.start - 1) : token.start] + text[token.end : token.end + 1]
    return any(sign.isdigit() or sign in "/&_@\\+=#%°" for sign in around)
