"""Naming requirements by their public ids, for lists that keep ids alone."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.people.models import Team
from learning.supervision.models import Requirement


def requirements_named(session: Session, ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """The course and the team of some requirements; an empty team is everybody.

    One that was taken away before it began is not among them.
    """
    query = (
        select(Requirement.public_id, Requirement.course, Team.name)
        .outerjoin(Team, Team.id == Requirement.team_id)
        .where(Requirement.public_id.in_(set(ids)))
    )
    return {one: (course, team or "") for one, course, team in session.execute(query)}
