"""Problems: what an author should change, each with its place, its rule and what to do next.

A problem is a value, collected and never raised. A rule's severity is fixed in `rules`, so that the
same mistake never stops one course and passes in another.
"""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from learning.content.rules import RULES, Rule, Severity

__all__ = [
    "RULES", "START", "Findings", "Notebook", "Place", "Problem", "Rule", "as_github", "as_json",
    "as_text", "hint", "near_name", "nearest", "printable", "quoted", "read_notes", "summary",
]  # fmt: skip

#: Problems told of one file; past that a file is not mended problem by problem.
MOST = 200


class Place(NamedTuple):
    """A place in a file: line and column, both counted from 1, columns in characters."""

    line: int
    column: int


START = Place(1, 1)


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """Something an author should change. Problems sort by file, line, column and rule."""

    file: str
    line: int
    column: int
    severity: Severity = field(compare=False)  # follows from the rule
    rule: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place}: {self.severity}: {self.message} [{self.rule}]"


class Findings:
    """What was found wrong with one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.untold = 0

    def add(self, rule: str, place: Place, message: str) -> None:
        """Keep a problem; of more than `MOST` in one file only their number is kept."""
        if len(self.problems) >= MOST:
            self.untold += 1
        else:
            told = Problem(self.file, *place, RULES[rule].severity, rule, message)
            self.problems.append(told)

    def told(self) -> list[Problem]:
        """The problems, with a last one for those that were not kept."""
        if not self.untold:
            return self.problems
        more = f"{self.untold} more problems in this file: mend those told first"
        rest = Problem(self.file, 1, 1, RULES["file.more"].severity, "file.more", more)
        return [*self.problems, rest]


class Notebook:
    """The findings of every file, by the path that is shown."""

    def __init__(self) -> None:
        self._files: dict[str, Findings] = {}

    def of(self, file: str) -> Findings:
        """The findings of a file; the same ones each time."""
        return self._files.setdefault(file, Findings(file))

    def take(self, other: Notebook) -> None:
        """Tell what the other tells too; the other stays as it is."""
        for file, kept in other._files.items():
            own = self.of(file)
            room = MOST - len(own.problems)
            own.problems += kept.problems[:room]
            own.untold += kept.untold + len(kept.problems[room:])

    def written(self) -> list[Any]:
        """All of it as plain values; `read_notes` makes a notebook of them again."""
        return [
            [
                kept.file,
                kept.untold,
                [(one.line, one.column, one.rule, one.message) for one in kept.problems],
            ]
            for kept in self._files.values()
            if kept.problems
        ]

    def problems(self) -> list[Problem]:
        """Every problem, by file and place."""
        return sorted(problem for kept in self._files.values() for problem in kept.told())


def read_notes(written: Iterable[Any]) -> Notebook:
    """The notebook that was written as these values."""
    notebook = Notebook()
    for file, untold, problems in written:
        findings = notebook.of(file)
        findings.untold = untold
        for line, column, rule, message in problems:
            findings.problems.append(
                Problem(file, line, column, RULES[rule].severity, rule, message)
            )
    return notebook


_UNPRINTABLE = re.compile(r"[^ -~\xa0-\ud7ff\ue000-\U0010ffff]|[\u2028-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Text on one line, with what a terminal or a log would obey shown as an escape."""
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub(lambda found: ascii(found[0])[1:-1], text)


def quoted(value: object, most: int = 60) -> str:
    """An author's words within a message: on one line, cut where they are long."""
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return f"'{printable(text[: most - 1] + '…' if len(text) > most else text)}'"


def hint(name: object, names: Iterable[str]) -> str:
    """`, did you mean 'objective'?`; else the names there are, or how many."""
    known = sorted(set(names))
    if near := nearest(name, known):
        return near
    if not known:
        return ": none is there yet"
    many = len(known) > 20
    return f": it is none of the {len(known)} there" if many else f": use {one_of(known)}"


def nearest(name: object, names: Iterable[str]) -> str:
    """`, did you mean 'objective'?`; empty where nothing is near."""
    near = near_name(name, names)
    return f", did you mean '{near}'?" if near else ""


def near_name(name: object, names: Iterable[str]) -> str:
    """The name that was probably meant; empty where none is near."""
    if not isinstance(name, str) or len(name) > 60:
        return ""
    return next(iter(difflib.get_close_matches(name.lower(), names, n=1)), "")


def one_of(names: Sequence[str]) -> str:
    """`a, b or c`."""
    return " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def summary(problems: Iterable[Problem], files: int) -> str:
    """`2 errors, 1 warning in 14 files`, or `14 files, no problems`."""
    count = Counter(problem.severity for problem in problems)
    parts = [_many(count[kind], kind) for kind in ("error", "warning") if count[kind]]
    read = _many(files, "file")
    return f"{', '.join(parts)} in {read}" if parts else f"{read}, no problems"


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def as_text(problems: Iterable[Problem], files: int) -> str:
    """One problem a line, and a summary."""
    problems = list(problems)
    return "\n".join([*map(str, problems), summary(problems, files)])


def as_json(problems: Iterable[Problem]) -> str:
    """One list of objects: file, line, column, severity, rule, message."""
    return json.dumps([asdict(problem) for problem in problems], indent=2, ensure_ascii=False)


def as_github(problems: Iterable[Problem], files: int) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change, and a summary."""
    problems = list(problems)
    return "\n".join([*map(_annotation, problems), summary(problems, files)])


def _annotation(problem: Problem) -> str:
    """A workflow command; its escapes are those of the Actions toolkit (`command.ts`)."""
    named = {
        "file": problem.file, "line": problem.line, "col": problem.column, "title": problem.rule,
    }  # fmt: skip
    told = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in named.items())
    return f"::{problem.severity} {told}::{_escaped(problem.message)}"


def _escaped(text: str, more: str = "") -> str:
    text = text.replace("%", "%25")
    return "".join(f"%{ord(c):02X}" if c in f"\r\n{more}" else c for c in text)
