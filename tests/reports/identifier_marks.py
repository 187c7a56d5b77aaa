"""The labelled sentences: what is marked in them, and what was found of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from learning.reports.identifiers import Span, find

FOLDER = Path(__file__).parent / "identifiers"
_MARK = re.compile(r"\{(\w+):([^}]*)\}")


@dataclass(frozen=True)
class Mark:
    """What points to somebody, in the sentence it stands in."""

    kind: str
    start: int
    end: int
    sentence: str

    @property
    def span(self) -> Span | None:
        """The span that was found and holds the whole of it."""
        spans = (span for span in find(self.sentence) if span.start <= self.start)
        return next((span for span in spans if self.end <= span.end), None)

    def __str__(self) -> str:
        """As a failing test tells it."""
        return f"{self.kind} “{self.sentence[self.start : self.end]}” in: {self.sentence}"


def read(line: str) -> tuple[str, list[Mark]]:
    """A sentence without its marks, and the marks."""
    sentence = _MARK.sub(r"\2", line)
    marks: list[Mark] = []
    added = 0
    for match in _MARK.finditer(line):
        start = match.start() - added
        added += len(match[1]) + 3
        marks.append(Mark(match[1], start, start + len(match[2]), sentence))
    return sentence, marks


@cache
def lines(file: str) -> list[str]:
    """The lines of a file without its head."""
    text = (FOLDER / file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def labelled(file: str) -> list[tuple[str, list[Mark]]]:
    """The sentences of a file with their marks."""
    return [read(line) for line in lines(file)]
