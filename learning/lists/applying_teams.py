"""Making, renaming and moving the teams of a plan, many at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from learning.db.base import public_id
from learning.lists import touching
from learning.lists.team_plans import Key, TeamChange, TeamPlan
from learning.lists.touching import Doing
from learning.people import recounting
from learning.people.models import Team, TeamMove


def apply(session: Session, plan: TeamPlan, doing: Doing) -> None:
    """Change what the plan says. The tree is held already, so that no other move crosses it."""
    if not plan.changes:
        return
    on = doing.on
    ids = _made(session, [one for one in plan.changes if one.known is None])

    def id_of(key: Key | None) -> int | None:
        return ids[key] if isinstance(key, str) else key

    _named(session, plan.changes, ids, id_of)
    moved = [one for one in plan.changes if one.moves]
    if moved:
        session.execute(insert(TeamMove), [_move(one, id_of, on) for one in moved])
    _walk(session)
    paths = select(Team.path).where(Team.id.in_([one.known.id for one in moved if one.known]))
    for path in session.scalars(paths).all():
        recounting.ask_of_team(session, path, None, on=on)
    _note(session, plan.changes, doing)


def _note(session: Session, changes: Iterable[TeamChange], doing: Doing) -> None:
    made = select(Team.external_id, Team.public_id).where(Team.external_id.is_not(None))
    new = {row.external_id: row.public_id for row in session.execute(made)}
    acts = [
        (act, one.known.public_id if one.known else new[one.called])
        for one in changes
        for act in touching.of_team(one)
    ]
    touching.note(session, "team", acts, doing)


def _made(session: Session, changes: Sequence[TeamChange]) -> dict[str, int]:
    """New teams, without a way yet; their ids by what the list calls them."""
    rows = [
        {"public_id": public_id(), "external_id": one.called, "name": one.name, "path": ""}
        for one in changes
    ]
    if not rows:
        return {}
    added = insert(Team).returning(Team.external_id, Team.id)
    return {str(row.external_id): row.id for row in session.execute(added, rows)}


def _named(
    session: Session,
    changes: Iterable[TeamChange],
    ids: Mapping[str, int],
    id_of: Callable[[Key | None], int | None],
) -> None:
    """The names and parents of all of them; those that were here count a version more."""
    rows = []
    held = session.execute(select(Team.id, Team.version))
    versions = {row.id: row.version for row in held}
    for one in changes:
        team_id = one.known.id if one.known else ids[one.called]
        version = versions[team_id] + (one.known is not None)
        row = {"id": team_id, "name": one.name, "parent_id": id_of(one.parent), "version": version}
        rows.append(row)
    session.execute(update(Team), rows)


def _move(
    change: TeamChange, id_of: Callable[[Key | None], int | None], on: dt.date
) -> dict[str, object]:
    assert change.known is not None, "what moves was here"
    from_id, to_id = change.known.parent_id, id_of(change.parent)
    return {"team_id": change.known.id, "from_id": from_id, "to_id": to_id, "on": on}


def _walk(session: Session) -> None:
    """The ways of all teams that no longer say where they lie."""
    rows = session.execute(select(Team.id, Team.parent_id, Team.path)).all()
    parents = {row.id: row.parent_id for row in rows}

    def way(team_id: int | None) -> str:
        return f"{way(parents[team_id])}{team_id}/" if team_id is not None else "/"

    changed = [{"id": row.id, "path": way(row.id)} for row in rows if row.path != way(row.id)]
    if changed:
        session.execute(update(Team), changed)
    session.expire_all()
