"""Erasing a person at their own request, and the ledger from which it is done again.

Must never know what is kept about a person elsewhere: every table that refers to one says so with
`ON DELETE CASCADE`, so the row takes all of them along, those of rooms not built yet included. What
has to be done before (counting, letting go) is for whoever joins the rooms.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learning.errors import Conflict
from learning.people.models import Erasure, Person, Role

_LAST = (
    "You are the only administrator here, and nobody could run this installation without one. "
    "Make somebody else an administrator first, then delete your account."
)
_BATCH = 1_000


@dataclass(frozen=True)
class Entry:
    """A line of the ledger: who, by a keyed hash, by which key, and on which day."""

    person_hmac: str
    key_id: str
    erased_on: dt.date


@dataclass(frozen=True)
class Marker:
    """Makes and knows the ledger's hashes, with the installation's key."""

    key: str

    @property
    def key_id(self) -> str:
        """Names the key without telling it: a line made with another can be told apart."""
        return self._hashed("which key", "")[:16]

    def hashed(self, public_id: str) -> str:
        """What stands in the ledger for a person."""
        return self._hashed("erased person", public_id)

    def _hashed(self, purpose: str, text: str) -> str:
        said = f"debrief {purpose}\0{text}".encode()
        return hmac.new(self.key.encode(), said, hashlib.sha256).hexdigest()


def password_of(session: Session, person_id: int) -> str | None:
    """The hash of a person's password; None where they have none, or are gone."""
    return session.scalar(select(Person.password).where(Person.id == person_id))


def is_last_administrator(session: Session, person_id: int) -> bool:
    """Whether nobody else could administer this installation without this person.

    In a writing unit the roles are held until its end, so that of two who leave at once one stays.
    Who is deactivated is asked after that: what a unit saw before it waited is no longer true.
    """
    role = select(Role.person_id).where(Role.name == "administrator").order_by(Role.person_id)
    holders = session.scalars(role.with_for_update()).all()
    able = Person.id.in_(holders) & Person.deactivated_on.is_(None)
    return list(session.scalars(select(Person.id).where(able))) == [person_id]


def refuse_the_last_administrator(session: Session, person_id: int) -> None:
    """Raise `Conflict` for the only administrator."""
    if is_last_administrator(session, person_id):
        raise Conflict(_LAST)


def held(session: Session, person_id: int) -> str | None:
    """A person's public id, their row held until the unit ends; None where they are gone."""
    query = select(Person.public_id).where(Person.id == person_id)
    return session.scalar(query.with_for_update())


def erase(session: Session, person_id: int, entry: Entry) -> None:
    """Delete a person with all that refers to them, and enter it in the ledger."""
    session.execute(delete(Person).where(Person.id == person_id))
    enter(session, entry)


def enter(session: Session, entry: Entry) -> None:
    """Put a line into the ledger's table, once."""
    if session.get(Erasure, entry.person_hmac) is None:
        session.add(Erasure(**vars(entry)))
        session.flush()


def entries(session: Session) -> Iterator[Entry]:
    """The ledger, in an order that tells nothing of when."""
    query = select(Erasure.person_hmac, Erasure.key_id, Erasure.erased_on)
    asked = query.order_by(Erasure.person_hmac).execution_options(yield_per=_BATCH)
    for cells in session.execute(asked):
        yield Entry(*cells)


def found(session: Session, marker: Marker, ledger: Iterable[Entry]) -> list[tuple[int, Entry]]:
    """Who of the ledger is in the database: the row's id, with the line.

    A keyed hash cannot be looked up backwards, so everybody is hashed once: a second or two for a
    million people.
    """
    wanted = {one.person_hmac: one for one in ledger if one.key_id == marker.key_id}
    if not wanted:
        return []
    people = select(Person.id, Person.public_id).order_by(Person.id)
    rows = session.execute(people.execution_options(yield_per=_BATCH))
    hashed = ((row.id, wanted.get(marker.hashed(row.public_id))) for row in rows)
    return [(person_id, entry) for person_id, entry in hashed if entry is not None]
