"""Jobs: put in the unit of what they follow from, held by one worker at a time, done at least once.

A worker holds a job by a lease. Who dies holds it no longer than that; who comes back late finds
that the lease is somebody else's, and changes nothing.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from learning.db.base import is_public_id
from learning.errors import NotFound
from learning.work.models import Job

#: longer than any try takes
LEASE = dt.timedelta(minutes=5)
#: the last one comes a little more than a day after the first
MOST_TRIES = 13
_LONGEST_WAIT = dt.timedelta(hours=6)
#: for so long one can see what was done, and what was given up
KEPT = dt.timedelta(days=30)
_STOPPED = "The worker stopped each time before it was done."


def put(session: Session, kind: str, payload: Mapping[str, Any], *, at: dt.datetime) -> str:
    """Add a job, due at once; returns its public id. It is there only if the unit is committed."""
    job = Job(kind=kind, payload=dict(payload), made_at=at, due_at=at)
    session.add(job)
    session.flush()
    return job.public_id


@dataclass(frozen=True)
class Held:
    """A job as its worker has it, until the lease runs out. `tries` counts the present one."""

    id: int
    public_id: str
    kind: str
    payload: Mapping[str, Any]
    made_at: dt.datetime
    tries: int
    lease: str


def is_any_due(session: Session, kinds: Collection[str], *, at: dt.datetime) -> bool:
    """Whether there is anything to hold: asked first, since it keeps no writer waiting."""
    return session.scalar(select(Job.id).where(*_free(kinds, at)).limit(1)) is not None


def hold(session: Session, kinds: Collection[str], *, at: dt.datetime) -> Held | None:
    """Hold the job of these kinds that has been due for longest; None where none is.

    One statement finds and takes it: of two workers at once each gets another job, or none.
    """
    due = (
        select(Job.id)
        .where(*_free(kinds, at))
        .order_by(Job.due_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = session.execute(
        update(Job)
        .where(Job.id == due.scalar_subquery())
        .values(lease=secrets.token_urlsafe(12), leased_until=at + LEASE, tries=Job.tries + 1)
        .returning(Job.id, Job.public_id, Job.kind, Job.payload, Job.made_at, Job.tries, Job.lease)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return Held(*row) if row else None


def _free(kinds: Collection[str], at: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    unheld = or_(Job.leased_until.is_(None), Job.leased_until <= at)
    return *_open(), Job.due_at <= at, unheld, Job.kind.in_(kinds), Job.tries < MOST_TRIES


def _open() -> tuple[ColumnElement[bool], ...]:
    return Job.done_at.is_(None), Job.failed_at.is_(None)


def finish(session: Session, held: Held, *, at: dt.datetime, said: str = "") -> bool:
    """Note that a job is done; `said` tells why there was nothing to do, if so.

    What it was about is forgotten with it: nobody needs the addresses of mails that went out.
    """
    return _let_go(session, held, done_at=at, payload={}, error=said[:200])


def fail(
    session: Session, held: Held, reason: str, *, at: dt.datetime, for_good: bool = False
) -> bool:
    """Note that a try failed. The job waits for the next, or is given up after the last.

    False where the lease has become somebody else's: nothing is changed then.
    """
    if for_good or held.tries >= MOST_TRIES:
        return _let_go(session, held, failed_at=at, error=reason[:200])
    return _let_go(session, held, due_at=at + wait(held.tries), error=reason[:200])


def _let_go(session: Session, held: Held, **values: Any) -> bool:
    done = session.execute(
        update(Job)
        .where(Job.id == held.id, Job.lease == held.lease, *_open())
        .values(lease=None, leased_until=None, **values)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def wait(tries: int) -> dt.timedelta:
    """How long after so many tries the next is made: a minute, doubled each time up to 6 h."""
    return min(dt.timedelta(minutes=2 ** min(tries - 1, 20)), _LONGEST_WAIT)


def retry(session: Session, public_id: str, *, at: dt.datetime) -> str | None:
    """Have a job that was given up tried again from the start; returns its kind.

    None where it is not given up (any more): twice, or in two tabs, is once.
    """
    sought = select(Job).where(Job.public_id == public_id)
    job = session.scalar(sought) if is_public_id(public_id) else None
    if job is None:
        raise NotFound("There is no such job any more. The system page lists what is left.")
    if job.failed_at is None:
        return None
    job.failed_at, job.due_at, job.tries, job.error = None, at, 0, ""
    job.lease = job.leased_until = None
    session.flush()
    return job.kind


def forget(session: Session, person: str) -> None:
    """Remove every job whose payload names a person by public id as `person`."""
    session.execute(
        delete(Job)
        .where(Job.payload["person"].as_string() == person)
        .execution_options(synchronize_session=False)
    )


def give_up(session: Session, *, at: dt.datetime) -> int:
    """Give up what stopped its worker at every try, so that it is listed; returns how many."""
    done = session.execute(
        update(Job)
        .where(*_open(), Job.tries >= MOST_TRIES, Job.leased_until <= at)
        .values(failed_at=at, error=_STOPPED, lease=None, leased_until=None)
        .execution_options(synchronize_session=False)
    )
    return int(done.rowcount)  # type: ignore[attr-defined]


def clear(session: Session, *, at: dt.datetime) -> int:
    """Remove what was done or given up long ago; returns how many."""
    long_ago = or_(Job.done_at <= at - KEPT, Job.failed_at <= at - KEPT)
    done = session.execute(delete(Job).where(long_ago).execution_options(synchronize_session=False))
    return int(done.rowcount)  # type: ignore[attr-defined]


def is_any_old(session: Session, *, at: dt.datetime) -> bool:
    """Whether there is anything to give up or to clear."""
    stuck = select(Job.id).where(*_open(), Job.tries >= MOST_TRIES, Job.leased_until <= at)
    olds = (Job.done_at <= at - KEPT, Job.failed_at <= at - KEPT)
    sought = [stuck, *(select(Job.id).where(old) for old in olds)]
    return any(session.scalar(one.limit(1)) is not None for one in sought)
