"""The keys that reports are sealed to: reviewers' own, and the recovery key on paper.

Works on rows alone. Locking and unlocking take a second of work on purpose and belong outside any
unit of work, see `learning.reports.holding`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from learning.errors import Conflict, NotFound
from learning.people.models import Person, Role
from learning.reports.models import HolderKey, Part, PartKey, Unlocked

#: reviewers with a key, so that two can always read what a third has touched
FEWEST_REVIEWERS = 3


@dataclass(frozen=True)
class Holder:
    """A key that is in use. `person_id` and `name` are None for the recovery key."""

    id: str
    public: bytes
    person_id: int | None
    name: str | None
    made_on: dt.date


def holders(session: Session) -> list[Holder]:
    """The keys in use, reviewers by name, the recovery key last.

    Nothing is sealed to the key of somebody who reviews no longer, or of nobody: whoever can write
    to the database could add a row, and must not become a holder that `reviewers list` leaves out.
    """
    reviews = exists().where(Role.person_id == HolderKey.person_id, Role.name == "reviewer")
    query = (
        select(HolderKey, Person.name)
        .outerjoin(Person, Person.id == HolderKey.person_id)
        .where(HolderKey.ended_on.is_(None), Person.deactivated_on.is_(None))
        .where(or_(HolderKey.kind == "recovery", reviews))
        .order_by(HolderKey.kind.desc(), Person.name, HolderKey.id)
    )
    return [
        Holder(key.id, key.public, key.person_id, name, key.made_on)
        for key, name in session.execute(query)
    ]


def publics(holding: list[Holder]) -> dict[str, bytes]:
    """What to seal to, by the id of each key."""
    return {one.id: one.public for one in holding}


def own(session: Session, person_id: int) -> HolderKey | None:
    """A reviewer's key in use, or None."""
    query = select(HolderKey).where(HolderKey.person_id == person_id, HolderKey.ended_on.is_(None))
    return session.scalar(query)


def known_of(session: Session, person_id: int) -> tuple[str, str]:
    """What everybody knows of a person, and a passphrase must not be made of."""
    row = session.execute(select(Person.name, Person.email).where(Person.id == person_id)).one()
    return row.name, row.email


def add(session: Session, person_id: int, *, public: bytes, locked: bytes, on: dt.date) -> str:
    """Take a reviewer's new key into use. Who has one already is refused."""
    if own(session, person_id) is not None:
        raise Conflict(
            "You have a key already. Nothing was changed: unlock it with its passphrase."
        )
    key = HolderKey(kind="reviewer", person_id=person_id, public=public, locked=locked, made_on=on)
    session.add(key)
    session.flush()
    return key.id


def relock(session: Session, key_id: str, *, before: bytes, locked: bytes) -> None:
    """Keep a key locked with another passphrase; what is unlocked anywhere is locked at once."""
    query = update(HolderKey).where(
        HolderKey.id == key_id, HolderKey.locked == before, HolderKey.ended_on.is_(None)
    )
    if not session.execute(query.values(locked=locked)).rowcount:  # type: ignore[attr-defined]
        raise Conflict("Your key was changed elsewhere at the same time. Unlock it and try again.")
    lock_all(session, key_id)


def end(session: Session, key_id: str, *, on: dt.date) -> None:
    """End a key: it opens nothing from now on, and what was sealed to it is destroyed."""
    lock_all(session, key_id)
    session.execute(delete(PartKey).where(PartKey.key_id == key_id))
    query = update(HolderKey).where(HolderKey.id == key_id, HolderKey.ended_on.is_(None))
    session.execute(query.values(ended_on=on))


def leave(session: Session, person_id: int, *, on: dt.date) -> None:
    """End the key of somebody who reviews no longer, if they have one."""
    key = own(session, person_id)
    if key is not None:
        end(session, key.id, on=on)


def end_left(session: Session, *, on: dt.date) -> int:
    """End the keys of everybody who reviews no longer or whose account is closed; how many."""
    reviews = exists().where(Role.person_id == HolderKey.person_id, Role.name == "reviewer")
    open_ = exists().where(Person.id == HolderKey.person_id, Person.deactivated_on.is_(None))
    query = select(HolderKey.id).where(HolderKey.kind == "reviewer", HolderKey.ended_on.is_(None))
    gone = list(session.scalars(query.where(~(reviews & open_)).order_by(HolderKey.id)))
    for key_id in gone:
        end(session, key_id, on=on)
    return len(gone)


