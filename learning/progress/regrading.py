"""Regrading: every ended attempt that met an item whose key was wrong is credited with it.

Nothing of an attempt is changed, see `learning.progress.crediting`. Each batch is a unit of its
own, and what is credited is passed over: it can be stopped, begun again and run by two at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from learning.db import Database
from learning.db.base import table
from learning.progress import attempts, completing, crediting
from learning.progress.attempts import AttemptRow, Open
from learning.progress.completing import Stop
from learning.progress.crediting import Credit, Voids
from learning.progress.models import Attempt, Regrade, ResponseRow
from learning.releases.models import Release
from learning.releases.shelf import Shelf

AT_ONCE = 200
"""Attempts in one unit of work."""
_A, _G, _R, _RELEASE = (table(one) for one in (Attempt, Regrade, ResponseRow, Release))


@dataclass(frozen=True)
class Found:
    """How many attempts are credited, in how many of them the score changes, how many now pass.

    `last` is the attempt to go on after; 0 when there is nothing left.
    """

    credited: int = 0
    changed: int = 0
    passes: int = 0
    last: int = 0

    def __add__(self, other: Found) -> Found:
        return Found(
            self.credited + other.credited,
            self.changed + other.changed,
            self.passes + other.passes,
            other.last,
        )


Tell = Callable[[Found], None]


@dataclass(frozen=True)
class Run:
    """What one run needs to know: the course, the zone of days, and the time where it writes."""

    database: Database
    course: str
    zone: str
    #: None: nothing is written, and what would be is counted
    at: dt.datetime | None = None

    def once(self, void: Voids, shelf: Shelf, after: int) -> Found:
        """One batch: the attempts after one of them."""
        opened = self.database.reading if self.at is None else self.database.writing
        with opened() as session:
            ids = list(session.scalars(_waiting(session, self.course, void).where(_A.c.id > after)))
            found = Found(last=ids[-1]) if ids else Found()
            for attempt, credit in self._credits(session, shelf, void, ids):
                found = _counted(credit) + found
                if self.at is not None:
                    self._keep(session, attempt, void, credit)
            return found

    def _credits(
        self, session: Session, shelf: Shelf, void: Voids, ids: Sequence[int]
    ) -> list[tuple[Open, list[Credit]]]:
        """What each attempt is still to be credited with; held, where it is to be written."""
        columns = [_A.c[name] for name in AttemptRow.__slots__]
        query = select(*columns).where(_A.c.id.in_(ids)).order_by(_A.c.id)
        held = query if self.at is None else query.with_for_update()
        rows = [AttemptRow(*cells) for cells in session.execute(held)]
        already = crediting.credited(session, [row.id for row in rows])
        found = [
            (one, crediting.credits(session, one, void, already[one.row.id]))
            for one in attempts.many(session, shelf, rows)
        ]
        return [(one, credit) for one, credit in found if credit]

    def _keep(self, session: Session, attempt: Open, void: Voids, credit: Sequence[Credit]) -> None:
        """Write the credits of an attempt; where it passes by them, complete its module."""
        assert self.at is not None and attempt.row.ended_at is not None, "it has ended"
        row = attempt.row
        crediting.keep(session, crediting.rows(row.id, void, credit, at=self.at))
        if credit[-1].after.passed and not credit[0].before.passed:
            stop = Stop(row.person_id, row.course, row.module, row.release_id)
            ended = attempt.row.ended_at.astimezone(ZoneInfo(self.zone))
            completing.complete_late(session, attempt.shelf, stop, at=ended)


def regrade(
    run: Run, *, after: int = 0, most: int | None = None, tell: Tell | None = None
) -> Found:
    """Credit every attempt at a course, or with a run that writes nothing count what it would do.

    With `most`, it stops once so many attempts are credited; `Found.last` says where to go on.
    """
    shelf, found = Shelf(seconds=0), Found(last=after)
    with run.database.reading() as session:
        void = crediting.voids(session, shelf, run.course)
    while void.items and (most is None or found.credited < most):
        batch = run.once(void, shelf, found.last)
        found += batch
        if not batch.last:
            break
        if tell:
            tell(found)
    return found if void.items else Found()


def _waiting(session: Session, course: str, void: Voids) -> Select[int]:
    """The next ended attempts that met a void item since it was one, and have no credit for it."""
    # tied by hand: so deep inside, SQLAlchemy would ask for any attempt's credit
    has = select(_G.c.id).where(_G.c.attempt_id == _R.c.attempt_id, _G.c.item == _R.c.item)
    met = select(_R.c.item).where(
        _R.c.attempt_id == _A.c.id, or_(*_since(session, course, void)), ~has.correlate(_R).exists()
    )
    ended = select(_A.c.id).where(_A.c.course == course, _A.c.ended_at.is_not(None), met.exists())
    return ended.order_by(_A.c.id).limit(AT_ONCE)


def _since(session: Session, course: str, void: Voids) -> list[ColumnElement[bool]]:
    """For each void item: an answer to it, in a release from which on it is void."""
    query = select(_RELEASE.c.id, _RELEASE.c.version).where(_RELEASE.c.course == course)
    versions: Mapping[int, int] = {row.id: row.version for row in session.execute(query)}
    return [
        and_(
            _R.c.item == item,
            _A.c.release_id.in_([one for one, n in versions.items() if n >= of.from_release]),
        )
        for item, of in sorted(void.items.items())
    ]


def _counted(credit: Sequence[Credit]) -> Found:
    first, last = credit[0].before, credit[-1].after
    return Found(1, last.score > first.score, last.passed and not first.passed)


def told(found: Found, *, done: bool = True) -> str:
    """What a run did, or would do, in words: 14 results change, 2 become passes."""
    if not found.credited:
        return "No attempt is left to be credited."
    change = f"{found.changed:,} {'result' if found.changed == 1 else 'results'}"
    become = f"{found.passes:,} {'becomes a pass' if found.passes == 1 else 'become passes'}"
    if done:
        become = f"{found.passes:,} became {'a pass' if found.passes == 1 else 'passes'}"
        return f"{change} changed, {become}."
    return f"{change} {'changes' if found.changed == 1 else 'change'}, {become}."
