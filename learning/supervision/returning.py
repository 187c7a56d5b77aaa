"""Returning: an account is opened again, and the time it was shut counts for nobody's clock."""

from __future__ import annotations

import contextlib
import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.errors import Conflict
from learning.people import leaving
from learning.people.models import Person
from learning.people.places import Span
from learning.supervision import pausing


def reactivate(session: Session, person_id: int, *, version: int, on: dt.date) -> None:
    """Let an account sign in again, and note the days until yesterday as an absence.

    Where an absence is noted on some of those days already, that one stands.
    """
    left = session.scalar(select(Person.deactivated_on).where(Person.id == person_id))
    leaving.reactivate(session, person_id, version=version, on=on)
    if left is not None and left < on:
        away = Span(left, on - dt.timedelta(days=1))
        with contextlib.suppress(Conflict):
            pausing.pause(session, person_id, away, made_by=None, on=on)
