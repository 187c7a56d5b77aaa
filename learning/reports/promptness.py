"""Our clock: by when somebody reads what was told, and what it waits for, in words.

Only weeks are known, so a day that is named is the latest one that the promise allows.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from learning import dates
from learning.reports.weeks import after_working_days

READ_WITHIN, ANSWERED_WITHIN = 3, 10
"""Working days until somebody reads a report, and until they answer what the reporter wrote."""


class Standing(Protocol):
    """What is known of a report."""

    @property
    def state(self) -> str: ...  # noqa: D102
    @property
    def week(self) -> dt.date: ...  # noqa: D102
    @property
    def moved_week(self) -> dt.date: ...  # noqa: D102
    @property
    def waits_for(self) -> str: ...  # noqa: D102


@dataclass(frozen=True)
class Told:
    """Where a report stands, and by when what comes next. `late` where we did not keep our word."""

    says: str
    late: bool = False


def told(found: Standing, *, on: dt.date) -> Told:
    """Our clock as the reporter reads it."""
    if found.state == "withdrawn":
        return Told("You withdrew this report. What you told was destroyed.")
    if found.state == "closed":
        return Told("Reading is finished. What became of it stands below.")
    if found.waits_for == "reporter":
        return Told(
            "The reviewers have written to you. You need not answer; if you do, it helps them to "
            "understand."
        )
    if found.state == "received":
        return _by(found.week, READ_WITHIN, on, "Nobody has opened it yet", "A reviewer opens it")
    return _by(
        found.moved_week,
        ANSWERED_WITHIN,
        on,
        "A reviewer has opened it",
        "They write to you, or finish reading,",
    )


def for_reviewers(found: Standing, *, on: dt.date) -> Told:
    """The same clock as reviewers read it."""
    if found.state == "withdrawn":
        return Told("Its reporter withdrew it, and it is destroyed.")
    if found.state == "closed":
        return Told("Reading is finished. The reporter reads your words with their receipt.")
    if found.waits_for == "reporter":
        return Told("The reporter is next. They need not answer.")
    if found.state == "received":
        return _promised(found.week, READ_WITHIN, on, "Nobody has opened it yet")
    return _promised(found.moved_week, ANSWERED_WITHIN, on, "Reviewers are next")


def _promised(week: dt.date, days: int, on: dt.date, now: str) -> Told:
    until = after_working_days(week, days)
    said = f"{now}. We promised that by {dates.in_words(until)}"
    return Told(f"{said}, and are late.", late=True) if until < on else Told(f"{said}.")


def _by(week: dt.date, days: int, on: dt.date, now: str, then: str) -> Told:
    until = after_working_days(week, days)
    if until < on:
        return Told(
            f"{now}. We promised that by {dates.in_words(until)}, and did not keep it. The "
            "reviewers are told so every working day.",
            late=True,
        )
    return Told(f"{now}. {then} by {dates.in_words(until)} at the latest.")
