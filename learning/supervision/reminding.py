"""Reminding: a supervisor has one mail sent to somebody about what is due, at most one a week.

The mail is written when it is sent, from what holds then: who has completed everything in the
meantime gets none. That it was asked for is an audit line, which the person can see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.audit import noting, queries
from learning.audit.noting import Line
from learning.audit.queries import Sought
from learning.errors import Conflict
from learning.people.models import Person
from learning.supervision.grid import Cell, Clock, cells_of
from learning.supervision.status import WANTING
from learning.work import jobs

REMINDER = "mail.reminder"
ACT = "person.reminded"
PAUSE = dt.timedelta(days=7)


def asks(cell: Cell) -> bool:
    """Whether there is something to remind of."""
    return cell.standing.status in WANTING or cell.standing.renewal_due


def last_reminded(session: Session, person: str, *, at: dt.datetime) -> dt.datetime | None:
    """When somebody was last reminded, if that was within `PAUSE`; by their public id."""
    sought = Sought(person=person, act=ACT, since=at - PAUSE)
    found = queries.page(session, sought, most=1).lines
    return found[0].at if found else None


def remind(session: Session, person: str, by: str, clock: Clock, *, at: dt.datetime) -> None:
    """Have somebody reminded by mail; both are public ids.

    `Conflict` within a week of the last, and where nothing asks to be done. The person is held
    meanwhile, so that of two supervisors at once one does.
    """
    session.scalar(select(Person.id).where(Person.public_id == person).with_for_update())
    if last_reminded(session, person, at=at) is not None:
        raise Conflict("They were reminded within the last week. Give it some days, or ask them.")
    if open_reminder(session, {"person": person, "by": by}, clock) is None:
        raise Conflict("There is nothing to remind them of. Their page shows where they stand.")
    noting.note(session, Line(ACT, "person", person, by), at=at)
    jobs.put(session, REMINDER, {"person": person, "by": by}, at=at)


@dataclass(frozen=True)
class Reminder:
    """Whom a reminder goes to, who asked for it, and the courses that ask for something."""

    email: str
    name: str
    by: str
    cells: list[Cell]


def open_reminder(session: Session, payload: Mapping[str, Any], clock: Clock) -> Reminder | None:
    """What a reminder says today; None where nothing is due any more, or one of the two is gone."""
    query = select(Person).where(Person.public_id == payload["person"], Person.invented.is_(False))
    person = session.scalar(query.where(Person.deactivated_on.is_(None)))
    by = session.scalar(select(Person.name).where(Person.public_id == payload["by"]))
    if person is None or by is None:
        return None
    cells = [cell for cell in cells_of(session, person.id, clock).values() if asks(cell)]
    return Reminder(person.email, person.name, by, cells) if cells else None
