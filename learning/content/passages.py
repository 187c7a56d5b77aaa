"""Passages: the pieces of an authored text that somebody may propose other words for.

A Markdown text is cut into blocks, an item and a front matter into their fields. A block has no id
of its own: its key is the hash of its words, and which of the same blocks it is.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from learning.content.model import Item

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"#{1,6} ")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a text. `field` is empty for a block, `line` is 0 for a field.

    `label` says what it is within its text; `line` counts the lines of a Markdown text from 1.
    """

    key: str
    label: str
    text: str
    field: str = ""
    line: int = 0

    @property
    def mark(self) -> str:
        """What changes whenever the words do."""
        return _hash(self.text)


def blocks(source: str) -> tuple[Passage, ...]:
    """The blocks of a Markdown text: what stands between blank lines.

    A heading is a block of its own; indented lines and what a fence holds belong to what is before
    them.
    """
    found: list[Passage] = []
    seen: Counter[str] = Counter()
    for line, rows in _stretches(source.split("\n")):
        text = "\n".join(rows)
        seen[text] += 1
        found.append(Passage(f"{_hash(text)}-{seen[text]}", _label(text), text, "", line))
    return tuple(found)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _label(text: str) -> str:
    if _HEADING.match(text):
        return "Heading"
    if text.startswith("!!!"):
        return "Box"
    return "Table" if text.startswith("|") else "Passage"


def _stretches(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The lines of each block, and the line on which it begins."""
    begin, rows, fence, blank = 0, list[str](), "", False
    for at, line in enumerate(lines, 1):
        if rows and not fence and _begins(line, rows, blank):
            yield begin, _without_end(rows)
            rows = []
        blank = not line.strip()
        if rows or not blank:
            begin = begin if rows else at
            rows.append(line)
        fence = _fence(line, fence)
    if rows:
        yield begin, _without_end(rows)


def _begins(line: str, rows: list[str], blank: bool) -> bool:
    """Whether a line begins another block than the lines before it."""
    if not line.strip() or line[0] in " \t":
        return False
    return blank or bool(_HEADING.match(line)) or bool(_HEADING.match(rows[-1]))


def _fence(line: str, fence: str) -> str:
    """The fence that is open after a line."""
    found = _FENCE.match(line)
    if fence:
        return "" if line.strip() == fence else fence
    return found[1] if found else ""


def _without_end(rows: list[str]) -> list[str]:
    while not rows[-1].strip():
        rows = rows[:-1]
    return rows


def fields(pairs: Iterable[tuple[str, str, str | None]]) -> tuple[Passage, ...]:
    """Passages of fields: their names, labels and texts; what has no text is left out."""
    return tuple(Passage(name, label, text, name) for name, label, text in pairs if text)


def of_item(item: Item) -> tuple[Passage, ...]:
    """The texts of an item, in the order in which a learner meets them."""
    begin = f"items.{item.id}"
    common = [
        (f"{begin}.context", "Situation", item.context),
        (f"{begin}.prompt", "What is asked", item.prompt),
        (f"{begin}.hint", "Hint", item.hint),
    ]
    said = item.feedback
    after = [
        (f"{begin}.feedback.correct", "Said when it was right", said.correct),
        (f"{begin}.feedback.incorrect", "Said when it was not", said.incorrect),
        (f"{begin}.feedback.general", "Said always", said.general),
    ]
    return fields([*common, *_parts(item, begin), *_own(item, begin), *after])


_PARTS = {
    "options": "Option", "steps": "Step", "distractors": "Step that belongs nowhere",
    "left": "Left side", "right": "Right side", "criteria": "Criterion",
}  # fmt: skip


def _parts(item: Item, begin: str) -> Iterator[tuple[str, str, str | None]]:
    """Options, steps, sides and criteria, each with its feedback."""
    for name, label in _PARTS.items():
        for part in getattr(item, name, ()):
            where = f"{begin}.{name}.{part.id}"
            yield f"{where}.text", f"{label} {part.id}", part.text
            yield f"{where}.feedback", f"{label} {part.id}: feedback", _feedback(part)
    for at, near in enumerate(getattr(item, "near", ())):
        low, high = (f"{end:g}" for end in near.range)
        yield f"{begin}.near.{at}.feedback", f"Feedback from {low} to {high}", near.feedback


def _feedback(part: object) -> str | None:
    said: str | None = getattr(part, "feedback", None)
    return said


def _own(item: Item, begin: str) -> Iterator[tuple[str, str, str | None]]:
    for name, label in (("model_answer", "Model answer"), ("rationale", "Why the panel chose so")):
        yield f"{begin}.{name}", label, getattr(item, name, None)
