"""What a list of past completions would change: rows added, and rows corrected. Pure.

Where it is recorded stands beside each of them for ever: nobody here saw it happen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from learning.lists.cell_values import (
    EARLIEST,
    LONGEST_SOURCE,
    Wrong,
    address,
    day,
    line_of,
    sensible,
    tidied,
)
from learning.lists.findings import Finding
from learning.lists.reading import Line, Listing
from learning.lists.there import KnownCompletion, KnownPerson, Near, People


@dataclass(frozen=True)
class CompletionChange:
    """A past completion as the list wants it; `known` is None for a new one."""

    person_id: int
    course: str
    completed_on: dt.date
    valid_until: dt.date | None
    source: str
    known: KnownCompletion | None = None


@dataclass
class CompletionPlan:
    """Findings, and the changes they tell of."""

    findings: list[Finding] = field(default_factory=list)
    changes: list[CompletionChange] = field(default_factory=list)


@dataclass(frozen=True)
class CompletionsThere:
    """All that a list of past completions is held against."""

    people: People
    courses: Collection[str]
    completions: Iterable[KnownCompletion]


def plan(listing: Listing, there: CompletionsThere, *, on: dt.date) -> CompletionPlan:
    """Hold a list against what is here."""
    planning = _Planning(listing, there, on)
    for line in listing.lines:
        planning.add(line)
    return planning.made


class _Planning:
    """One list, and the plan that is made of it."""

    def __init__(self, listing: Listing, there: CompletionsThere, on: dt.date) -> None:
        self.made, self._listing, self._there, self._on = CompletionPlan(), listing, there, on
        self._near = Near(there.courses)
        self._held = {
            (one.person_id, one.course, one.completed_on): one for one in there.completions
        }
        self._said: dict[tuple[int, str, dt.date], tuple[int, CompletionChange]] = {}

    def add(self, line: Line) -> None:
        """Plan one line."""
        subject = line.cell("person_id") or line.cell("email")
        try:
            if line.wrong:
                raise Wrong(line.wrong)
            outcome, text = self._planned(line)
        except Wrong as wrong:
            outcome, text = "wrong", str(wrong)
        self.made.findings.append(Finding(line.number, outcome, subject, text))

    def _planned(self, line: Line) -> tuple[str, str]:
        change = self._change(line)
        key = (change.person_id, change.course, change.completed_on)
        if key in self._said:
            number, before = self._said[key]
            if before == change:
                return "unchanged", f"It says the same as line {number}."
            raise Wrong(f"Line {number} says something else of this completion. Keep one of them.")
        self._said[key] = line.number, change
        held = self._held.get(key)
        if held is None:
            self.made.changes.append(change)
            return "new", f"{change.course}, completed on {change.completed_on}, is added."
        if (held.valid_until, tidied(held.source)) == (change.valid_until, change.source):
            return "unchanged", "It is so already."
        self.made.changes.append(CompletionChange(**{**vars(change), "known": held}))
        until = change.valid_until or "no end"
        return "changed", f"{change.course}: valid until {until}, recorded in {change.source}."

    def _change(self, line: Line) -> CompletionChange:
        person = self._person(line)
        course = line.cell("course")
        if course not in self._there.courses:
            raise Wrong(self._unknown_course(course))
        completed, until = self._day(line, "completed_on"), self._day(line, "valid_until")
        if completed is None:
            raise Wrong("It has no completed_on. Write the day on which it was completed.")
        if completed > self._on:
            raise Wrong(f"completed_on is {completed}, which is still to come. Check the year.")
        if until is not None and until < completed:
            raise Wrong("valid_until is before completed_on. Exchange them, or correct one.")
        source = line_of(line.cell("source"), column="source", most=LONGEST_SOURCE)
        if not source:
            raise Wrong("It has no source. Write where the completion is recorded.")
        return CompletionChange(person.id, course, completed, until, source)

    def _unknown_course(self, course: str) -> str:
        hint = self._near.hint(course)
        if hint:
            return f"There is no course '{course[:60]}' here.{hint}"
        listed = ", ".join(sorted(self._there.courses)[:20]) or "none yet; publish one first"
        return f"There is no course '{course[:60]}' here. There are: {listed}."

    def _day(self, line: Line, column: str) -> dt.date | None:
        found = day(line.cell(column), column=column, serials=self._listing.is_workbook)
        if column == "valid_until":
            return (
                found
                if found is None or found >= EARLIEST
                else sensible(found, column=column, on=self._on)
            )
        return sensible(found, column=column, on=self._on)

    def _person(self, line: Line) -> KnownPerson:
        called, email = line.cell("person_id"), address(line.cell("email"))
        by_number = self._there.people.find(called) if called else None
        by_email = self._there.people.by_email.get(email) if email else None
        if by_number and by_email and by_number.id != by_email.id:
            raise Wrong("person_id and email name two different people. Correct one of them.")
        if called and by_number is None:
            raise Wrong(
                f"There is nobody with the person_id '{called[:40]}'. Bring in people first."
            )
        found = by_number or by_email
        if found is None:
            raise Wrong(
                "Nobody here has this address." if email else "It names nobody. Give a person_id."
            )
        return found
