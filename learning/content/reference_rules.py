"""Rules that every kind of file shares: what is named is there, once, and read in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from learning.content.model import Review
from learning.content.problems import Findings, Place, hint, quoted


@dataclass(frozen=True, slots=True)
class Library:
    """What any course may name: the cases, each with its status, and the factors.

    A case that could not be read has the status `broken`; its own file says why. `factors` is None
    where they could not be read, or are not there: then none is judged.
    """

    cases: Mapping[str, str] = field(default_factory=dict)
    factors: frozenset[str] | None = None
    has_factors: bool = True
    today: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """Judges the names in one list of one file; `place` tells where an entry of it stands.

    Places are asked for only where there is a problem: to know them costs a second reading.
    """

    findings: Findings
    area: str
    place: Callable[[int], Place]

    def known(self, kind: str, names: Iterable[str], known: Collection[str]) -> None:
        """Every name is one of those known."""
        for at, name in enumerate(names):
            if name not in known:
                self.unknown(kind, at, name, known)

    def unknown(self, kind: str, at: int, name: str, known: Iterable[str]) -> None:
        """Tell of a name that is not known."""
        message = f"unknown {kind} {quoted(name)}{hint(name, known)}"
        self.findings.add(f"{self.area}.unknown-{kind}", self.place(at), message)

    def once(self, names: Iterable[str], rule: str = "duplicate-id") -> None:
        """No name stands twice."""
        seen = set[str]()
        for at, name in enumerate(names):
            if name in seen:
                twice = f"{quoted(name)} is in the list already: rename or delete one of them"
                self.findings.add(f"{self.area}.{rule}", self.place(at), twice)
            seen.add(name)

    def factors(self, names: Sequence[str], library: Library) -> None:
        """Every factor is in factors.yaml, once."""
        self.once(names)
        if library.factors is not None:
            self.known("factor", names, library.factors)
        elif names and not library.has_factors:
            missing = "there is no factors.yaml in courses/: write it, or name no factors"
            self.findings.add("factors.missing", self.place(0), missing)

    def cases(self, names: Iterable[str], library: Library) -> None:
        """Every case is in the library and live; for one that was withdrawn another is due."""
        for at, name in enumerate(names):
            status = library.cases.get(name)
            if status is None:
                self.unknown("case", at, name, library.cases)
            elif status == "draft":
                message = f"the case '{name}' is not live: make it live, or name another"
                self.findings.add(f"{self.area}.case-not-live", self.place(at), message)
            elif status == "retracted":
                message = f"the case '{name}' was withdrawn: name another"
                self.findings.add(f"{self.area}.case-retracted", self.place(at), message)


def review(
    findings: Findings, read: Review, place: Callable[[], Place], today: dt.date | None
) -> None:
    """A review is due after it was last done, and not yet past. `place` is that of the due day."""
    if read.due <= read.last:
        message = f"due {read.due} is not after last {read.last}: write the next day to read it"
        findings.add("review.order", place(), message)
    elif today is not None and read.due < today:
        message = f"the review was due {read.due}: read the text again and set both days"
        findings.add("review.overdue", place(), message)
