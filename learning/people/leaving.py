"""Leaving and coming back: an account that lets nobody in, and whose record stays.

Deactivating is the employer's act; erasing is the person's own (see `erasing`).
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from learning.people import describing, places, recounting, signing_in
from learning.people.models import Invitation, Person, ResetLink


def deactivate(session: Session, person_id: int, *, version: int, on: dt.date) -> None:
    """Let an account sign in no more, from today, and end its places. Twice is once."""
    # the roles before the person, as wherever both are held: two in another order could deadlock
    describing.refuse_the_last_administrator(session, person_id)
    describing.next_version(session, person_id, version)
    close(session, person_id, on=on)


def close(session: Session, person_id: int, *, on: dt.date) -> None:
    """The same without asking who else changed the account: an import knows no version.

    Links to a new password, and links to accounts that this one has made, work no longer: whoever
    had to leave could come back through them.
    """
    describing.refuse_the_last_administrator(session, person_id)
    still = (Person.id == person_id) & Person.deactivated_on.is_(None)
    session.execute(update(Person).where(still).values(deactivated_on=on))
    places.leave(session, person_id, on=on)
    unused = (Invitation.made_by == person_id) & Invitation.used_at.is_(None)
    session.execute(delete(Invitation).where(unused))
    session.execute(delete(ResetLink).where(ResetLink.person_id == person_id))
    signing_in.end_all(session, person_id)


def reactivate(session: Session, person_id: int, *, version: int, on: dt.date) -> None:
    """Let an account sign in again. Its places are given anew: nobody knows which still hold."""
    describing.next_version(session, person_id, version)
    session.execute(update(Person).where(Person.id == person_id).values(deactivated_on=None))
    recounting.ask(session, [person_id], on=on)
