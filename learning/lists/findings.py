"""What is said about each line of a list: what would happen, or what is wrong and what to do.

A finding is the whole of what an administrator is shown, so that two plans which say the same may
stand for each other.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: what may become of a line, in the order in which it is counted, with its words
OUTCOMES = {
    "wrong": "wrong",
    "skipped": "left out",
    "warning": "to look at",
    "left": "leaving",
    "new": "new",
    "linked": "linked",
    "changed": "changed",
    "unchanged": "unchanged",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing said of a line; `line` is None for what stands in no line of the file."""

    line: int | None
    outcome: str
    #: what the list calls the thing: its id there, or an address
    subject: str
    text: str

    @property
    def place(self) -> str:
        """Where it is, in a word or two."""
        return "not in the file" if self.line is None else f"line {self.line}"


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of the file; what stands in none of its lines comes last."""
    return sorted(findings, key=lambda one: (one.line is None, one.line or 0))


def counted(findings: Iterable[Finding]) -> list[tuple[str, int]]:
    """How many lines there are of each outcome that occurs, with its words."""
    numbers = Counter(one.outcome for one in findings)
    return [(words, numbers[code]) for code, words in OUTCOMES.items() if numbers[code]]


def summary(findings: Iterable[Finding]) -> str:
    """The same in a sentence."""
    said = [f"{number:,} {words}" for words, number in counted(findings)]
    return f"{', '.join(said)}." if said else "The list holds no lines."


def done(findings: Iterable[Finding]) -> str:
    """What was done, in a sentence, with what was left out at its end."""
    numbers = Counter(one.outcome for one in findings)
    out = numbers.pop("wrong", 0) + numbers.pop("skipped", 0)
    look = numbers.pop("warning", 0)
    said = [f"{numbers[code]:,} {words}" for code, words in OUTCOMES.items() if numbers[code]]
    parts = [", ".join(said)] if said else []
    parts += [f"{look:,} to look at"] if look else []
    parts += [f"{out:,} {'line' if out == 1 else 'lines'} left out"] if out else []
    return f"It is done: {'; '.join(parts)}."


def digest(findings: Sequence[Finding]) -> str:
    """A hash of everything that is said, so that what is done can be held against it."""
    said = [(one.line, one.outcome, one.subject, one.text) for one in findings]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()
