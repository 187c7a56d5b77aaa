"""Errors that readers found on pages: told without a name, read by authors.

Here and not with progress, because they are about what was published and nobody's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.db.base import is_public_id, public_id
from learning.errors import Invalid, NotFound
from learning.releases.models import Erratum

LONGEST, LONGEST_PAGE, PAGE = 1_000, 200, 30


def tell(session: Session, page: str, said: str, *, on: dt.date) -> None:
    """Keep what somebody says is wrong with a page. Who it was is not kept."""
    words = said.replace("\r\n", "\n").strip()
    if not words:
        raise Invalid("Say what is wrong on the page, in a sentence.")
    if len(words) > LONGEST:
        raise Invalid(f"Use at most {LONGEST:,} characters. You have {len(words):,}.")
    session.add(Erratum(public_id=public_id(), page=page[:LONGEST_PAGE], said=words, told_on=on))
    session.flush()


def waiting(session: Session, before: str = "") -> tuple[Sequence[Erratum], str]:
    """What nobody has dealt with yet, the newest first, and what leads to earlier ones."""
    query = select(Erratum).where(Erratum.done_on.is_(None)).order_by(Erratum.id.desc())
    if before:
        query = query.where(Erratum.id < _found(session, before).id)
    rows = session.scalars(query.limit(PAGE + 1)).all()
    return rows[:PAGE], rows[PAGE - 1].public_id if len(rows) > PAGE else ""


def settle(session: Session, erratum: str, *, on: dt.date) -> None:
    """Note that an error was dealt with; twice is once."""
    found = _found(session, erratum)
    found.done_on = found.done_on or on
    session.flush()


def _found(session: Session, erratum: str) -> Erratum:
    query = select(Erratum).where(Erratum.public_id == erratum)
    found = session.scalar(query) if is_public_id(erratum) else None
    if found is None:
        raise NotFound("There is no such entry. The list shows every error that waits.")
    return found
