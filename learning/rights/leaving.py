"""Leaving: a person and everything about them goes in one unit of work; counts stay.

What a room must do before its rows go is called here, room by room: a hook that rooms hang
themselves into would run what happens to be imported, and nobody could read here what is done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from learning.people import erasing
from learning.people.erasing import Entry, Marker
from learning.progress import leaving as of_progress
from learning.rights import ledger
from learning.work import jobs


@dataclass(frozen=True)
class Ledger:
    """Where erasures are noted, and with which key."""

    path: Path
    marker: Marker


def leave(session: Session, person_id: int, book: Ledger, *, at: dt.datetime) -> bool:
    """Erase a person at their own request; the day is that of `at`. Twice is once.

    Returns whether they were still there. The last administrator is refused.
    """
    erasing.refuse_the_last_administrator(session, person_id)
    return _erase(session, person_id, book, on=at.date())


def replay(session: Session, person_id: int, entry: Entry, book: Ledger) -> None:
    """Erase somebody again whom a restored backup has brought back, by the day they left."""
    _erase(session, person_id, book, on=entry.erased_on)


def found(session: Session, book: Ledger, entries: Iterable[Entry]) -> list[tuple[int, Entry]]:
    """Who of some lines is in the database, by the row's id."""
    return erasing.found(session, book.marker, entries)


def _erase(session: Session, person_id: int, book: Ledger, *, on: dt.date) -> bool:
    of_progress.hold(session, person_id)
    public_id = erasing.held(session, person_id)
    if public_id is None:
        return False
    of_progress.count(session, person_id)
    entry = Entry(book.marker.hashed(public_id), book.marker.key_id, on)
    jobs.forget(session, public_id)
    erasing.erase(session, person_id, entry)
    ledger.append(book.path, entry)  # last: what fails before it leaves no line
    return True
