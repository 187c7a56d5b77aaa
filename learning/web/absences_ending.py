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


@dataclass(frozen=True)
class Ending:
    """What the page that ends one says; `label` is asked of the day."""

    title: str
    lead: str
    label: str
    hint: str
    act: str
    #: the first day that makes sense
    first: dt.date
    #: nothing of it has passed, so that it may be taken away
    fresh: bool


@dataclass(frozen=True)
class Kind:
    """Absences or exemptions; `act` is how their audit lines begin, `done` what is said after."""

    act: str
    done: str
    find: Callable[[Session, int, str], Any]
    told: Callable[[Session, Any, dt.date], Ending]
    end: Callable[[Session, Any, EndForm, dt.date], None]


def _away(_session: Session, one: Pause, on: dt.date) -> Ending:
    return Ending(
        title="Back at work",
        lead=f"Away {stretches.told(one)}.",
        label="The first day back at work",
        hint="Clocks run again from that day. What was due has the days left, at least 14 of them.",
        act="Note the return",
        first=one.since + _DAY,
        fresh=one.since >= on,
    )


def _exempt(session: Session, one: Exemption, on: dt.date) -> Ending:
    title = courses.named(session, shelves.shelf(), one.course).title
    return Ending(
        title="End this exemption?",
        lead=f"{title}, {stretches.told(one)}.",
        label="The last day of the exemption",
        hint="After it the course is required again, where a requirement asks for it.",
        act="End the exemption",
        first=one.since,
        fresh=one.since >= on,
    )


def _end_pause(session: Session, one: Pause, form: EndForm, on: dt.date) -> None:
    pausing.end(session, one, back_on=form.day.data or on, seen=form.last_seen, on=on)


def _end_exemption(session: Session, one: Exemption, form: EndForm, on: dt.date) -> None:
    exempting.end(session, one, until=form.day.data or on, seen=form.last_seen, on=on)


#: by what they are called in addresses
KINDS = {
    "away": Kind("pause", "The return is noted.", pausing.find, _away, _end_pause),
    "exemptions": Kind(
        "exemption", "The exemption ends with that day.", exempting.find, _exempt, _end_exemption
    ),
}
