"""Leaving and coming back: an account that lets nobody in, and whose record stays.

Deactivating is the employer's act; erasing is the person's own (see `erasing`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid, Stale
from learning.people import erasing, places, signing_in
from learning.people.models import ROLES, Person, ResetLink, Role

_STALE = "Somebody else changed this person since you opened the page. Look at what holds now."
_LAST = (
    "Nobody else is an administrator here, and nobody could run this installation without one. "
    "Make somebody else an administrator first."
)


def deactivate(session: Session, person_id: int, *, version: int, on: dt.date) -> None:
    """Let an account sign in no more, from today, and end its places. Twice is once."""
    next_version(session, person_id, version)
    close(session, person_id, on=on)


def close(session: Session, person_id: int, *, on: dt.date) -> None:
    """The same without asking who else changed the account: an import knows no version."""
    if erasing.is_last_administrator(session, person_id):
        raise Conflict(_LAST)
    places.leave(session, person_id, on=on)
    session.execute(update(Person).where(Person.id == person_id).values(deactivated_on=on))
    session.execute(delete(ResetLink).where(ResetLink.person_id == person_id))
    signing_in.end_all(session, person_id)


def reactivate(session: Session, person_id: int, *, version: int) -> None:
    """Let an account sign in again. Its places are given anew: nobody knows which still hold."""
    next_version(session, person_id, version)
    session.execute(update(Person).where(Person.id == person_id).values(deactivated_on=None))


def describe(
    session: Session, person_id: int, *, roles: Collection[str], external_id: str, version: int
) -> None:
    """Change what somebody may do here and their number in the employer's own list."""
    unknown = sorted(set(roles) - set(ROLES))
    if unknown:
        raise Invalid(f"There is no role '{unknown[0]}'. Use one of: {', '.join(ROLES)}.")
    next_version(session, person_id, version)
    if "administrator" not in roles and erasing.is_last_administrator(session, person_id):
        raise Conflict(_LAST)
    given = external_id.strip() or None
    try:
        session.execute(update(Person).where(Person.id == person_id).values(external_id=given))
    except IntegrityError as error:
        raise Conflict(
            "Somebody else has this number in your own list. Numbers name one person each."
        ) from error
    wanted = set(roles) - {"learner"}
    known = set(session.scalars(select(Role.name).where(Role.person_id == person_id)))
    gone = Role.name.in_(known - wanted)
    session.execute(delete(Role).where(Role.person_id == person_id, gone))
    session.add_all(Role(person_id=person_id, name=name) for name in sorted(wanted - known))
    session.flush()


def next_version(session: Session, person_id: int, version: int) -> None:
    """Count a change, if nobody else changed the account since the form was opened."""
    same = (Person.id == person_id) & (Person.version == version)
    counted = session.execute(update(Person).where(same).values(version=version + 1))
    if counted.rowcount != 1:  # type: ignore[attr-defined]
        raise Stale(_STALE)
