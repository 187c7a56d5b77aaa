"""Making and changing the accounts, roles and places of a plan, many at a time.

An account that a list makes has no password: nobody gets in before its owner has chosen one by a
link that was sent to them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, tuple_, update
from sqlalchemy.orm import Session

from learning.db.base import public_id
from learning.lists import touching
from learning.lists.person_plans import PersonChange, PersonPlan
from learning.lists.there import KnownPlace
from learning.lists.touching import Doing, parts
from learning.people import leaving, recounting
from learning.people.models import Person, Place, Role

#: nobody has an address here, and none can
_BETWEEN = "moving.invalid"


def apply(session: Session, plan: PersonPlan, doing: Doing) -> list[int]:
    """Change what the plan says; returns the row ids of the accounts it made.

    Whoever leaves goes first: their addresses stay theirs.
    """
    on = doing.on
    for person_id in plan.leaving:
        leaving.close(session, person_id, on=on)
    new = [one for one in plan.changes if one.known is None]
    ids = _made(session, new, at=doing.at)
    known = [(one.known.id, one) for one in plan.changes if one.known is not None]
    whose = [*known, *((ids[one.called], one) for one in new)]
    _described(session, known)
    _roles(session, whose, on=on)
    _places(session, whose, on=on)
    session.expire_all()
    recounting.ask(session, _recounted(whose), on=on)
    _note(session, plan.leaving, whose, doing)
    return list(ids.values())


def _note(
    session: Session,
    left: Sequence[int],
    whose: Sequence[tuple[int, PersonChange]],
    doing: Doing,
) -> None:
    people = touching.public_ids(session, [*left, *(person_id for person_id, _ in whose)])
    acts = [("person.deactivated", people[person_id]) for person_id in left]
    acts += [
        (act, people[person_id]) for person_id, one in whose for act in touching.of_person(one)
    ]
    touching.note(session, "person", acts, doing)


def _made(
    session: Session, changes: Sequence[PersonChange], *, at: dt.datetime
) -> Mapping[str, int]:
    """New accounts; their row ids by the list's number."""
    rows = [
        {
            "public_id": public_id(),
            "external_id": one.called,
            "name": one.name,
            "email": one.email,
            "joined_at": at,
        }
        for one in changes
    ]
    if not rows:
        return {}
    _clear_addresses(session, [str(one.email) for one in changes])
    added = insert(Person).returning(Person.external_id, Person.id)
    return {str(row.external_id): row.id for row in session.execute(added, rows)}


def _described(session: Session, known: Sequence[tuple[int, PersonChange]]) -> None:
    """Names, addresses and numbers; each account so changed counts a version more."""
    versions = _versions(session, [person_id for person_id, _ in known])
    rows: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for person_id, one in known:
        given = {
            name: value
            for name in ("name", "email", "external_id")
            if (value := getattr(one, name)) is not None
        }
        if one.describes:
            row = {"id": person_id, "version": versions[person_id] + 1, **given}
            rows.setdefault(tuple(row), []).append(row)
    _clear_addresses(session, [one.email for _, one in known if one.email])
    for alike in rows.values():
        session.execute(update(Person), alike)


def _versions(session: Session, people: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for some in parts(people):
        query = select(Person.id, Person.version).where(Person.id.in_(some))
        found |= {row.id: row.version for row in session.execute(query)}
    return found


def _clear_addresses(session: Session, wanted: Iterable[str]) -> None:
    """Take addresses from who gives them up in this plan, so that two may exchange theirs."""
    for some in parts(wanted):
        held = session.execute(
            select(Person.id, Person.public_id).where(Person.email.in_(some))
        ).all()
        rows = [{"id": row.id, "email": f"{row.public_id}@{_BETWEEN}"} for row in held]
        if rows:
            session.execute(update(Person), rows)


def _roles(session: Session, whose: Iterable[tuple[int, PersonChange]], *, on: dt.date) -> None:
    """Give and take roles; who had one already has it since the day they got it."""
    changed = [(person_id, one.roles) for person_id, one in whose if one.roles is not None]
    for some in parts(changed):
        wanted = {(id_, name) for id_, roles in some for name in roles - {"administrator"}}
        theirs = Role.person_id.in_([person_id for person_id, _ in some])
        held = {
            (person_id, name)
            for person_id, name in session.execute(
                select(Role.person_id, Role.name).where(theirs, Role.name != "administrator")
            )
        }
        if gone := held - wanted:
            session.execute(delete(Role).where(tuple_(Role.person_id, Role.name).in_(gone)))
        new = [{"person_id": one, "name": name, "since": on} for one, name in wanted - held]
        if new:
            session.execute(insert(Role), new)


def _places(session: Session, whose: Iterable[tuple[int, PersonChange]], *, on: dt.date) -> None:
    new, changed, ended = [], [], []
    for person_id, one in whose:
        ended += one.places.ended
        for place in one.places.wanted:
            days = {"since": place.span.since, "until": place.span.until}
            if place.known is None:
                row = {"person_id": person_id, "team_id": place.team.id, **days}
                made = {"public_id": public_id(), "supervises": place.supervises, "noted_on": on}
                new.append({**made, **row})
            elif place.differs:
                changed.append({"id": place.known.id, "end_noted_on": on, **days})
    _end(session, ended, on=on)
    if changed:
        session.execute(update(Place), changed)
    if new:
        session.execute(insert(Place), new)


def _end(session: Session, places: Sequence[KnownPlace], *, on: dt.date) -> None:
    """End places with yesterday; those that would have begun later are taken away."""
    last = on - dt.timedelta(days=1)
    begun = [{"id": one.id, "until": last, "end_noted_on": on} for one in places if one.since < on]
    if begun:
        session.execute(update(Place), begun)
    for some in parts(one.id for one in places if one.since >= on):
        session.execute(delete(Place).where(Place.id.in_(some)))


def _recounted(whose: Iterable[tuple[int, PersonChange]]) -> list[int]:
    """Whose duties may have changed: a name or an address changes none."""
    return [
        person_id
        for person_id, one in whose
        if one.known is None or one.roles is not None or one.places.changes
    ]
