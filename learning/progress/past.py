"""Past completions: what an employer's list says somebody completed elsewhere, or before.

They count for what is required. Nothing here saw them happen, so no certificate is made of one, and
each says where it is recorded. They come in through `learning.lists`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.progress.models import PastCompletion
from learning.releases.shelf import Shelf


@dataclass(frozen=True)
class Past:
    """A past completion as the person it is about sees it."""

    title: str
    completed_on: dt.date
    valid_until: dt.date | None
    source: str
    added_on: dt.date


def listed(session: Session, shelf: Shelf, person_id: int) -> list[Past]:
    """A person's past completions, the newest first; a course that is gone keeps its id."""
    query = select(PastCompletion).where(PastCompletion.person_id == person_id)
    rows = session.scalars(query.order_by(PastCompletion.completed_on.desc(), PastCompletion.id))
    return [
        Past(
            _title(session, shelf, row), row.completed_on, row.valid_until, row.source, row.added_on
        )
        for row in rows
    ]


def _title(session: Session, shelf: Shelf, row: PastCompletion) -> str:
    found = shelf.active(session).get(row.course)
    return shelf.release(session, found.release_id).front.title if found else row.course
