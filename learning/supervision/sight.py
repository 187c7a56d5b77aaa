"""Sight: which teams and people somebody sees because they supervise. Nothing else gives sight.

Who supervises a team sees the people in it and in every team below it. Those who supervise the same
team do not see each other: whoever supervises a team above does. A supervising role alone, without
a team, sees nobody; so does an administrator.

Only columns that say who and where somebody is are read here, so that the pages work through a role
of the database that may read no more.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import Session

from learning.db.base import is_public_id, table
from learning.db.prepared import Prepared
from learning.errors import NotFound
from learning.people.models import Person, Place, Team

_P, _L, _T = table(Person).c, table(Place).c, table(Team).c
NOBODY = "There is nobody here whom you supervise. The list of your teams shows everybody you do."
NO_TEAM = "There is no such team among those you supervise. The list of your teams shows them."


@dataclass(frozen=True)
class SeenTeam:
    """A team that somebody sees."""

    id: int
    public_id: str
    name: str
    path: str

    @property
    def depth(self) -> int:
        """How many teams it lies in, itself included."""
        return self.path.count("/") - 1


@dataclass(frozen=True)
class Sight:
    """The teams at the top of what somebody sees; empty where they supervise none."""

    viewer: int
    roots: tuple[SeenTeam, ...]


@dataclass(frozen=True)
class Member:
    """Somebody in a team, as supervisors see them."""

    id: int
    public_id: str
    name: str
    #: in the employer's own list
    number: str
    #: the teams through which they are seen
    teams: tuple[str, ...]

    @property
    def order(self) -> tuple[str, str]:
        """What lists of people are in the order of."""
        return unicodedata.normalize("NFKD", self.name).casefold(), self.public_id


@dataclass(frozen=True)
class Branch:
    """A range of the index of paths: a team alone, or with every team below it."""

    first: str
    before: str


def in_team(of: SeenTeam) -> Branch:
    """A team itself."""
    return Branch(of.path, f"{of.path}!")  # an id, which comes after "!", would be of one below


def in_or_below(of: SeenTeam) -> Branch:
    """A team and every team below it."""
    return Branch(of.path, f"{of.path[:-1]}0")  # "0" comes right after "/"


_ON = bindparam("on", type_=_L.since.type)
_HOLDS = (_L.since <= _ON) & or_(_L.until.is_(None), _L.until >= _ON)
#: an open team in a branch
IN_BRANCH = (
    (_T.path >= bindparam("first", type_=_T.path.type))
    & (_T.path < bindparam("before", type_=_T.path.type))
    & _T.closed_on.is_(None)
)
#: a place in a branch on a day
PLACED = IN_BRANCH & _HOLDS
_TEAM = (_T.id, _T.public_id, _T.name, _T.path)
_ROOTS = Prepared(
    select(*_TEAM)
    .join_from(table(Team), table(Place), _L.team_id == _T.id)
    .where(_L.person_id == bindparam("viewer"), _L.supervises.is_(True))
    .where(_HOLDS, _T.closed_on.is_(None))
    .distinct()
    .order_by(_T.path),
    SeenTeam,
)
_ONE = Prepared(
    select(*_TEAM).where(_T.public_id == bindparam("team"), _T.closed_on.is_(None)), SeenTeam
)
_TEAMS = Prepared(
    select(*_TEAM)
    .where(IN_BRANCH, _T.path > bindparam("after", type_=_T.path.type))
    .order_by(_T.path)
    .limit(bindparam("most", type_=_T.id.type)),
    SeenTeam,
)
_PEOPLE = Prepared(
    select(_P.id, _P.public_id, _P.name, _P.external_id, _T.name, _T.id, _L.supervises)
    .join_from(table(Place), table(Team), _T.id == _L.team_id)
    .join(table(Person), _P.id == _L.person_id)
    .where(PLACED, _P.deactivated_on.is_(None))
    .order_by(_T.path, _L.id)
    .limit(bindparam("most", type_=_P.id.type)),
    lambda *cells: _Placed(*cells),
)


class _Placed(NamedTuple):
    """Somebody in a team."""

    id: int
    public_id: str
    name: str
    number: str | None
    team: str
    team_id: int
    supervises: bool


def sight(session: Session, viewer: int, *, on: dt.date) -> Sight:
    """What somebody sees on a day."""
    roots: list[SeenTeam] = []
    for one in _ROOTS.rows(session, viewer=viewer, on=on):
        if not any(one.path.startswith(root.path) for root in roots):
            roots.append(one)
    return Sight(viewer, tuple(roots))


def team(session: Session, seen: Sight, public_id: str) -> SeenTeam:
    """A team by the id in its address, if it is seen; `NotFound` alike where there is none."""
    found = _ONE.rows(session, team=public_id) if is_public_id(public_id) and seen.roots else []
    if not found or not _is_seen(seen, found[0].path):
        raise NotFound(NO_TEAM)
    return found[0]


def _is_seen(seen: Sight, path: str) -> bool:
    return any(path.startswith(root.path) for root in seen.roots)


def teams_page(
    session: Session, tops: Sequence[SeenTeam], *, after: str = "", size: int
) -> list[SeenTeam]:
    """Open teams below some teams, those included, in the order of the tree.

    `after` is the path of the last team of the page before.
    """
    if not tops:
        return []
    if len(tops) == 1:
        return _TEAMS.rows(session, **vars(in_or_below(tops[0])), after=after, most=size)
    query = select(*_TEAM).where(_below(tops), _T.closed_on.is_(None), _T.path > after)
    return [SeenTeam(*row) for row in session.execute(query.order_by(_T.path).limit(size))]


def people(
    session: Session, seen: Sight, branch: Branch, *, on: dt.date, most: int
) -> tuple[list[Member], bool]:
    """Whom somebody sees in a branch, by name, and whether that is all of them.

    At most `most` places are read, in the order of the tree.
    """
    if not _is_seen(seen, branch.first):
        return [], True
    rows = _PEOPLE.rows(session, **vars(branch), on=on, most=most + 1)
    roots = {root.id for root in seen.roots}
    shown = [
        one
        for one in rows[:most]
        if not (one.supervises and one.team_id in roots) or one.id == seen.viewer
    ]
    return _members(one[:5] for one in shown), len(rows) <= most


def person(session: Session, seen: Sight, public_id: str, *, on: dt.date) -> Member:
    """Somebody by the id in their address, if they are seen; else `NotFound`, whoever it is."""
    if is_public_id(public_id) and seen.roots:
        query = _places(seen, on=on).where(_P.public_id == public_id).order_by(_T.path)
        found = _members(session.execute(query))
        if found:
            return found[0]
    raise NotFound(NOBODY)


def holds(on: dt.date) -> ColumnElement[bool]:
    """Places that somebody has on a day."""
    return (_L.since <= on) & or_(_L.until.is_(None), _L.until >= on)


def visible(seen: Sight) -> ColumnElement[bool]:
    """Places whose people are seen: not of those who supervise what one supervises oneself."""
    return or_(
        *(
            _below([root]) & or_(_L.supervises.is_(False), _T.id != root.id, _own(seen))
            for root in seen.roots
        )
    )


def _own(seen: Sight) -> ColumnElement[bool]:
    return _L.person_id == seen.viewer


def _below(tops: Sequence[SeenTeam]) -> ColumnElement[bool]:
    branches = [in_or_below(one) for one in tops]
    return or_(*((_T.path >= one.first) & (_T.path < one.before) for one in branches))


def _places(seen: Sight, *, on: dt.date) -> Select[Any]:
    return (
        select(_P.id, _P.public_id, _P.name, _P.external_id, _T.name)
        .join_from(table(Place), table(Team), _T.id == _L.team_id)
        .join(table(Person), _P.id == _L.person_id)
        .where(holds(on), _P.deactivated_on.is_(None), _T.closed_on.is_(None), visible(seen))
    )


def _members(rows: Any) -> list[Member]:
    """A person once, however many places they have."""
    found: dict[int, Member] = {}
    for id_, public_id, name, number, of in rows:
        before = found[id_].teams if id_ in found else ()
        teams = before if of in before else (*before, of)
        found[id_] = Member(id_, public_id, name, number or "", teams)
    return sorted(found.values(), key=lambda one: one.order)
