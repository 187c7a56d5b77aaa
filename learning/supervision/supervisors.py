"""Supervisors: who sees somebody's completions today. The other side of `sight`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from learning.audit.queries import Within
from learning.people.models import Person, Place, Team
from learning.people.paths import ancestors
from learning.supervision.gathering import belonged

_DAY = dt.timedelta(days=1)
_EARLIEST = dt.date(1970, 1, 1)


@dataclass(frozen=True)
class Supervisor:
    """Somebody who sees what a person has completed, and through which team of theirs."""

    id: int
    public_id: str
    name: str
    team: str


def supervisors(session: Session, person_id: int, *, on: dt.date) -> list[Supervisor]:
    """Who sees a person's completions on a day, by name; the person is not among them."""
    seen_from = {
        one
        for path, supervises in _places(session, person_id, on=on)
        for one in (ancestors(path)[:-1] if supervises else ancestors(path))
    }
    query = (
        select(Person.id, Person.public_id, Person.name, Team.name)
        .join(Place, Place.person_id == Person.id)
        .join(Team, Team.id == Place.team_id)
        .where(
            Place.supervises.is_(True),
            Place.team_id.in_(seen_from),
            Place.since <= on,
            or_(Place.until.is_(None), Place.until >= on),
            Person.id != person_id,
            Person.deactivated_on.is_(None),
            Team.closed_on.is_(None),
        )
        .distinct()
        .order_by(Person.name, Person.public_id, Team.name)
    )
    return [Supervisor(*row) for row in session.execute(query)]


def placed(session: Session, person_id: int, *, on: dt.date) -> tuple[str, list[str]]:
    """Somebody's number in the employer's own list, and the teams they have a place in on a day."""
    number = session.scalar(select(Person.external_id).where(Person.id == person_id))
    query = (
        select(Team.name)
        .join(Place, Place.team_id == Team.id)
        .where(Place.person_id == person_id, Place.since <= on, Team.closed_on.is_(None))
        .where(or_(Place.until.is_(None), Place.until >= on))
        .distinct()
        .order_by(Team.name)
    )
    return number or "", list(session.scalars(query))


def within(session: Session, person_id: int, zone: dt.tzinfo) -> list[Within]:
    """The teams in which somebody can or could be seen, with the moments between which they could.

    A day begins when people in the zone begin it.
    """
    found = belonged(session, person_id)
    query = select(Team.id, Team.public_id).where(Team.id.in_(found)).order_by(Team.id)
    return [
        Within(
            public_id,
            _begins(span.since, zone),
            _begins(span.until + _DAY, zone) if span.until else None,
        )
        for team, public_id in session.execute(query)
        for span in found[team]
    ]


def _begins(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    return dt.datetime.combine(max(day, _EARLIEST), dt.time(), zone)


def _places(session: Session, person_id: int, *, on: dt.date) -> list[tuple[str, bool]]:
    query = (
        select(Team.path, Place.supervises)
        .join(Place, Place.team_id == Team.id)
        .where(Place.person_id == person_id, Place.since <= on, Team.closed_on.is_(None))
        .where(or_(Place.until.is_(None), Place.until >= on))
    )
    return [(path, supervises) for path, supervises in session.execute(query)]
