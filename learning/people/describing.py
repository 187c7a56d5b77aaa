"""Describing somebody: what they may do here, and their number in the employer's own list.

What somebody is called and how they sign in is theirs to change; see `accounts`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid, Stale
from learning.people import erasing, recounting
from learning.people.models import ROLES, Person, Place, Role

_STALE = "Somebody else changed this person since you opened the page. Look at what holds now."
_LAST = (
    "Nobody else is an administrator here, and nobody could run this installation without one. "
    "Make somebody else an administrator first."
)
_SUPERVISES = "They supervise a team, now or later. End that place before you take the role away."
_TAKEN = "Somebody else has this number in your own list. Numbers name one person each."


def give_roles(
    session: Session, person_id: int, roles: Collection[str], *, version: int, on: dt.date
) -> None:
    """Let somebody act in these roles and in no others, beyond learner, which everybody is."""
    unknown = sorted(set(roles) - set(ROLES))
    if unknown:
        raise Invalid(f"There is no role '{unknown[0]}'. Use one of: {', '.join(ROLES)}.")
    if "administrator" not in roles:  # the roles are held before the person
        refuse_the_last_administrator(session, person_id)
    next_version(session, person_id, version)
    if "supervisor" not in roles and _supervises(session, person_id, on=on):
        raise Conflict(_SUPERVISES)
    wanted = set(roles) - {"learner"}
    known = set(session.scalars(select(Role.name).where(Role.person_id == person_id)))
    gone = (Role.person_id == person_id) & Role.name.in_(known - wanted)
    session.execute(delete(Role).where(gone))
    new = sorted(wanted - known)
    session.add_all(Role(person_id=person_id, name=name, since=on) for name in new)
    session.flush()
    recounting.ask(session, [person_id], on=on)


def set_number(session: Session, person_id: int, external_id: str, *, version: int) -> None:
    """Keep somebody's number in the employer's own list; empty for none."""
    next_version(session, person_id, version)
    given = external_id.strip() or None
    try:
        session.execute(update(Person).where(Person.id == person_id).values(external_id=given))
    except IntegrityError as error:
        raise Conflict(_TAKEN) from error


def next_version(session: Session, person_id: int, version: int) -> None:
    """Count a change, if nobody else changed the account since the form was opened."""
    same = (Person.id == person_id) & (Person.version == version)
    counted = session.execute(update(Person).where(same).values(version=version + 1))
    if counted.rowcount != 1:  # type: ignore[attr-defined]
        raise Stale(_STALE)


def refuse_the_last_administrator(session: Session, person_id: int) -> None:
    """Raise `Conflict` for the only one who can administer this installation."""
    if erasing.is_last_administrator(session, person_id):
        raise Conflict(_LAST)


def _supervises(session: Session, person_id: int, *, on: dt.date) -> bool:
    still = or_(Place.until.is_(None), Place.until >= on)
    theirs = exists().where(Place.person_id == person_id, Place.supervises.is_(True), still)
    return bool(session.scalar(select(theirs)))
