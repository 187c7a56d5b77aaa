"""Recounting: keeps the read model of duties in step with what it rests on.

Whoever changes a place, a requirement or a completion asks for it in the same unit (see
`learning.people.recounting`); here it is worked out, some people at a time. The web does so right
after a small change, the worker does the rest and what only time changes: an asking may name a day
to come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import astuple, fields

from sqlalchemy import delete, insert, literal, select, tuple_
from sqlalchemy.orm import Session

from learning.db import Database
from learning.db.base import table
from learning.people.models import Person, Recount, Team
from learning.people.recounting import ask_of_team
from learning.releases.shelf import Shelf
from learning.supervision import duties
from learning.supervision.gathering import House, facts, house
from learning.supervision.models import Duty, Requirement
from learning.supervision.status import Dates

AT_ONCE = 200
"""People in one unit of work."""
_D, _R = table(Duty), table(Recount)
_NAMES = tuple(one.name for one in fields(Dates))


def catch_up(
    database: Database,
    zone: str,
    *,
    on: dt.date,
    most: int | None = None,
    shelf: Shelf | None = None,
) -> int:
    """Work out the duties of everybody for whom it was asked until a day; returns for how many.

    Each batch is a unit of its own, so that a power cut leaves the rest to be done later. With
    `most`, what is beyond so many people is left to the worker. A `shelf` that was used before
    saves reading courses; it must ask each time which release is active.
    """
    done, shelf = 0, shelf or Shelf(seconds=0)
    while (most is None or done < most) and _is_anybody_due(database, on=on):
        with database.writing() as session:
            people = _claimed(session, on=on)
            if people:
                recount(session, house(session, shelf, zone), people, on=on)
        if not people:
            break  # others hold all of them, and will ask again or let go
        done += len(people)
    return done


def _is_anybody_due(database: Database, *, on: dt.date) -> bool:
    with database.reading() as session:
        return session.scalar(select(_R.c.id).where(_R.c.on <= on).limit(1)) is not None


def recount(session: Session, house: House, people: Sequence[int], *, on: dt.date) -> int:
    """Work out some people's duties anew and ask again for the day of their next change.

    Returns how many rows were others than before. The people are held meanwhile, so that of two
    at once the later one sees what the first has seen, and more.
    """
    held = select(Person.id).where(Person.id.in_(people)).order_by(Person.id)
    session.execute(held.with_for_update(key_share=True)).all()
    known = facts(session, house, people)
    wanted = {
        (person_id, course): one
        for person_id, of in known.items()
        for course, one in duties.duties(of, on=on).items()
    }
    changed = _written(session, people, wanted)
    changes = {person_id: duties.next_change(of, on=on) for person_id, of in known.items()}
    _ask_for(session, {(one, day) for one, day in changes.items() if day is not None})
    return changed


def rebuild(database: Database, zone: str, *, on: dt.date) -> tuple[int, int]:
    """Work out everybody's duties anew: for how many people, and how many rows were wrong."""
    last, number, wrong, shelf = 0, 0, 0, Shelf(seconds=0)
    while True:
        with database.writing() as session:
            query = select(Person.id).where(Person.id > last).order_by(Person.id).limit(AT_ONCE)
            people = list(session.scalars(query))
            if not people:
                return number, wrong
            wrong += recount(session, house(session, shelf, zone), people, on=on)
        last, number = people[-1], number + len(people)


def ask_about(session: Session, course: str, *, on: dt.date) -> None:
    """Ask for everybody who has to do with a course: it changed in a way that counts."""
    people = select(_D.c.person_id, literal(on)).where(_D.c.course == course)
    session.execute(insert(_R).from_select(["person_id", "on"], people))
    scopes = select(Team.path, Requirement.role).outerjoin(Team, Team.id == Requirement.team_id)
    for path, role in session.execute(scopes.where(Requirement.course == course)).all():
        ask_of_team(session, path, role, on=on)


def _claimed(session: Session, *, on: dt.date) -> list[int]:
    """Some people for whom it was asked; their askings until the day are taken away.

    Whom somebody else holds (a list that is brought in, another worker) is left for later: a page
    is not kept waiting for them.
    """
    waiting = select(_R.c.person_id).where(_R.c.on <= on).distinct().limit(AT_ONCE)
    free = select(Person.id).where(Person.id.in_(session.scalars(waiting).all()))
    held = free.order_by(Person.id).with_for_update(key_share=True, skip_locked=True)
    people = list(session.scalars(held))
    if people:
        session.execute(delete(_R).where(_R.c.person_id.in_(people), _R.c.on <= on))
    return people


def _written(
    session: Session, people: Sequence[int], wanted: Mapping[tuple[int, str], Dates]
) -> int:
    """Write the rows that differ; returns how many did."""
    columns = [_D.c[name] for name in _NAMES]
    there = {
        (person_id, course): tuple(cells)
        for person_id, course, *cells in session.execute(
            select(_D.c.person_id, _D.c.course, *columns).where(_D.c.person_id.in_(people))
        )
    }
    stale = [key for key, cells in there.items() if _cells(wanted.get(key)) != cells]
    if stale:
        key = tuple_(_D.c.person_id, _D.c.course)
        session.execute(delete(_D).where(key.in_(stale)))
    rows = [
        {"person_id": key[0], "course": key[1], **dict(zip(_NAMES, astuple(one), strict=True))}
        for key, one in wanted.items()
        if there.get(key) != astuple(one)
    ]
    if rows:
        session.execute(insert(_D), rows)
    return len({*stale, *((row["person_id"], row["course"]) for row in rows)})


def _cells(one: Dates | None) -> tuple[object, ...] | None:
    return None if one is None else astuple(one)


def _ask_for(session: Session, wanted: set[tuple[int, dt.date]]) -> None:
    """Ask for some people and days to come, each once."""
    if not wanted:
        return
    people = {person_id for person_id, _ in wanted}
    query = select(_R.c.person_id, _R.c.on).where(_R.c.person_id.in_(people))
    there = {(person_id, day) for person_id, day in session.execute(query)}
    rows = [{"person_id": person_id, "on": day} for person_id, day in sorted(wanted - there)]
    if rows:
        session.execute(insert(_R), rows)
