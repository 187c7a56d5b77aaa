"""Joined reads for pages: where a person stands in a course, and what is on their record.

The standing is one statement of tables, prepared once, because no page is asked for more often.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    String,
    Table,
    bindparam,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from learning.db.base import UTCDateTime, is_public_id, table
from learning.db.prepared import Prepared
from learning.progress.completing import RENEWED_WITHIN, own, unmet
from learning.progress.models import Attempt, Completion, Enrolment, Regrade
from learning.releases.shapes import Course
from learning.releases.shelf import Shelf

State = Literal["not_started", "in_progress", "complete"]


def _none(kind: Any) -> ColumnElement[Any]:
    """An empty cell with a type, which PostgreSQL asks for in a union."""
    return cast(null(), kind)


class _Step(NamedTuple):
    """Something of a person's progress; `number` orders it, and is the release of an enrolment."""

    kind: Literal["enrolment", "attempt", "completion"]
    number: int
    #: empty for the course as a whole
    module: str
    attempt: str
    ended_at: dt.datetime | None
    completed_on: dt.date
    valid_until: dt.date | None


_E, _A, _C, _G = (table(one) for one in (Enrolment, Attempt, Completion, Regrade))
_NO_TEXT, _NO_TIME, _NO_DAY = (_none(kind) for kind in (String, UTCDateTime, Date))


def _steps(whose: Callable[[Table], ColumnElement[bool]], *more: str) -> CompoundSelect[Any]:
    """Everything of a person's progress that `whose` takes, after columns that all three have."""
    return union_all(
        select(
            *(_E.c[name] for name in more),
            literal_column("'enrolment'").label("kind"),
            _E.c.release_id.label("number"),
            *(_NO_TEXT, _NO_TEXT, _NO_TIME, _NO_DAY, _NO_DAY),
        ).where(whose(_E)),
        select(
            *(_A.c[name] for name in more),
            literal_column("'attempt'"),
            *(_A.c.id, _A.c.module, _A.c.public_id, _A.c.ended_at, _NO_DAY, _NO_DAY),
        ).where(whose(_A)),
        select(
            *(_C.c[name] for name in more),
            literal_column("'completion'"),
            _C.c.id,
            func.coalesce(_C.c.module, literal_column("''")),
            *(_NO_TEXT, _NO_TIME, _C.c.completed_on, _C.c.valid_until),
        ).where(whose(_C)),
    )


_PROGRESS = Prepared(_steps(own), _Step)
_ALL_PROGRESS = Prepared(
    _steps(lambda of: of.c.person_id == bindparam("person"), "course"),
    lambda course, *cells: (str(course), _Step(*cells)),
)


@dataclass(frozen=True)
class Standing:
    """Where a person stands in a module: a word, the day it was completed, the open attempt."""

    state: State = "not_started"
    completed_on: dt.date | None = None
    open_attempt: str | None = None
    last_attempt: str | None = None


@dataclass(frozen=True)
class CourseStanding:
    """Where a person stands in a course.

    `needed` are the modules that complete it for them, those that were taken out since included;
    `left` are those still to complete, in order.
    """

    modules: Mapping[str, Standing]
    left: tuple[str, ...]
    needed: tuple[str, ...]
    completed_on: dt.date | None = None
    valid_until: dt.date | None = None
    begun: bool = False
    #: modules passed since the course was completed, with their days: what a renewal rests on
    since: Mapping[str, dt.date] = field(default_factory=dict)

    def to_renew(self, course: Course, *, on: dt.date) -> tuple[str, ...]:
        """The modules still to pass before a completed course is completed again, in order."""
        counts = {module for module, day in self.since.items() if on - day <= RENEWED_WITHIN}
        return tuple(unmet(self.needed, course.by_id, counts))

    @property
    def required(self) -> int:
        """How many modules complete the course."""
        return len(self.needed)

    @property
    def done(self) -> int:
        """How many required modules are complete; never more than there are."""
        return self.required - len(self.left)

    def of(self, module: str) -> Standing:
        """The standing in one module."""
        return self.modules.get(module, Standing())


def standing(
    session: Session, shelf: Shelf, course: Course, person_id: int | None
) -> CourseStanding:
    """Where a person stands; without a person, a course not begun."""
    if person_id is None:
        return _not_begun(course)
    rows = _PROGRESS.rows(session, person=person_id, course=course.id)
    return _standing(session, shelf, course, rows)


