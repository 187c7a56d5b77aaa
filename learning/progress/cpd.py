"""CPD entries: what a learner writes about their own learning, for the body that registers them.

The prompts follow the form of Social Work England: kind, description and relevance, date, what was
learnt, impact, and what a talk with a peer taught. Nothing is written for the learner: a draft has
the title, the day and the stated minutes of a completion, and no more.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.db.base import is_public_id
from learning.errors import Conflict, NotFound
from learning.progress.models import Completion, CpdEntry
from learning.releases.shelf import Shelf

#: kinds of learning, and how they are said
KINDS = {
    "course": "A course or module",
    "peers": "A discussion, supervision or team meeting",
    "reading": "Reading, watching or listening",
    "practice": "Learning from practice",
    "other": "Something else",
}


@dataclass(frozen=True)
class Written:
    """What a learner wrote. `talked_on` is None until they have talked with a colleague."""

    title: str
    kind: str
    done_on: dt.date
    minutes: int | None
    relevance: str
    learnt: str
    impact: str
    talked_on: dt.date | None
    talked_with: str
    talk: str


@dataclass(frozen=True)
class Draft:
    """What is known of a completed module or course, and nothing that only its learner knows."""

    about: str
    title: str
    done_on: dt.date
    minutes: int


def drafts(session: Session, shelf: Shelf, person_id: int, *, size: int = 100) -> list[Draft]:
    """What a person has completed and may write about, the latest first."""
    rows = session.scalars(
        select(Completion)
        .where(Completion.person_id == person_id, Completion.module.is_not(None))
        .order_by(Completion.id.desc())
        .limit(size)
    )
    made = []
    for row in rows:
        course = shelf.release(session, row.release_id)
        ref = course.by_id.get(row.module or "")
        if ref is not None:
            title = f"{course.front.title}: {ref.title}"
            about = f"{row.course}/{row.module}"
            made.append(Draft(about, title, row.completed_on, ref.minutes))
    return made


def add(session: Session, person_id: int, written: Written, *, at: dt.datetime) -> str:
    """Keep a new entry; returns its public id."""
    row = CpdEntry(person_id=person_id, changed_at=at, **asdict(written))
    session.add(row)
    session.flush()
    return row.public_id


def change(
    session: Session, person_id: int, entry: str, written: Written, *, seen: str, at: dt.datetime
) -> None:
    """Put what is written now in the place of what was; `seen` is the `version` it began from.

    `Conflict` where it was changed since, in another window say: nothing is lost of either.
    """
    row = _own(session, person_id, entry)
    if seen != version(row):
        raise Conflict(
            "This entry was changed in another window since you opened it. Compare the two. Save "
            "again to keep what is here."
        )
    for name, value in asdict(written).items():
        setattr(row, name, value)
    row.changed_at = at
    session.flush()


def version(entry: CpdEntry) -> str:
    """Which writing of an entry this is."""
    return entry.changed_at.isoformat()


def remove(session: Session, person_id: int, entry: str) -> None:
    """Delete an entry for good."""
    session.delete(_own(session, person_id, entry))
    session.flush()


def entry(session: Session, person_id: int, public_id: str) -> CpdEntry:
    """One of a person's own entries."""
    return _own(session, person_id, public_id)


def entries_page(
    session: Session, person_id: int, *, before: str = "", size: int = 20
) -> tuple[list[CpdEntry], str]:
    """A person's entries, the latest written first, a page at a time.

    `before` is the last entry of the page before; with it comes that of the page after, empty on
    the last page.
    """
    if not is_public_id(before):
        return [], ""
    query = select(CpdEntry).where(CpdEntry.person_id == person_id).order_by(CpdEntry.id.desc())
    if before:
        mine = (CpdEntry.public_id == before) & (CpdEntry.person_id == person_id)
        query = query.where(CpdEntry.id < select(CpdEntry.id).where(mine).scalar_subquery())
    found = list(session.scalars(query.limit(size + 1)))
    return found[:size], found[size - 1].public_id if len(found) > size else ""


def entries(session: Session, person_id: int) -> list[CpdEntry]:
    """All of a person's entries, by the day they are about."""
    query = select(CpdEntry).where(CpdEntry.person_id == person_id)
    return list(session.scalars(query.order_by(CpdEntry.done_on, CpdEntry.id)))


def _own(session: Session, person_id: int, public_id: str) -> CpdEntry:
    row = None
    if is_public_id(public_id):
        mine = (CpdEntry.public_id == public_id) & (CpdEntry.person_id == person_id)
        row = session.scalar(select(CpdEntry).where(mine))
    if row is None:
        raise NotFound("There is no such entry. Your CPD page lists the entries you have.")
    return row
