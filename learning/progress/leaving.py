"""Leaving: what of a person's progress stays when they are erased, and that is a number.

A completion of one person goes into the count of its course, release and month, from which nobody
can be found again by a name, an id or the order of rows.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.progress.models import Attempt, Completion, Enrolment, ErasedCompletions

#: course, release, module (empty for the course as a whole), first day of the month
_Month = tuple[str, int, str, dt.date]


def hold(session: Session, person_id: int) -> None:
    """Hold a person's progress against other tabs until the unit ends.

    Attempts before enrolments, and both before the person: the order in which answering a quiz
    holds them, so that neither waits for the other for ever.
    """
    for model in (Attempt, Enrolment):
        mine = select(model.id).where(model.person_id == person_id).order_by(model.id)
        session.execute(mine.with_for_update()).all()


def count(session: Session, person_id: int) -> None:
    """Add a person's completions to the counts that stay. Call it just before they are erased."""
    query = select(
        Completion.course, Completion.release_id, Completion.module, Completion.completed_on
    ).where(Completion.person_id == person_id)
    months: Counter[_Month] = Counter(
        (course, release_id, module or "", on.replace(day=1))
        for course, release_id, module, on in session.execute(query)
    )
    for month, completions in sorted(months.items()):
        _add(session, month, completions)


def _add(session: Session, month: _Month, completions: int) -> None:
    """Add to a count; of two that would begin it at once, the second adds to the first."""
    if _added(session, month, completions):
        return
    course, release_id, module, first = month
    begun = ErasedCompletions(
        course=course, release_id=release_id, module=module, month=first, completions=completions
    )
    try:
        with session.begin_nested():
            session.add(begun)
    except IntegrityError:
        _added(session, month, completions)


def _added(session: Session, month: _Month, completions: int) -> bool:
    names = ("course", "release_id", "module", "month")
    of = [
        getattr(ErasedCompletions, name) == value for name, value in zip(names, month, strict=True)
    ]
    more = ErasedCompletions.completions + completions
    changed = session.execute(update(ErasedCompletions).where(*of).values(completions=more))
    return bool(changed.rowcount)  # type: ignore[attr-defined]