def standings(
    session: Session, shelf: Shelf, courses: Iterable[Course], person_id: int | None
) -> list[CourseStanding]:
    """Where a person stands in each of some courses: one read, whatever their number."""
    rows = _ALL_PROGRESS.rows(session, person=person_id) if person_id is not None else []
    of_course: dict[str, list[_Step]] = {}
    for course, step in rows:
        of_course.setdefault(course, []).append(step)
    return [_standing(session, shelf, one, of_course.get(one.id, [])) for one in courses]


def _not_begun(course: Course) -> CourseStanding:
    return CourseStanding({}, course.required, course.required)


def _standing(
    session: Session, shelf: Shelf, course: Course, rows: Sequence[_Step]
) -> CourseStanding:
    release = next((row.number for row in rows if row.kind == "enrolment"), None)
    if release is None:
        return _not_begun(course)
    modules: dict[str, Standing] = {}
    for row in _of_kind("attempt", rows):
        still_open = row.attempt if row.ended_at is None else None
        modules[row.module] = Standing("in_progress", None, still_open, row.attempt)
    whole: tuple[dt.date | None, dt.date | None] = (None, None)
    since: dict[str, dt.date] = {}
    for row in _of_kind("completion", rows):
        if not row.module:
            whole, since = (row.completed_on, row.valid_until), {}
            continue
        since[row.module] = row.completed_on
        tries = modules.get(row.module, Standing())
        modules[row.module] = Standing(
            "complete", row.completed_on, tries.open_attempt, tries.last_attempt
        )
    counted = _counted(course, shelf.release(session, release).required, modules, whole)
    return replace(counted, since=since) if whole[0] else counted


def _of_kind(kind: str, rows: Iterable[_Step]) -> list[_Step]:
    """The rows of one table, oldest first."""
    return sorted((row for row in rows if row.kind == kind), key=lambda row: row.number)


def _counted(
    course: Course,
    pinned: tuple[str, ...],
    modules: dict[str, Standing],
    whole: tuple[dt.date | None, dt.date | None],
) -> CourseStanding:
    done = {module for module, one in modules.items() if one.state == "complete"}
    left = () if whole[0] else tuple(unmet(pinned, course.by_id, done))
    return CourseStanding(modules, left, pinned, *whole, begun=True)


@dataclass(frozen=True)
class CourseOnRecord:
    """A course on somebody's record, with the modules they completed."""

    course: Course
    standing: CourseStanding


def on_record(session: Session, shelf: Shelf, person_id: int) -> list[CourseOnRecord]:
    """Every course the person has begun, the latest first."""
    query = (
        select(Enrolment.course)
        .where(Enrolment.person_id == person_id)
        .order_by(Enrolment.id.desc())
    )
    courses = [shelf.course(session, name) for name in session.scalars(query)]
    found = standings(session, shelf, courses, person_id)
    return [CourseOnRecord(*pair) for pair in zip(courses, found, strict=True)]


@dataclass(frozen=True)
class AttemptOnRecord:
    """An attempt on its learner's own record."""

    public_id: str
    course: str
    module: str
    begun_at: dt.datetime
    ended_at: dt.datetime | None
    #: with what it is credited with since it ended
    passed: bool | None
    #: the key of an item was wrong
    credited: bool


def attempts_page(
    session: Session, person_id: int, *, before: str = "", size: int = 20
) -> tuple[list[AttemptOnRecord], str]:
    """The person's attempts, newest first, a page at a time.

    `before` is the last attempt of the page before; with it comes that of the page after, empty on
    the last page. After what is no attempt of theirs comes nothing.
    """
    if not is_public_id(before):
        return [], ""
    credits = select(_G.c.id).where(_G.c.attempt_id == _A.c.id)
    passes = or_(_A.c.passed, credits.where(_G.c.passed_after).exists())
    columns = [_A.c[one.name] for one in fields(AttemptOnRecord)[:-2]]
    query = select(*columns).add_columns(passes, credits.exists())
    query = query.where(_A.c.person_id == person_id).order_by(_A.c.id.desc())
    if before:
        place = select(_A.c.id).where(_A.c.public_id == before, _A.c.person_id == person_id)
        query = query.where(_A.c.id < place.scalar_subquery())
    found = [AttemptOnRecord(*row) for row in session.execute(query.limit(size + 1))]
    return found[:size], found[size - 1].public_id if len(found) > size else ""
