"""Histories: the stories of the demo's people, written as their learning would have left them.

There are completions, enrolments, absences and exemptions, and nothing of what anybody answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from learning.people.places import Span
from learning.progress.completing import valid_until
from learning.progress.models import Completion, Enrolment, PastCompletion
from learning.releases.models import Release
from learning.releases.shapes import Course
from learning.releases.shelf import Shelf
from learning.sample.stories import Story
from learning.supervision import exempting, pausing
from learning.supervision.exempting import Reasoned

_DAY = dt.timedelta(days=1)
_SOURCES = ("Northbrook learning records", "Induction day of the former district", "Agency's list")
_REASONS = (
    "Teaches this course at the training consortium and is assessed there each year.",
    "Completed the regional course for trainers, which covers the same and more.",
    "Works on accounts alone until the end of the project and sees no families.",
)
Stories = Mapping[int, Story]
"""Stories by the row id of whose they are."""


@dataclass(frozen=True)
class Told:
    """A course as a history tells of it: as it is now, and its first release."""

    course: Course
    first_release: int

    @property
    def id(self) -> str:
        """The author's id of the course."""
        return self.course.id

    def release(self, on: dt.date, today: dt.date) -> int:
        """What was completed a year ago or longer is of the first release."""
        return self.first_release if on < today - 365 * _DAY else self.course.release.release_id


def chosen(session: Session, shelf: Shelf) -> Told | None:
    """The course that the demo's people learn: `crew`, or else the first live one, or none."""
    live = shelf.courses(session)
    found = next((one for one in live if one.id == "crew"), live[0] if live else None)
    if found is None:
        return None
    releases = select(Release.id).where(Release.course == found.id).order_by(Release.version)
    return Told(found, session.scalars(releases.limit(1)).one())


def pauses(session: Session, stories: Stories, *, made_by: int | None, on: dt.date) -> None:
    """Note who is away, and who was."""
    for person_id, story in stories.items():
        if story.pause is not None:
            pausing.pause(session, person_id, story.pause, made_by=made_by, on=on)


def exemptions(
    session: Session, shelf: Shelf, stories: Stories, course: str, *, made_by: int | None
) -> None:
    """Exempt some, each for a reason; noted on the day on which it begins."""
    exempt = [(one, story.exempt) for one, story in stories.items() if story.exempt is not None]
    for turn, (person_id, span) in enumerate(exempt):
        asked = Reasoned(course, Span(span.since, span.until), _REASONS[turn % len(_REASONS)])
        exempting.exempt(session, shelf, person_id, asked, made_by=made_by, on=span.since)


def completions(session: Session, stories: Stories, told: Told, *, on: dt.date) -> None:
    """Write what people completed here and elsewhere, and what they have begun.

    Whoever has a history of this course already keeps the one they have.
    """
    known = _with_history(session, told.id)
    new = [(one, story) for one, story in stories.items() if one not in known]
    _add(session, PastCompletion, (row for one in new for row in _elsewhere(*one, told, on)))
    _add(session, Enrolment, (row for one in new for row in _enrolments(*one, told, on)))
    _add(session, Completion, (row for one in new for row in _here(*one, told, on)))


def _add(session: Session, kind: type[Any], rows: Iterator[dict[str, Any]]) -> None:
    session.execute(insert(kind), list(rows))


def _with_history(session: Session, course: str) -> set[int]:
    tables: tuple[Any, ...] = (Enrolment, Completion, PastCompletion)
    return {
        person_id
        for kind in tables
        for person_id in session.scalars(select(kind.person_id).where(kind.course == course))
    }


def _elsewhere(person_id: int, story: Story, told: Told, on: dt.date) -> Iterator[dict[str, Any]]:
    for day in story.elsewhere:
        yield {
            "person_id": person_id,
            "course": told.id,
            "completed_on": day,
            "valid_until": valid_until(told.course.front.validity, day),
            "source": _SOURCES[person_id % len(_SOURCES)],
            "added_on": min(day + 30 * _DAY, on),
        }


def _enrolments(person_id: int, story: Story, told: Told, on: dt.date) -> Iterator[dict[str, Any]]:
    begun = story.completed[0] - 12 * _DAY if story.completed else story.begun
    if begun is not None:
        yield {
            "person_id": person_id,
            "course": told.id,
            "release_id": told.release(begun, on),
            "at": dt.datetime.combine(begun, dt.time(9), dt.UTC),
        }


def _here(person_id: int, story: Story, told: Told, on: dt.date) -> Iterator[dict[str, Any]]:
    """Each module some days before the course as a whole; of one that was begun, the first."""
    modules = [module for module in told.course.modules if module.id in told.course.required]
    events: list[tuple[str | None, dt.date, str]] = []
    for day in story.completed:
        ahead = range(len(modules) - 1, -1, -1)
        events += [
            (one.id, day - days * _DAY, "quiz" if one.quiz else "read")
            for one, days in zip(modules, ahead, strict=True)
        ]
        events.append((None, day, "modules"))
    if story.begun is not None and len(modules) > 1:
        events.append((modules[0].id, story.begun, "quiz" if modules[0].quiz else "read"))
    validity = told.course.front.validity
    for module, day, basis in events:
        yield {
            "person_id": person_id,
            "course": told.id,
            "module": module,
            "release_id": told.release(day, on),
            "completed_on": day,
            "valid_until": valid_until(validity, day) if module is None else None,
            "basis": basis,
        }
