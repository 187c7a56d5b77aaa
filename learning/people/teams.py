"""Teams: a tree that is made, renamed, moved and closed. What was is kept.

A team knows the way down to it as a path of ids, so that all that lies in a team is one range of an
index, however deep the tree.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.db.base import is_public_id
from learning.errors import Conflict, Invalid, NotFound, Stale
from learning.people.models import Place, Team, TeamMove

DEEPEST = 12
NO_TEAM = "There is no such team. The list of teams shows which there are."
_STALE = "Somebody else changed this team since you opened the page. Look at what holds now."
_TAKEN = "Another team has this number in your own list. Numbers name one team each."


def lies_in(path: str) -> ColumnElement[bool]:
    """Whether a team is the one with this path or lies in it: one range of the index of paths."""
    return (Team.path >= path) & (Team.path < f"{path[:-1]}0")  # "0" comes right after "/"


def ancestors(path: str) -> list[int]:
    """The ids on the way down a path, its own last."""
    return [int(one) for one in path.strip("/").split("/")]


@dataclass(frozen=True)
class Naming:
    """What a team is called; `external_id` is its number in the employer's own list."""

    name: str
    external_id: str | None = None


def find(session: Session, public_id: str) -> Team:
    """A team by the id in its address; `NotFound` where there is none."""
    sought = select(Team).where(Team.public_id == public_id)
    found = session.scalar(sought) if is_public_id(public_id) else None
    if found is None:
        raise NotFound(NO_TEAM)
    return found


def make(session: Session, naming: Naming, parent: Team | None) -> Team:
    """Add a team, in another one or at the top."""
    team = Team(name=_named(naming.name), external_id=naming.external_id or None, path="")
    if parent is not None:
        _refuse_closed(parent)
        _refuse_depth(len(ancestors(parent.path)) + 1)
        team.parent_id = parent.id
    session.add(team)
    _flush(session)
    team.path = f"{parent.path if parent else '/'}{team.id}/"
    session.flush()
    return team


def rename(session: Session, team: Team, naming: Naming, *, version: int) -> None:
    """Give a team another name, or another number."""
    _next_version(session, team, version)
    team.name, team.external_id = _named(naming.name), naming.external_id or None
    _flush(session)


def move(session: Session, team: Team, parent: Team | None, *, version: int, on: dt.date) -> None:
    """Have a team, with all that lies in it, lie in another one (None: at the top).

    Refused where that would be within itself. The tree is held meanwhile, so that two moves at
    once make no circle.
    """
    session.execute(select(Team.id).order_by(Team.id).with_for_update()).all()
    session.refresh(team)
    _next_version(session, team, version)
    if parent is not None:
        session.refresh(parent)
        if parent.path.startswith(team.path):
            raise Invalid("A team cannot lie in itself. Choose a team outside of it.")
        _refuse_closed(parent)
        _refuse_depth(len(ancestors(parent.path)) + _height(session, team))
    if (parent.id if parent else None) == team.parent_id:
        return
    to = parent.id if parent else None
    session.add(TeamMove(team_id=team.id, from_id=team.parent_id, to_id=to, on=on))
    team.parent_id = to
    session.flush()
    old, new = team.path, f"{parent.path if parent else '/'}{team.id}/"
    changed = func.concat(new, func.substr(Team.path, len(old) + 1))
    session.execute(update(Team).where(lies_in(old)).values(path=changed))
    session.expire_all()


def close(session: Session, team: Team, *, version: int, on: dt.date) -> None:
    """Close a team in which nobody is any more; one to which nothing refers goes for good.

    Refused while people or open teams are in it: where they belong then is not for us to say.
    """
    _next_version(session, team, version)
    still = or_(Place.until.is_(None), Place.until >= on)
    people = select(func.count(Place.person_id.distinct())).where(Place.team_id == team.id, still)
    below = select(func.count()).where(Team.parent_id == team.id, Team.closed_on.is_(None))
    here, teams = session.scalar(people) or 0, session.scalar(below) or 0
    if here or teams:
        raise Conflict(_still_there(here, teams))
    try:
        with session.begin_nested():
            session.execute(delete(Team).where(Team.id == team.id))
    except IntegrityError:  # somebody was in it once, or something was required of it
        team.closed_on = on
        session.flush()


def reopen(session: Session, team: Team, *, version: int) -> None:
    """Open a closed team again."""
    _next_version(session, team, version)
    if team.parent_id is not None:
        _refuse_closed(session.get_one(Team, team.parent_id))
    team.closed_on = None
    session.flush()


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


def _named(name: str) -> str:
    if not name.strip():
        raise Invalid("Enter what the team is called.")
    return " ".join(name.split())


def _next_version(session: Session, team: Team, version: int) -> None:
    """Count a change, if the team is still as it was when the form was opened."""
    same = (Team.id == team.id) & (Team.version == version)
    counted = session.execute(update(Team).where(same).values(version=version + 1))
    if counted.rowcount != 1:  # type: ignore[attr-defined]
        raise Stale(_STALE)
    session.refresh(team)


def _refuse_closed(team: Team) -> None:
    if team.closed_on is not None:
        raise Conflict("That team is closed. Choose one that is open, or open it again first.")


def _refuse_depth(depth: int) -> None:
    if depth > DEEPEST:
        raise Invalid(f"Teams lie at most {DEEPEST} deep. Choose a team further up.")


def _height(session: Session, team: Team) -> int:
    """How many levels a team has, its own included."""
    paths = session.scalars(select(Team.path).where(lies_in(team.path)))
    return max(len(ancestors(path)) for path in paths) - len(ancestors(team.path)) + 1


def _still_there(people: int, below: int) -> str:
    said = [f"{people} {'person' if people == 1 else 'people'}"] if people else []
    said += [f"{below} open {'team' if below == 1 else 'teams'}"] if below else []
    return f"There are still {' and '.join(said)} in this team. Move them first, then close it."


def _flush(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict(_TAKEN) from error
