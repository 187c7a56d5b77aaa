"""Audit lines about a person and by them, for that person's own copy.

They hang on no foreign key, because they outlive the person; so they are found by the public id.
Looks of others are told by the day and not the time: the time would be about whoever looked.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.audit import queries, wording
from learning.audit.acts import ACTS
from learning.audit.models import AuditLine
from learning.audit.queries import Read
from learning.db.base import table
from learning.db.sheets import Row, Sheet
from learning.people.models import Person
from learning.people.naming import people_named, teams_named
from learning.supervision import supervisors

_AT_ONCE = 200
_LOOK = "person.seen"
_TELLS = frozenset(table(AuditLine).c)
_TITLE = "Who looked at what you completed, and who changed your account"
_OWN_TITLE = "What you did for others that was noted"


def sheets(zone: dt.tzinfo) -> tuple[Sheet, ...]:
    """Both sheets, the newest lines first; days are those of a zone."""

    def about(session: Session, person_id: int) -> Iterator[Row]:
        return _about(session, person_id, zone)

    columns = ("on", "by", "act", "in_words", "team", "note")
    return (
        Sheet("looks_and_changes", _TITLE, columns, _TELLS, about, _counted(about)),
        Sheet("acts", _OWN_TITLE, ("at", "act", "in_words", "note"), _TELLS, _by, _counted(_by)),
    )


def _about(session: Session, person_id: int, zone: dt.tzinfo) -> Iterator[Row]:
    names = _Names(session, {}, {})
    looks = _looks(session, person_id, zone)
    lines = queries.about(session, _public_id(session, person_id))
    changes = (one for one in lines if one.act != _LOOK)  # looks at the person are among the looks
    for one in heapq.merge(looks, changes, key=attrgetter("number"), reverse=True):
        yield {
            "on": one.at.astimezone(zone).date(),
            "by": names.person(one.actor),
            "act": one.act,
            "in_words": ACTS.get(one.act, one.act),
            "team": names.team(one.subject) if one.kind == "team" else None,
            "note": one.note or None,
        }


def _by(session: Session, person_id: int) -> Iterator[Row]:
    for one in queries.by(session, _public_id(session, person_id)):
        words = ACTS.get(one.act, one.act)
        yield {"at": one.at, "act": one.act, "in_words": words, "note": one.note or None}


def _looks(session: Session, person_id: int, zone: dt.tzinfo) -> Iterator[Read]:
    person, after, more = _public_id(session, person_id), "", True
    teams = supervisors.within(session, person_id, zone)
    while more:
        found = queries.looks_at(session, person, teams, after, most=_AT_ONCE)
        yield from found.lines
        after, more = found.earlier, bool(found.earlier)


def _public_id(session: Session, person_id: int) -> str:
    return session.scalars(select(Person.public_id).where(Person.id == person_id)).one()


def _counted(rows: Any) -> Any:
    """How many rows there are: a person has as many as were written about them."""
    return lambda session, person_id: sum(1 for _ in rows(session, person_id))


@dataclass(frozen=True)
class _Names:
    """Names by public ids, each looked up once."""

    session: Session
    people: dict[str, str]
    teams: dict[str, str]

    def person(self, public_id: str) -> str:
        if not public_id:
            return wording.PLATFORM
        if public_id not in self.people:
            found = people_named(self.session, [public_id])
            self.people[public_id] = found.get(public_id, wording.ERASED)
        return self.people[public_id]

    def team(self, public_id: str) -> str:
        if public_id not in self.teams:
            self.teams[public_id] = teams_named(self.session, [public_id])[public_id]
        return self.teams[public_id]
