"""What a person's record says of crews: those they had noted that they took part in, and led.

Their choices are nowhere: no table leads from a person to one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.db.base import table
from learning.db.sheets import Sheet, listing
from learning.scenarios import crew_sessions
from learning.scenarios.models import CrewAttendance, CrewSession

_A, _S = table(CrewAttendance), table(CrewSession)
PAGE = 30


@dataclass(frozen=True)
class Attended:
    """A session that somebody took part in: what was played, and on which day."""

    crew: str
    course: str
    scenario: str
    release_id: int
    on: dt.date


def attended(session: Session, person_id: int, before: str = "") -> tuple[Sequence[Attended], str]:
    """What a person had noted, the newest session first, and what leads to earlier ones."""
    columns = (_S.c.public_id, _S.c.course, _S.c.scenario, _S.c.release_id, _A.c.on)
    query = select(*columns).join_from(_A, _S).where(_A.c.person_id == person_id)
    last = crew_sessions.named(session, before) if before else None
    if last is not None:
        query = query.where(_S.c.id < last.id)
    rows = session.execute(query.order_by(_S.c.id.desc()).limit(PAGE + 1)).all()
    found = [Attended(*row) for row in rows]
    return found[:PAGE], found[PAGE - 1].crew if len(found) > PAGE else ""


def sheets() -> tuple[Sheet, ...]:
    """For a person's own copy: the sessions they led, and those they had noted."""
    led = (
        select(_S.c.course, _S.c.scenario, _S.c.begun_at, _S.c.ended_at)
        .add_columns(_S.c.attendance.label("offered_attendance"), _S.c.path.label("counts"))
        .order_by(_S.c.id)
    )
    part = select(_S.c.course, _S.c.scenario, _A.c.on).join_from(_A, _S).order_by(_S.c.id)
    return (
        listing("crews_led", "Scenarios you led with a crew", led, _S.c.facilitator_id),
        listing("crews", "Scenarios you took part in with a crew", part, _A.c.person_id),
    )
