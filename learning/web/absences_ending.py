"""How an absence and an exemption end: what is said before, what is asked for, and what is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from learning.supervision import courses, exempting, pausing, stretches
from learning.supervision.models import Exemption, Pause
from learning.web import shelves
from learning.web.absences_forms import EndForm

_DAY = dt.timedelta(days=1)
_CORRECTED, _TAKEN = "the last day corrected", "taken away before it began"
_CHANGES = "It is over. Another day changes what was due since, and what is due now."
_AWAY = (
    "Clocks run again from that day. Each day away moves what is due by a day, and leaves at least "
    "14 days after the last of them, even where it was overdue before."
)
_EXEMPT = (
    "After it the course is required again, where a requirement asks for it. Each day of it moves "
    "what is due by a day, and leaves at least 14 days after the last of them, even where it was "
    "overdue before."
)


@dataclass(frozen=True)
class Ending:
    """What the page that ends one says; `label` is asked of the day."""

    title: str
    lead: str
    label: str
    hint: str
    act: str
    #: the day that the form begins with
    day: dt.date
    #: nothing of it has passed, so that it may be taken away
    fresh: bool
    #: what is said after
    done: str
    #: what the audit line says of it ended, and of it taken away
    noted: str
    taken: str


@dataclass(frozen=True)
class Kind:
    """Absences or exemptions; `act` is how their audit lines begin."""

    act: str
    find: Callable[[Session, int, str], Any]
    told: Callable[[Session, Any, dt.date], Ending]
    end: Callable[[Session, Any, EndForm, dt.date], None]


def _away(_session: Session, one: Pause, on: dt.date) -> Ending:
    over = stretches.is_over(one, on=on)
    return Ending(
        title="Correct the return" if over else "Back at work",
        lead=f"Away {stretches.told(one)}.",
        label="The first day back at work",
        hint=f"{_CHANGES} {_AWAY}" if over else _AWAY,
        act="Correct the return" if over else "Note the return",
        day=one.until + _DAY if over and one.until else max(on, one.since + _DAY),
        fresh=one.since >= on,
        done="The return is corrected." if over else "The return is noted.",
        noted=_CORRECTED if over else "",
        taken=_TAKEN,
    )


def _exempt(session: Session, one: Exemption, on: dt.date) -> Ending:
    over = stretches.is_over(one, on=on)
    title = courses.named(session, shelves.shelf(), one.course).title
    return Ending(
        title="Correct the last day" if over else "End this exemption?",
        lead=f"{title}, {stretches.told(one)}.",
        label="The last day of the exemption",
        hint=f"{_CHANGES} {_EXEMPT}" if over else _EXEMPT,
        act="Correct the last day" if over else "End the exemption",
        day=one.until if over and one.until else max(on, one.since),
        fresh=one.since >= on,
        done="The last day is corrected." if over else "The exemption ends with that day.",
        noted=f"{one.course}, {_CORRECTED}" if over else one.course,
        taken=f"{one.course}, {_TAKEN}",
    )


def _end_pause(session: Session, one: Pause, form: EndForm, on: dt.date) -> None:
    pausing.end(session, one, back_on=form.day.data or on, seen=form.last_seen, on=on)


def _end_exemption(session: Session, one: Exemption, form: EndForm, on: dt.date) -> None:
    exempting.end(session, one, until=form.day.data or on, seen=form.last_seen, on=on)


#: by what they are called in addresses
KINDS = {
    "away": Kind("pause", pausing.find, _away, _end_pause),
    "exemptions": Kind("exemption", exempting.find, _exempt, _end_exemption),
}
