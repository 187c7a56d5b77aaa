"""What screens and phones ask every two seconds: has anything changed? Nothing is written for it.

One prepared statement each. A tag is a short text that is another one whenever there is something
new to show.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from learning.db.base import is_public_id, table
from learning.db.prepared import Prepared
from learning.scenarios.crew_sessions import LASTS
from learning.scenarios.models import CrewChoice, CrewSeat, CrewSession

_S, _SEAT, _CHOICE = table(CrewSession).c, table(CrewSeat).c, table(CrewChoice).c
OVER = "over"


@dataclass(frozen=True)
class Seen:
    """What a phone is told: the version that is shown now."""

    version: int
    touched_at: dt.datetime
    ended_at: dt.datetime | None

    def tag(self, *, at: dt.datetime) -> str:
        """The version in a word."""
        over = self.ended_at is not None or self.touched_at <= at - LASTS
        return OVER if over else str(self.version)


@dataclass(frozen=True)
class Watched(Seen):
    """What a screen is told beside it: how many have joined, and how many have chosen."""

    joined: int
    chose: int


_JOINED = select(func.count()).where(_SEAT.session_id == _S.id).correlate(table(CrewSession))
_CHOSE = select(func.count()).where(_CHOICE.session_id == _S.id, _CHOICE.round == _S.round)
_ASKED = _S.public_id == bindparam("crew")
_PHONE = Prepared(select(_S.version, _S.touched_at, _S.ended_at).where(_ASKED), Seen)
_SCREEN = Prepared(
    select(_S.version, _S.touched_at, _S.ended_at)
    .add_columns(_JOINED.scalar_subquery())
    .add_columns(_CHOSE.correlate(table(CrewSession)).scalar_subquery())
    .where(_ASKED, _S.facilitator_id == bindparam("person_id")),
    Watched,
)


def phone(session: Session, crew: str) -> Seen | None:
    """What a phone may know of a session; None where there is none."""
    found = _PHONE.rows(session, crew=crew) if is_public_id(crew) else []
    return found[0] if found else None


def screen(session: Session, crew: str, person_id: int) -> Watched | None:
    """What the screen of its facilitator may know."""
    found = _SCREEN.rows(session, crew=crew, person_id=person_id) if is_public_id(crew) else []
    return found[0] if found else None
