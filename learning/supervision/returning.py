"""Returning: an account is opened again, and the time it was shut counts for nobody's clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.people import leaving
from learning.people.models import Person
from learning.people.places import Span
from learning.supervision import pausing
from learning.supervision.facts import joined, within

_DAY = dt.timedelta(days=1)


def reactivate(session: Session, person_id: int, *, version: int, on: dt.date) -> None:
    """Let an account sign in again, and note the days until yesterday as an absence.

    Days on which an absence is noted already keep that one.
    """
    left = session.scalar(select(Person.deactivated_on).where(Person.id == person_id))
    leaving.reactivate(session, person_id, version=version, on=on)
    if left is None or left >= on:
        return
    noted = [Span(one.since, one.until) for one in pausing.of_person(session, person_id)]
    for away in without(Span(left, on - _DAY), noted):
        pausing.pause(session, person_id, away, made_by=None, on=on)


def without(span: Span, others: Iterable[Span]) -> list[Span]:
    """The parts of a span with an end that lie in none of some others."""
    assert span.until is not None, "it ends"
    found, since = [], span.since
    for other in joined(others):
        if other.since > since:
            found += within([Span(since, other.since - _DAY)], span)
        if other.until is None:
            return found
        since = max(since, other.until + _DAY)
    return found + (within([Span(since, span.until)], span) if since <= span.until else [])
