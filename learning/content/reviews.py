"""Reviews: when each course, module, item and scenario must be read again.

A case has no review of its own: it tells what was published, and is read with the modules that use
it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from learning.content.model import Review
from learning.content.tracing import CourseThread, Trace

What = Literal["course", "module", "item", "scenario"]


@dataclass(frozen=True, slots=True)
class Due:
    """Something that must be read again on a day. `id` is unique among things of its kind."""

    on: dt.date
    course: str
    what: What
    module: str
    id: str
    last: dt.date
    by: str

    @property
    def file(self) -> str:
        """The file it is written in, below courses/."""
        folder = f"{self.course}/{self.module}" if self.module else self.course
        name = {"course": "course.yaml", "module": "module.md", "item": "quiz.yaml"}
        return f"{folder}/{name.get(self.what, f'scenarios/{self.id}.yaml')}"


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is read again at one go: a file, with all in it that is due on the same day."""

    on: dt.date
    course: str
    file: str
    dues: tuple[Due, ...]


def reviews(trace: Trace) -> list[Due]:
    """Every review of every course, the earliest first."""
    found = (due for course in trace.courses for due in _of(course))
    return sorted(found, key=lambda due: (due.on, due.course, due.module, due.what != "module"))


def within(dues: Iterable[Due], *, on: dt.date, days: int) -> list[Due]:
    """Those that are past, or come within so many days of `on`."""
    try:
        end = on + dt.timedelta(days=days)
    except OverflowError:  # more days than the calendar has
        return list(dues)
    return [due for due in dues if due.on <= end]


def sittings(dues: Iterable[Due]) -> list[Sitting]:
    """Reviews by day and file, the earliest first."""
    found: dict[tuple[dt.date, str], list[Due]] = {}
    for due in dues:
        found.setdefault((due.on, due.file), []).append(due)
    made = [Sitting(on, some[0].course, file, tuple(some)) for (on, file), some in found.items()]
    return sorted(made, key=lambda one: (one.on, one.file))


def _of(course: CourseThread) -> Iterator[Due]:
    yield _due(course, "course", "", course.id, course.front.review)
    for module in course.modules:
        yield _due(course, "module", module.id, module.id, module.front.review)
        for item in module.items:
            if item.status != "retired":
                yield _due(course, "item", module.id, item.id, item.review)
    for play in course.scenarios:
        yield _due(course, "scenario", "", play.id, play.review)


def _due(course: CourseThread, what: What, module: str, name: str, review: Review) -> Due:
    return Due(review.due, course.id, what, module, name, review.last, review.by)
