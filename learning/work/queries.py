"""Reads of the queue for the page on which administrators see how the system is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from learning.db.base import is_public_id
from learning.errors import NotFound
from learning.work.models import Job

PAGE = 25
_OPEN = (Job.done_at.is_(None), Job.failed_at.is_(None))


@dataclass(frozen=True)
class Queue:
    """How the queue stands. `trouble` is what stopped one of the waiting jobs last, if anything."""

    waiting: int
    held: int
    failed: int
    oldest: dt.datetime | None
    trouble: str


def queue(session: Session, *, at: dt.datetime, begins: str = "") -> Queue:
    """The queue, or of it the jobs whose kind begins so."""
    kind = Job.kind.startswith(begins, autoescape=True)
    held = func.count().filter(Job.leased_until > at)
    total, leased, oldest = session.execute(
        select(func.count(), held, func.min(Job.made_at)).where(*_OPEN, kind)
    ).one()
    failed = select(func.count()).where(Job.failed_at.is_not(None), kind)
    stopped = select(Job.error).where(*_OPEN, kind, Job.error != "").order_by(Job.due_at.desc())
    trouble = session.scalar(stopped.limit(1)) or ""
    return Queue(total - leased, leased, session.scalar(failed) or 0, oldest, trouble)


def last_done(session: Session, begins: str) -> dt.datetime | None:
    """When a job whose kind begins so was last really done, as far back as jobs are kept."""
    kind = Job.kind.startswith(begins, autoescape=True)
    return session.scalar(select(func.max(Job.done_at)).where(kind, Job.error == ""))


@dataclass(frozen=True)
class Failed:
    """A job that was given up, and why; never what it was about."""

    public_id: str
    kind: str
    made_at: dt.datetime
    failed_at: dt.datetime
    tries: int
    reason: str


def failed(session: Session, before: str = "") -> tuple[Sequence[Failed], str]:
    """Jobs that were given up, the latest first, and what leads to the next `PAGE` of them."""
    rows = select(
        *(Job.public_id, Job.kind, Job.made_at, Job.failed_at, Job.tries, Job.error)
    ).where(Job.failed_at.is_not(None))
    if before:
        rows = rows.where(tuple_(Job.failed_at, Job.public_id) < tuple_(*_read(before)))
    ordered = rows.order_by(Job.failed_at.desc(), Job.public_id.desc()).limit(PAGE + 1)
    found = [Failed(*row) for row in session.execute(ordered)]  # type: ignore[arg-type]
    page = found[:PAGE]
    more = len(found) > PAGE
    return page, f"{page[-1].failed_at.isoformat()}_{page[-1].public_id}" if more else ""


def _read(before: str) -> tuple[dt.datetime, str]:
    moment, _, public_id = before.partition("_")
    try:
        read = dt.datetime.fromisoformat(moment)
        if read.tzinfo is None or not is_public_id(public_id):
            raise ValueError(before)
    except ValueError as error:
        raise NotFound("There is no such page. Begin with what failed last.") from error
    return read, public_id
