"""Completing: what ends an attempt, completes a module and completes a course.

One pure rule, `unmet`, both awards a course and says on its page what is still to do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, Table, bindparam, insert, select, update
from sqlalchemy.orm import Session, aliased

from learning import dates
from learning.assessment import outcome
from learning.content.blobs import ModuleEntry
from learning.content.model import Validity
from learning.db.base import table
from learning.db.prepared import Change, Prepared
from learning.errors import Conflict, NotFound
from learning.people import recounting
from learning.progress import crediting
from learning.progress.attempts import Open
from learning.progress.models import Attempt, AwaitingTally, Completion, Enrolment
from learning.releases.shapes import Course
from learning.releases.shelf import Shelf

RENEWS_EARLY = dt.timedelta(days=60)
"""How long before the end of its validity a course can be renewed without losing a day."""
RETIRED = "This course has been retired. What you completed stays on your record."


def unmet(required: Sequence[str], present: Collection[str], done: Collection[str]) -> list[str]:
    """The modules still to complete, in course order.

    `required` is the rule pinned at enrolment, `present` the modules the course has now: one that
    was removed since counts as done, so progress never falls.
    """
    return [module for module in required if module in present and module not in done]


def valid_until(
    validity: Validity | None, on: dt.date, before: dt.date | None = None
) -> dt.date | None:
    """The last day a completion counts; None where it does not run out.

    Months go to the same day of the month or, where there is none, its last. A fixed day is the
    next one after completion; 29 February falls on the 28th in other years. `before` is the last
    day of the completion before: renewed in good time, within `RENEWS_EARLY`, it counts from there.
    """
    if validity is None:
        return None
    early = before is not None and before - RENEWS_EARLY <= on <= before
    counts_from = before if before and early else on
    if validity.anchor == "fixed" and validity.fixed:
        return dates.next_yearly(validity.fixed, counts_from + dt.timedelta(days=1))
    return None if validity.months is None else dates.months_later(counts_from, validity.months)


def end(session: Session, attempt: Open, *, at: dt.datetime) -> None:
    """Close an attempt with its result. A pass completes the module on the day of `at`.

    So does a failure that is only one by an item whose key has been found wrong meanwhile.
    """
    row = attempt.row
    result = outcome(attempt.quiz.file, crediting.scored(attempt))
    row.ended_at, row.score, row.passed = at, result.score, result.passed
    _END.run(session, [{"of": row.id, "at": at, "of_all": result.score, "pass": result.passed}])
    names = ("id", "person_id", "course", "module")
    _AWAIT.run(session, [{f"its_{name}": getattr(row, name) for name in names}])
    if crediting.at_end(session, attempt, at=at) or result.passed:
        stop = Stop(row.person_id, row.course, row.module, row.release_id)
        complete_module(session, attempt.shelf, stop, basis="quiz", at=at)


_A, _C, _E = table(Attempt), table(Completion), table(Enrolment)
_BEFORE = aliased(_A)
#: only the first attempt of a person at a module that ended: only that is counted for its items
_AWAIT = Change(
    insert(table(AwaitingTally)).from_select(
        ["attempt_id"],
        select(bindparam("its_id", type_=Integer)).where(
            ~select(_BEFORE.c.id)
            .where(
                _BEFORE.c.person_id == bindparam("its_person_id"),
                _BEFORE.c.course == bindparam("its_course"),
                _BEFORE.c.module == bindparam("its_module"),
                _BEFORE.c.ended_at.is_not(None),
                _BEFORE.c.id < bindparam("its_id", type_=Integer),
            )
            .exists()
        ),
    )
)
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
#: asked after that was waited for, so that it sees what the others have done
_DONE = Prepared(
    select(_C.c.module, _C.c.completed_on, _C.c.valid_until, _C.c.release_id)
    .where(own(_C))
    .order_by(_C.c.id),
    lambda *cells: Event(*cells),
)
RENEWED_AFTER = dt.timedelta(days=28)
"""For how long what is passed again after a completion is practice, in the same release."""
RENEWED_WITHIN = dt.timedelta(days=180)
"""For how long a module that is passed again counts for the renewal of its course."""


class Event(NamedTuple):
    """A completion as it is kept; a module of None is the whole course."""

    module: str | None
    on: dt.date
    until: dt.date | None
    release_id: int = 0


@dataclass(frozen=True)
class Round:
    """What can complete a course next: the modules that count, and the completion before."""

    modules: frozenset[str] = frozenset()
    #: every module that was ever completed
    ever: frozenset[str] = frozenset()
    completed_on: dt.date | None = None
    valid_until: dt.date | None = None
    release_id: int = 0

    def is_open(self, release_id: int, *, on: dt.date) -> bool:
        """Whether what is passed on a day, in the live release that is given, counts at all.

        Nothing does on the day of the completion. For some weeks after it only what a newer
        release asks does: the rest is practice, and practice is free of consequences.
        """
        if self.completed_on is None:
            return True
        if release_id != self.release_id:
            return on > self.completed_on
        return on - self.completed_on >= RENEWED_AFTER


def last_round(events: Iterable[Event], *, on: dt.date) -> Round:
    """The round that is not over yet, of somebody's completions in a course, in their order.

    A completion of the whole course ends a round. What is passed again after it counts for the
    next one, for `RENEWED_WITHIN`: nothing is ever reset, and nobody has to ask for a renewal.
    """
    modules: dict[str, dt.date] = {}
    ever: set[str] = set()
    whole: Event | None = None
    for event in events:
        if event.module is None:
            whole, modules = event, {}
        else:
            modules[event.module] = event.on
            ever.add(event.module)
    if whole is None:
        return Round(frozenset(modules), frozenset(ever))
    counts = frozenset(one for one, day in modules.items() if on - day <= RENEWED_WITHIN)
    return Round(counts, frozenset(ever), whole.on, whole.until, whole.release_id)


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
    """Record a module's completion, and the course's when nothing of its round is left to do.

    What is passed again soon after the course's completion adds nothing, see `Round.is_open`. The
    enrolment's row is held meanwhile, so that two modules ending at once complete the course once.
    """
    who = {"person": stop.person_id, "course": stop.course}
    [pinned] = _PINNED.rows(session, **who)
    now = last_round(_DONE.rows(session, **who), on=at.date())
    course = shelf.course(session, stop.course)
    counts_now = now.is_open(course.release.release_id, on=at.date())
    if stop.module not in (now.modules if counts_now else now.ever):
        _record(session, stop, basis, on=at.date())
    required = shelf.release(session, pinned).required
    done = now.modules | {stop.module or ""}
    if counts_now and not unmet(required, course.by_id, done):
        complete_course(session, course, stop.person_id, at=at, before=now.valid_until)


def complete_late(session: Session, shelf: Shelf, stop: Stop, *, at: dt.datetime) -> bool:
    """Record that a module was passed at `at`, as only became known later; was it not known?

    It counts for the round of that day, see `Round.is_open`. The course is complete on the day of
    the last of its modules, which may be a later one. What was completed since then stays as it is.
    """
    who = {"person": stop.person_id, "course": stop.course}
    [pinned] = _PINNED.rows(session, **who)
    events = _DONE.rows(session, **who)
    then = last_round(events, on=at.date())
    counted = then.is_open(stop.release_id, on=at.date())
    if stop.module in (then.modules if counted else then.ever):
        return False
    _record(session, stop, "quiz", on=at.date())
    course = shelf.course(session, stop.course)
    required = shelf.release(session, pinned).required
    events = [*events, Event(stop.module, at.date(), None, stop.release_id)]
    day = max(at.date(), _last_day(events, required))
    now = last_round(events, on=day)
    if counted and not unmet(required, course.by_id, now.modules):
        on = dt.datetime.combine(day, at.timetz())
        complete_course(session, course, stop.person_id, at=on, before=now.valid_until)
    return True


def _last_day(events: Iterable[Event], required: Collection[str]) -> dt.date:
    """The latest day on which one of some modules was completed since the course last was."""
    since = dt.date.min
    for event in events:
        if event.module is None:
            since = dt.date.min
        elif event.module in required:
            since = max(since, event.on)
    return since


def complete_course(
    session: Session,
    course: Course,
    person_id: int,
    *,
    at: dt.datetime,
    before: dt.date | None = None,
) -> None:
    """Record that a person has completed a course, in the release of it that is given.

    `before` is the last day of the completion that this one renews.
    """
    whole = Stop(person_id, course.id, None, course.release.release_id)
    until = valid_until(course.front.validity, at.date(), before)
    _record(session, whole, "modules", on=at.date(), until=until)
    recounting.ask(session, [person_id], on=at.date())


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
