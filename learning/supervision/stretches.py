"""Stretches of days that are noted of one person: no two of a kind may meet, and each is ended.

Shared by exemptions and absences. The person is held while theirs change, so that of two that are
noted at once one is refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session

from learning import dates
from learning.errors import Conflict, Invalid, NotFound, Stale
from learning.people import erasing, recounting
from learning.people.places import Span, check_span
from learning.supervision.models import Exemption, Pause

Stretch = Exemption | Pause
_GONE = "There is no such person. The list of people shows who is here."
_STALE = "Somebody else changed this since you opened the page. Look at what holds now."


def span_of(one: Stretch) -> Span:
    """The days of a stretch."""
    return Span(one.since, one.until)


def hold(session: Session, person_id: int) -> None:
    """Hold a person until the unit ends; `NotFound` where they are gone."""
    if erasing.held(session, person_id) is None:
        raise NotFound(_GONE)


def add(session: Session, one: Stretch, others: Iterable[Stretch], *, on: dt.date) -> None:
    """Note a stretch of a person who is held; refused where it meets one of the others."""
    check_span(span_of(one), on=on)
    for other in others:
        if span_of(other).meets(span_of(one)):
            raise Conflict(
                f"There is one already {told(other)}, and the two would meet. End that one first, "
                "or choose other days."
            )
    session.add(one)
    session.flush()
    recounting.ask(session, [one.person_id], on=on)


def end(
    session: Session,
    one: Stretch,
    others: Iterable[Stretch],
    *,
    until: dt.date,
    seen: dt.date | None,
    on: dt.date,
) -> None:
    """End a stretch with a day. `seen` is the last day that the form was opened with.

    One that has ended is corrected so: to any day from its first. What was due changes with it.
    """
    _refuse_changed(session, one, seen)
    if until < one.since:
        raise Invalid(f"It begins on {dates.in_words(one.since)}. Choose a later day.")
    check_span(Span(one.since, until), on=on)
    for other in others:
        if other.id != one.id and span_of(other).meets(Span(one.since, until)):
            raise Conflict(f"There is another one {told(other)}. Choose a day before it begins.")
    one.until = until
    session.flush()
    recounting.ask(session, [one.person_id], on=on)


def take_away(session: Session, one: Stretch, *, seen: dt.date | None, on: dt.date) -> None:
    """Take away what begins today or later: no day of it has passed, so nothing is lost."""
    _refuse_changed(session, one, seen)
    if one.since < on:
        raise Conflict("It has begun, so it stays on record. End it with a day instead.")
    session.delete(one)
    session.flush()
    recounting.ask(session, [one.person_id], on=on)


def is_over(one: Stretch, *, on: dt.date) -> bool:
    """Whether its last day has passed."""
    return one.until is not None and one.until < on


def told(one: Stretch) -> str:
    """The days of a stretch in words that follow another: "from 3 March 2027 on"."""
    since = f"from {dates.in_words(one.since)}"
    return f"{since} until {dates.in_words(one.until)}" if one.until else f"{since} on"


def _refuse_changed(session: Session, one: Stretch, seen: dt.date | None) -> None:
    hold(session, one.person_id)
    session.refresh(one)
    if one.until != seen:
        raise Stale(_STALE)