def replace_recovery(session: Session, *, public: bytes, on: dt.date) -> str:
    """Put a recovery key into use. What the one before opens it opens until it is destroyed.

    That is done by `end_recoveries`, once everything was handed over.
    """
    session.execute(update(HolderKey).where(*_recoveries()).values(ended_on=on))
    key = HolderKey(kind="recovery", public=public, made_on=on)
    session.add(key)
    session.flush()
    return key.id


def end_recoveries(session: Session) -> None:
    """Destroy what was sealed to recovery keys that are no longer in use."""
    gone = select(HolderKey.id).where(HolderKey.kind == "recovery", HolderKey.ended_on.is_not(None))
    session.execute(delete(PartKey).where(PartKey.key_id.in_(gone)))


def recovery(session: Session) -> HolderKey | None:
    """The recovery key in use."""
    return session.scalar(select(HolderKey).where(*_recoveries()))


def _recoveries() -> tuple[ColumnElement[bool], ...]:
    return HolderKey.kind == "recovery", HolderKey.ended_on.is_(None)


def lock_all(session: Session, key_id: str) -> None:
    """Lock a key wherever it is unlocked."""
    session.execute(delete(Unlocked).where(Unlocked.key_id == key_id))


def keep_unlocked(
    session: Session, key_id: str, locked: bytes, *, row_id: str, until: dt.datetime
) -> None:
    """Keep a key unlocked until a moment, for the one browser that holds the other half."""
    session.add(Unlocked(id=row_id, key_id=key_id, locked=locked, until=until))
    session.flush()


def unlocked(session: Session, row_id: str, *, at: dt.datetime) -> Unlocked | None:
    """The row of a browser, while its time lasts and its key is in use."""
    query = (
        select(Unlocked)
        .join(HolderKey, HolderKey.id == Unlocked.key_id)
        .where(Unlocked.id == row_id, Unlocked.until > at, HolderKey.ended_on.is_(None))
    )
    return session.scalar(query)


def forget_unlocked(session: Session, *, at: dt.datetime) -> int:
    """Delete the rows whose time is over; returns how many."""
    gone = session.execute(delete(Unlocked).where(Unlocked.until <= at))
    return int(gone.rowcount)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Handing:
    """The data key of one part, as one holder has it: enough to seal it to another."""

    part_id: str
    report_id: str
    kind: str
    wrapped: bytes


def missing(session: Session, mine: str, theirs: str) -> int:
    """How many parts one key opens and another does not."""
    query = select(func.count()).select_from(PartKey).where(*_lacking(mine, theirs))
    return session.scalar(query) or 0


def to_hand_over(session: Session, mine: str, theirs: str, *, most: int) -> list[Handing]:
    """Some of the parts that one key opens and another does not."""
    query = (
        select(Part.id, Part.report_id, Part.kind, PartKey.wrapped)
        .join(Part, Part.id == PartKey.part_id)
        .where(*_lacking(mine, theirs))
        .order_by(Part.id)
        .limit(most)
    )
    return [Handing(*row) for row in session.execute(query)]


def hand_over(session: Session, theirs: str, wrapped: Mapping[str, bytes]) -> None:
    """Let a key open parts whose data keys were sealed to it. A key that ended gets nothing.

    What was destroyed or handed over in the meantime is left out.
    """
    key = session.get(HolderKey, theirs, with_for_update=True)
    if key is None or key.ended_on is not None:
        raise NotFound("That reviewer's key is no longer in use. Nothing was handed over.")
    there = set(session.scalars(select(Part.id).where(Part.id.in_(wrapped)).with_for_update()))
    opens = select(PartKey.part_id).where(PartKey.key_id == theirs, PartKey.part_id.in_(wrapped))
    for part_id in sorted(there - set(session.scalars(opens))):
        session.add(PartKey(part_id=part_id, key_id=theirs, wrapped=wrapped[part_id]))
    session.flush()


def _lacking(mine: str, theirs: str) -> tuple[ColumnElement[bool], ...]:
    opens = select(PartKey.part_id).where(PartKey.key_id == theirs)
    return PartKey.key_id == mine, PartKey.part_id.not_in(opens)
