"""Where a team lay on a day, asked move by move: the slow way that other ways are held against."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.people.models import Team, TeamMove


def lineage(session: Session, team_id: int, *, on: dt.date) -> list[int]:
    """The ids of the teams in which a team lay on a day, its own first."""
    found: list[int] = []
    at: int | None = team_id
    while at is not None and at not in found:
        found.append(at)
        later = select(TeamMove.from_id).where(TeamMove.team_id == at, TeamMove.on > on)
        first = session.execute(later.order_by(TeamMove.on, TeamMove.id).limit(1)).first()
        now = select(Team.parent_id).where(Team.id == at)
        at = first[0] if first else session.scalar(now)
    return found
