"""Status: one pure function from dates and a day to a word, and to the sentence that explains it.

Nothing else decides what somebody's state is, and nothing keeps it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from learning.dates import in_words


class Status(StrEnum):
    """Where somebody stands with a course; the first of these that holds is it."""

    EXEMPT = "exempt"
    PAUSED = "paused"
    NOT_REQUIRED = "not_required"
    COMPLETE = "complete"
    EXPIRED = "expired"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"


#: those who have to do something soon, or should have done it
WANTING = (Status.EXPIRED, Status.OVERDUE, Status.DUE_SOON)


@dataclass(frozen=True)
class Dates:
    """All that is known; the fields are those of `models.Duty`."""

    requirement_id: int | None = None
    required_since: dt.date | None = None
    required_until: dt.date | None = None
    due: dt.date | None = None
    completed_on: dt.date | None = None
    valid_until: dt.date | None = None
    renewal_opens: dt.date | None = None
    release: int | None = None
    certificate: str | None = None
    begun_on: dt.date | None = None
    exempt_since: dt.date | None = None
    exempt_until: dt.date | None = None
    paused_since: dt.date | None = None
    paused_until: dt.date | None = None


@dataclass(frozen=True)
class Standing:
    """A status on a day; whether completing again counts by now, which stands beside it."""

    status: Status
    renewal_due: bool


def standing(dates: Dates, *, on: dt.date, soon: int) -> Standing:
    """The status on a day. `soon` is how many days before a due day it is due soon."""
    renewal = dates.renewal_opens is not None and dates.renewal_opens <= on
    found = _status(dates, on, soon)
    asks = found in (Status.COMPLETE, Status.EXPIRED, Status.OVERDUE, Status.DUE_SOON)
    return Standing(found, renewal and asks)


def _status(dates: Dates, on: dt.date, soon: int) -> Status:
    if _holds(dates.exempt_since, dates.exempt_until, on):
        return Status.EXEMPT
    if _holds(dates.paused_since, dates.paused_until, on):
        return Status.PAUSED
    if not _holds(dates.required_since, dates.required_until, on):
        return Status.NOT_REQUIRED
    if dates.completed_on is not None:
        runs_on = dates.valid_until is None or dates.valid_until >= on
        return Status.COMPLETE if runs_on else Status.EXPIRED
    return _to_do(dates, on, soon)


def _to_do(dates: Dates, on: dt.date, soon: int) -> Status:
    if dates.due is not None and dates.due < on:
        return Status.OVERDUE
    if dates.due is not None and dates.due <= on + dt.timedelta(days=soon):
        return Status.DUE_SOON
    return Status.IN_PROGRESS if dates.begun_on is not None else Status.NOT_STARTED


def _holds(since: dt.date | None, until: dt.date | None, on: dt.date) -> bool:
    return since is not None and since <= on and (until is None or on <= until)


def wants(dates: Dates, now: Standing, *, on: dt.date, soon: int) -> bool:
    """Whether something is to be done soon, a renewal included, or should have been done."""
    if now.status in WANTING:
        return True
    return now.renewal_due and dates.due is not None and dates.due <= on + dt.timedelta(days=soon)


def has_due_day(dates: Dates, status: Status) -> bool:
    """Whether there is a due day to tell: not while no clock runs, or where nothing asks."""
    runs = status not in (Status.EXEMPT, Status.PAUSED, Status.NOT_REQUIRED)
    return runs and dates.due is not None and dates.due != dates.valid_until


def explained(dates: Dates, *, on: dt.date, soon: int) -> str:
    """What a status rests on, in one or two sentences that begin with what holds today."""
    now = standing(dates, on=on, soon=soon)
    return " ".join(part for part in (_first(dates, now), _then(dates, now, on)) if part)


def _first(dates: Dates, now: Standing) -> str:
    status = now.status
    if status is Status.EXEMPT:
        return f"Exempt {_span(dates.exempt_until)}."
    if status is Status.PAUSED:
        return f"Away from work {_span(dates.paused_until)}; no clock runs meanwhile."
    if status is Status.NOT_REQUIRED:
        return _not_required(dates)
    if status in (Status.COMPLETE, Status.EXPIRED):
        return _completed(dates, status)
    # whether it was begun, and not on which day: that is the learner's own affair
    return "In progress." if dates.begun_on else "Not begun yet."


def _not_required(dates: Dates) -> str:
    said = "Not required of them."
    if dates.required_since is not None:
        said = f"Required from {in_words(dates.required_since)}."
    if dates.completed_on is not None:
        said += f" Completed on {in_words(dates.completed_on)}."
    return said


def _completed(dates: Dates, status: Status) -> str:
    assert dates.completed_on is not None, "the status says that it was completed"
    said = f"Completed on {in_words(dates.completed_on)}"
    if dates.valid_until is None:
        return f"{said}; it does not run out."
    ran = "counts until" if status is Status.COMPLETE else "ran out on"
    return f"{said}; it {ran} {in_words(dates.valid_until)}."


def _then(dates: Dates, now: Standing, on: dt.date) -> str:
    """What there is to do, and by when."""
    if now.status in (Status.EXEMPT, Status.PAUSED, Status.NOT_REQUIRED):
        return ""
    if dates.due is None:
        return ""
    if now.status is Status.COMPLETE:
        return _renewal(dates, dates.due) if now.renewal_due else ""
    if dates.due == dates.valid_until:
        return "It is to be completed again."
    act = "complete again" if dates.completed_on else "complete"
    if dates.due < on:
        return f"It was to be {act.replace('complete', 'completed', 1)} by {in_words(dates.due)}."
    return f"To {act} by {in_words(dates.due)}."


def _renewal(dates: Dates, due: dt.date) -> str:
    if due == dates.valid_until:
        return f"It can be renewed now, by {in_words(due)}."
    return f"It can be renewed now, and is to be by {in_words(due)}."


def _span(until: dt.date | None) -> str:
    return f"until {in_words(until)}" if until else "until further notice"
