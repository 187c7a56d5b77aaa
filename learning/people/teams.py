"""Teams: a tree that is made, renamed, moved and closed. What was is kept.

A team knows the way down to it as a path of ids, so that all that lies in a team is one range of an
index, however deep the tree.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, exists, func, literal, or_, select, update
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlalchemy.orm import Session

from learning.db.base import Base, is_public_id, table
from learning.errors import Conflict, Invalid, NotFound, Stale
from learning.people import recounting
from learning.people.models import Place, Team, TeamMove
from learning.people.paths import ancestors, lies_in
from learning.people.visible import shows

DEEPEST = 12
NO_TEAM = "There is no such team. The list of teams, under Administration, shows which there are."
_GONE = "That team is gone: somebody closed it a moment ago. Choose another one."
_STALE = "Somebody else changed this team since you opened the page. Look at what holds now."
_TWIN = "There is a team of this name there already. Give it another name, or use that team."
_TAKEN = "Another team has this number in your own list. Numbers name one team each."


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
        refuse_closed(session, parent)
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
    """Have a team, with all that lies in it, lie in another one (None: at the top) from today.

    Refused where that would be within itself, and where it lies there already. The tree is held
    meanwhile, so that two moves at once make no circle.
    """
    session.execute(select(Team.id).order_by(Team.id).with_for_update()).all()
    _next_version(session, team, version)
    if parent is not None:
        refuse_closed(session, parent)
        if parent.path.startswith(team.path):
            raise Invalid("A team cannot lie in itself. Choose a team outside of it.")
        _refuse_depth(len(ancestors(parent.path)) + _height(session, team))
    to = parent.id if parent else None
    if to == team.parent_id:
        raise Conflict("It lies there already. Choose another team, or leave it where it is.")
    session.add(TeamMove(team_id=team.id, from_id=team.parent_id, to_id=to, on=on))
    team.parent_id = to
    session.flush()
    _lead_down(session, team.path, f"{parent.path if parent else '/'}{team.id}/")
    recounting.ask_of_team(session, team.path, None, on=on)


def _lead_down(session: Session, old: str, new: str) -> None:
    """Give a whole branch its new way down."""
    branch = update(Team).where(lies_in(old)).execution_options(synchronize_session=False)
    session.execute(branch.values(path=literal(new).concat(func.substr(Team.path, len(old) + 1))))
    session.expire_all()


def close(session: Session, team: Team, *, version: int, on: dt.date) -> bool:
    """Close a team in which nobody is any more; whether anything of it is left.

    One to which nothing refers goes for good. Refused while people or open teams are in it: where
    they belong then is not for us to say.
    """
    _next_version(session, team, version)
    here, below = still_there(session, team, on=on)
    if here or below:
        raise Conflict(_said(here, below))
    try:
        with session.begin_nested():
            session.execute(delete(Team).where(Team.id == team.id))
    except IntegrityError:  # somebody was in it once, or something was required of it
        closed = update(Team).where(Team.id == team.id, Team.closed_on.is_(None))
        session.execute(closed.values(closed_on=on))
        session.refresh(team)
        return True
    return False


def refuse_twin(
    session: Session, name: str, parent_id: int | None, *, but: Team | None = None
) -> None:
    """Raise `Conflict` where an open team in another one (None: at the top) has this name.

    `but` is the team that is named or moved itself. An import asks for none of this: a list tells
    its teams apart by their numbers.
    """
    query = select(Team.name).where(Team.parent_id == parent_id, Team.closed_on.is_(None))
    if but is not None:
        query = query.where(Team.id != but.id)
    wanted = " ".join(name.split()).casefold()
    if any(known.casefold() == wanted for known in session.scalars(query)):
        raise Conflict(_TWIN)


def is_kept(session: Session, team: Team) -> bool:
    """Whether something refers to a team, so that closing it would not delete it.

    Every table that refers to teams is asked, whichever room it is of.
    """
    teams = table(Team)
    theirs = [
        column
        for other in Base.metadata.sorted_tables
        for column in other.columns
        for key in column.foreign_keys
        if key.column.table is teams and key.ondelete != "CASCADE"
    ]
    return any(session.scalar(select(exists().where(one == team.id))) for one in theirs)


def still_there(session: Session, team: Team, *, on: dt.date) -> tuple[int, int]:
    """How many people have a place in a team itself, now or later, and how many open teams."""
    still = or_(Place.until.is_(None), Place.until >= on)
    people = select(func.count(Place.person_id.distinct())).where(Place.team_id == team.id, still)
    below = select(func.count()).where(Team.parent_id == team.id, Team.closed_on.is_(None))
    return session.scalar(people) or 0, session.scalar(below) or 0


def reopen(session: Session, team: Team, *, version: int) -> None:
    """Open a closed team again."""
    _next_version(session, team, version)
    if team.parent_id is not None:
        refuse_closed(session, session.get_one(Team, team.parent_id))
    team.closed_on = None
    session.flush()


def _named(name: str) -> str:
    if not shows(name):
        raise Invalid("Enter what the team is called.")
    return " ".join(name.split())


def _next_version(session: Session, team: Team, version: int) -> None:
    """Count a change, if the team is still as it was when the form was opened."""
    same = (Team.id == team.id) & (Team.version == version)
    counted = session.execute(update(Team).where(same).values(version=version + 1))
    if counted.rowcount != 1:  # type: ignore[attr-defined]
        raise Stale(_STALE)
    session.refresh(team)


def refuse_closed(session: Session, team: Team) -> None:
    """Raise `Conflict` for a closed team; an open one stays open, and where it is, meanwhile."""
    hold(session, team)
    if team.closed_on is not None:
        raise Conflict("That team is closed. Choose one that is open, or open it again first.")


def hold(session: Session, team: Team) -> None:
    """Read a team anew, and let nobody close or move it until the unit ends."""
    try:
        session.refresh(team, with_for_update={"read": True})
    except InvalidRequestError as error:
        raise NotFound(_GONE) from error


def _refuse_depth(depth: int) -> None:
    if depth > DEEPEST:
        raise Invalid(f"Teams lie at most {DEEPEST} deep. Choose a team further up.")


def _height(session: Session, team: Team) -> int:
    """How many levels a team has, its own included."""
    paths = session.scalars(select(Team.path).where(lies_in(team.path)))
    return max(len(ancestors(path)) for path in paths) - len(ancestors(team.path)) + 1


def _said(people: int, below: int) -> str:
    said = [f"{people} {'person' if people == 1 else 'people'}"] if people else []
    said += [f"{below} open {'team' if below == 1 else 'teams'}"] if below else []
    are = "is" if (people or below) == 1 else "are"
    return f"There {are} still {' and '.join(said)} in this team. Move them first, then close it."


def _flush(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict(_TAKEN) from error
