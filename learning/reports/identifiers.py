"""What in a text may point to somebody: patterns, no machine learning, no network, no memory.

It only points: nothing is taken out, and a text in which nothing is found may still tell who it is.
"""

from __future__ import annotations

from learning.reports import (
    identifier_dates,
    identifier_names,
    identifier_numbers,
    identifier_phrases,
)
from learning.reports.identifier_folding import Folded
from learning.reports.identifier_kinds import GUIDANCE, Kind, Span, merged

__all__ = ["GUIDANCE", "Kind", "Span", "find"]
_ROOMS = (identifier_numbers, identifier_dates, identifier_phrases, identifier_names)


def find(text: str) -> list[Span]:
    """The spans that may point to somebody, in the order of the text; none lies on another.

    Takes time in proportion to the text, whatever is in it.
    """
    folded = Folded(text)
    found = [one for part in _ROOMS for one in part.found(folded.text)]
    spans = []
    for start, end, kind in merged(found):
        begin, stop = folded.given(start), folded.given(end)
        spans.append(Span(begin, stop, kind, text[begin:stop], GUIDANCE[kind]))
    return spans
