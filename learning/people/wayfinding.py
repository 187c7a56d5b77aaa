"""Wayfinding: teams by what they are called, each with the way down to it.

Two services may both have a team "Duty": only the way tells them apart.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.people.models import Team
from learning.people.paths import ancestors, lies_in

MOST = 20
"""Teams offered at once: whoever sees more of them than that types more of the name."""


@dataclass(frozen=True)
class Found:
    """An open team; `way` names the teams it lies in, from the top down, without itself."""

    public_id: str
    name: str
    way: tuple[str, ...]

    @property
    def in_full(self) -> str:
        """The way and the name: "Family Help, North, Duty"."""
        return ", ".join((*self.way, self.name))


@dataclass(frozen=True)
class Offer:
    """Some teams to choose from, and whether there are more that were not shown."""

    teams: Sequence[Found]
    more: bool


def offer(session: Session, sought: str = "", *, outside: str = "", most: int = MOST) -> Offer:
    """Open teams whose name or number in the employer's list has a text in it, by name.

    With `outside`, the path of a team, none that is that team or lies in it.
    """
    query = select(Team).where(Team.closed_on.is_(None)).order_by(Team.name, Team.id)
    text = " ".join(sought.split())
    if text:
        named = Team.name.icontains(text, autoescape=True)
        query = query.where(named | (Team.external_id == text))
    if outside:
        query = query.where(~lies_in(outside))
    rows = session.scalars(query.limit(most + 1)).all()
    shown = rows[:most]
    ways = ways_to(session, shown)
    return Offer([ways[one.id] for one in shown], more=len(rows) > most)


def ways_to(session: Session, teams: Collection[Team]) -> dict[int, Found]:
    """Teams with the way down to each, by their row ids, whether open or closed."""
    above = {one for team in teams for one in ancestors(team.path)}
    rows = session.execute(select(Team.id, Team.name).where(Team.id.in_(above)))
    names = {row.id: row.name for row in rows}
    return {one.id: Found(one.public_id, one.name, _way(one, names)) for one in teams}


def way_to(session: Session, team: Team) -> Found:
    """One team with the way down to it."""
    return ways_to(session, [team])[team.id]


def _way(team: Team, names: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(names[one] for one in ancestors(team.path)[:-1])
