"""The history: who made which release live, and when. Authors and administrators are its people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.people.models import Person
from learning.releases import returning

NOBODY = "the command line or a closed account"


@dataclass(frozen=True)
class Entry:
    """One line of the history; `by` is a name or `NOBODY`."""

    course: str
    version: int
    kind: str
    at: dt.datetime
    by: str
    why: str


def entries(
    session: Session, course: str = "", before: int | None = None
) -> tuple[list[Entry], int | None]:
    """A page of the history, the latest first, of one course or of all; and what leads on."""
    made, later = returning.activations(session, course, before)
    asked = {one.person_id for one in made if one.person_id is not None}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(asked)))
    names = {row.id: row.name for row in rows}
    found = [
        Entry(one.course, one.version, one.kind, one.at, names.get(one.person_id, NOBODY), one.why)
        for one in made
    ]
    return found, later
