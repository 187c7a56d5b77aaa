"""Pausing: somebody is away from work, and no clock runs for them until they are back.

Why they are away is neither asked nor kept. A supervisor sees "away", and the days.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import dates
from learning.db.base import is_public_id
from learning.errors import Invalid, NotFound
from learning.people.places import Span
from learning.supervision import stretches
from learning.supervision.models import Pause

_DAY = dt.timedelta(days=1)
_NONE = "There is no such absence. The person's page lists those that are noted."


def pause(
    session: Session, person_id: int, span: Span, *, made_by: int | None, on: dt.date
) -> Pause:
    """Note that somebody is away on some days; without an end, until their return is noted."""
    stretches.hold(session, person_id)
    one = Pause(person_id=person_id, since=span.since, until=span.until, made_by=made_by)
    stretches.add(session, one, of_person(session, person_id), on=on)
    return one


def find(session: Session, person_id: int, public_id: str) -> Pause:
    """One of a person's absences; somebody else's and none are both `NotFound`."""
    own = (Pause.public_id == public_id) & (Pause.person_id == person_id)
    found = session.scalar(select(Pause).where(own)) if is_public_id(public_id) else None
    if found is None:
        raise NotFound(_NONE)
    return found


def end(
    session: Session, one: Pause, *, back_on: dt.date, seen: dt.date | None, on: dt.date
) -> None:
    """Note the first day back at work: the absence ends on the day before."""
    if back_on <= one.since:
        raise Invalid(
            f"They are away from {dates.in_words(one.since)}. The first day back comes after that."
        )
    stretches.hold(session, one.person_id)
    others = of_person(session, one.person_id)
    stretches.end(session, one, others, until=back_on - _DAY, seen=seen, on=on)


def of_person(session: Session, person_id: int) -> list[Pause]:
    """All absences of a person, past and to come, the newest first."""
    theirs = select(Pause).where(Pause.person_id == person_id)
    return list(session.scalars(theirs.order_by(Pause.since.desc(), Pause.id.desc())))
