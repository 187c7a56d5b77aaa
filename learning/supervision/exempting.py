"""Exempting: somebody need not complete a course on some days, for a reason that is written down.

The person reads the reason; a supervisor sees "exempt" and never why.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.db.base import is_public_id
from learning.errors import Invalid, NotFound
from learning.people.places import Span
from learning.releases.shelf import Shelf
from learning.supervision import courses, stretches
from learning.supervision.models import Exemption

SHORTEST, LONGEST = 5, 300
_NONE = "There is no such exemption. The person's page lists those they have."


@dataclass(frozen=True)
class Reasoned:
    """From which course, on which days and why: 5 to 300 characters that the person may read."""

    course: str
    span: Span
    reason: str


def exempt(
    session: Session,
    shelf: Shelf,
    person_id: int,
    asked: Reasoned,
    *,
    made_by: int | None,
    on: dt.date,
) -> Exemption:
    """Exempt somebody from a course that can be begun; once on any day."""
    reason = " ".join(asked.reason.split())
    if not SHORTEST <= len(reason) <= LONGEST:
        raise Invalid(f"Give a reason of {SHORTEST} to {LONGEST} characters. The person reads it.")
    courses.live(session, shelf, asked.course)
    stretches.hold(session, person_id)
    one = Exemption(
        person_id=person_id,
        course=asked.course,
        since=asked.span.since,
        until=asked.span.until,
        reason=reason,
        made_by=made_by,
    )
    stretches.add(session, one, _of_course(session, person_id, asked.course), on=on)
    return one


def find(session: Session, person_id: int, public_id: str) -> Exemption:
    """One of a person's exemptions; somebody else's and none are both `NotFound`."""
    own = (Exemption.public_id == public_id) & (Exemption.person_id == person_id)
    found = session.scalar(select(Exemption).where(own)) if is_public_id(public_id) else None
    if found is None:
        raise NotFound(_NONE)
    return found


def end(
    session: Session, one: Exemption, *, until: dt.date, seen: dt.date | None, on: dt.date
) -> None:
    """End an exemption with its last day. See `stretches.end`."""
    stretches.hold(session, one.person_id)
    others = _of_course(session, one.person_id, one.course)
    stretches.end(session, one, others, until=until, seen=seen, on=on)


def of_person(session: Session, person_id: int) -> list[Exemption]:
    """All that a person has, had or will have, the newest first."""
    order = (Exemption.since.desc(), Exemption.id.desc())
    theirs = select(Exemption).where(Exemption.person_id == person_id)
    return list(session.scalars(theirs.order_by(*order)))


def _of_course(session: Session, person_id: int, course: str) -> list[Exemption]:
    same = (Exemption.person_id == person_id) & (Exemption.course == course)
    return list(session.scalars(select(Exemption).where(same)))
