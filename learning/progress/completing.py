"""Completing: what ends an attempt, completes a module and completes a course.

One pure rule, `unmet`, both awards a course and says on its page what is still to do.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from learning.assessment import Confidence, Scored, counts, outcome
from learning.content.blobs import ModuleEntry
from learning.content.model import Validity
from learning.db.base import table
from learning.db.prepared import Change, Prepared
from learning.errors import Conflict, NotFound
from learning.progress.attempts import Open
from learning.progress.models import Attempt, Completion, Enrolment
from learning.releases.shapes import Course
from learning.releases.shelf import Shelf

RETIRED = "This course has been retired. What you completed stays on your record."


def unmet(required: Sequence[str], present: Collection[str], done: Collection[str]) -> list[str]:
    """The modules still to complete, in course order.

    `required` is the rule pinned at enrolment, `present` the modules the course has now: one that
    was removed since counts as done, so progress never falls.
    """
    return [module for module in required if module in present and module not in done]


def valid_until(validity: Validity | None, on: dt.date) -> dt.date | None:
    """The last day a completion counts; None where it does not run out.

    Months go to the same day of the month or, where there is none, its last. A fixed day is the
    next one after completion; 29 February falls on the 28th in other years.
    """
    if validity is None:
        return None
    if validity.anchor == "fixed" and validity.fixed:
        month, day = (int(part) for part in validity.fixed.split("-"))
        this_year = _clamped(on.year, month, day)
        return this_year if this_year > on else _clamped(on.year + 1, month, day)
    if validity.months is None:
        return None
    years, month0 = divmod(on.month - 1 + validity.months, 12)
    return _clamped(on.year + years, month0 + 1, on.day)


def _clamped(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def end(session: Session, attempt: Open, *, at: dt.datetime) -> None:
    """Close an attempt with its result. A pass completes the module on the day of `at`."""
    row = attempt.row
    result = outcome(attempt.quiz.file, scored(attempt))
    row.ended_at, row.score, row.passed = at, result.score, result.passed
    _END.run(session, [{"of": row.id, "at": at, "of_all": result.score, "pass": result.passed}])
    if result.passed:
        stop = Stop(row.person_id, row.course, row.module, row.release_id)
        complete_module(session, attempt.shelf, stop, basis="quiz", at=at)


def scored(attempt: Open) -> list[Scored]:
    """The items of the attempt that count, with what they scored."""
    rows = [(attempt.quiz.items[item], attempt.responses.get(item)) for item in attempt.order]
    return [
        Scored(
            item_id=item.id,
            score=(row.score or 0.0) if row else 0.0,
            critical=item.critical,
            confidence=Confidence(row.confidence) if row and row.confidence else None,
        )
        for item, row in rows
        if counts(item)
    ]


_A, _C, _E = table(Attempt), table(Completion), table(Enrolment)
_END = Change(
    update(_A)
    .where(_A.c.id == bindparam("of"))
    .values(ended_at=bindparam("at"), score=bindparam("of_all"), passed=bindparam("pass"))
)
_COMPLETE = Change(
    insert(_C).values({one.name: bindparam(f"its_{one.name}") for one in _C.c if one.name != "id"})
)


def own(of: Table) -> ColumnElement[bool]:
    """The rows of a table that are about one `person` in one `course`."""
    return (of.c.person_id == bindparam("person")) & (of.c.course == bindparam("course"))


#: the release that an enrolment is pinned to, held against others who would complete the course
_PINNED = Prepared(select(_E.c.release_id).where(own(_E)).with_for_update(), int)
#: asked after that was waited for, so that it sees what the others have done:
#: the modules completed; None among them where the whole course is
_DONE: Prepared[str | None] = Prepared(select(_C.c.module).where(own(_C)), lambda module: module)


@dataclass(frozen=True)
class Stop:
    """A module of a course (none: all of it), for one person, as one release had it."""

    person_id: int
    course: str
    module: str | None
    release_id: int


def complete_module(
    session: Session, shelf: Shelf, stop: Stop, *, basis: str, at: dt.datetime
) -> None:
    """Record the first completion of a module, and of the course when nothing is left to do.

    The enrolment's row is held meanwhile, so that two modules ending at once complete the course
    once.
    """
    who = {"person": stop.person_id, "course": stop.course}
    [pinned] = _PINNED.rows(session, **who)
    done = set(_DONE.rows(session, **who))
    if stop.module not in done:
        _record(session, stop, basis, on=at.date())
    required = shelf.release(session, pinned).required
    course = shelf.course(session, stop.course)
    finished = {module for module in {stop.module, *done} if module is not None}
    if None not in done and not unmet(required, course.by_id, finished):
        complete_course(session, course, stop.person_id, at=at)


def complete_course(session: Session, course: Course, person_id: int, *, at: dt.datetime) -> None:
    """Record that a person has completed a course, in the release of it that is given."""
    whole = Stop(person_id, course.id, None, course.release.release_id)
    until = valid_until(course.front.validity, at.date())
    _record(session, whole, "modules", on=at.date(), until=until)


def mark_read(session: Session, shelf: Shelf, stop: Stop, *, at: dt.datetime) -> None:
    """Complete a module that has no quiz, because its reader says so; twice is once."""
    ref = _offered(session, shelf, stop)
    if ref.quiz:
        raise NotFound("This module is completed by its quiz. Begin it at the end of the page.")
    complete_module(session, shelf, stop, basis="read", at=at)


def mark_talked(session: Session, shelf: Shelf, stop: Stop, *, at: dt.datetime) -> None:
    """Complete a module with distressing content because its reader talked it through instead.

    It counts like a quiz that was passed. Neither a reason nor with whom is asked.
    """
    ref = _offered(session, shelf, stop)
    if not shelf.module(session, ref.sha256).front.content_notes:
        raise NotFound("This module has no other way: it tells of nothing that needs one.")
    complete_module(session, shelf, stop, basis="talk", at=at)


def _offered(session: Session, shelf: Shelf, stop: Stop) -> ModuleEntry:
    """The module of a course that may still be completed."""
    course = shelf.release(session, stop.release_id)
    ref = course.by_id.get(stop.module or "")
    if ref is None:
        raise NotFound("There is no such module. The course page lists its modules.")
    if not course.is_live:
        raise Conflict(RETIRED)
    return ref


def _record(
    session: Session, stop: Stop, basis: str, *, on: dt.date, until: dt.date | None = None
) -> None:
    event = {**vars(stop), "completed_on": on, "valid_until": until, "basis": basis}
    _COMPLETE.run(session, [{f"its_{name}": value for name, value in event.items()}])
