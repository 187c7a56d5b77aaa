"""Doubts: an item that its reader finds unclear, and says so.

Authors will see how many said so of a version of an item, and what they wrote; never who.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.errors import Invalid
from learning.progress.attempts import Open
from learning.progress.models import Doubt

LONGEST = 300


def of(session: Session, attempt: Open, item: str) -> Doubt | None:
    """What the person of the attempt has said of this version of the item; `NotFound` for none."""
    attempt.shown(item)
    whose = (Doubt.person_id == attempt.row.person_id) & (Doubt.item_sha256 == _sha(attempt, item))
    return session.scalar(select(Doubt).where(whose))


def say(session: Session, attempt: Open, item: str, note: str, *, at: dt.datetime) -> None:
    """Say that an item is unclear, perhaps with a few words; saying it again changes the words."""
    words = " ".join(note.split())
    if len(words) > LONGEST:
        raise Invalid(f"Use at most {LONGEST} characters. You have {len(words)}.")
    found = of(session, attempt, item)
    if found is None:
        found = Doubt(person_id=attempt.row.person_id, item_sha256=_sha(attempt, item))
        found.course, found.item = attempt.row.course, item
        session.add(found)
    found.note, found.on = words, at.date()
    session.flush()


def take_back(session: Session, attempt: Open, item: str) -> None:
    """Find the item clear after all; twice is once."""
    found = of(session, attempt, item)
    if found is not None:
        session.delete(found)
        session.flush()


def _sha(attempt: Open, item: str) -> str:
    return attempt.quiz.sha256[item]
