"""The words of a line, and what their places tell: where a sentence begins, what is in capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from learning.reports.identifier_words import TITLES, bare

_TOKENS = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SENTENCE = re.compile(r"""[.!?:\n\r•*…|]|["']$|^["']""")
_ABBREVIATIONS = TITLES | {"st", "no", "ref", "tel"}


@dataclass(slots=True)
class Token:
    """One word of a line: where it stands, its bare form, and what is known of it."""

    start: int
    end: int
    text: str
    low: str
    begins: bool
    capital: bool


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The words of a line from `start` to `end`, with hyphens and apostrophes in them."""
    tokens: list[Token] = []
    at = start
    for match in _TOKENS.finditer(text, start, end):
        told = match.group()
        begins = not tokens or _begins(text[at : match.start()], tokens[-1])
        low = bare(told)
        tokens.append(Token(match.start(), match.end(), told, low, begins, told[0].isupper()))
        at = match.end()
    return tokens


def _begins(gap: str, before: Token) -> bool:
    """Whether a sentence begins after what stands between two words."""
    if gap == " ":
        return False
    if gap.startswith(".") and before.low in _ABBREVIATIONS:
        return False
    return bool(_SENTENCE.search(gap.strip(" ")))


def in_capitals(tokens: list[Token]) -> bool:
    """A line in capitals: most of its longer words, and not only a name or a heading of two."""
    longer = [token for token in tokens if len(token.text) > 1]
    upper = sum(token.text.isupper() for token in longer)
    return len(longer) > 3 and upper * 10 > len(longer) * 7


def near(text: str, one: Token, other: Token) -> bool:
    """Whether two words stand side by side, as the parts of a name do."""
    gap = text[one.end : other.start]
    if gap in (" ", "-"):
        return True
    return gap in (". ", ".") and (one.low in _ABBREVIATIONS or len(one.text) == 1)
