"""What a person's own record shows of their courses and attempts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from learning.progress.past import Past
from learning.progress.queries import AttemptOnRecord, CourseOnRecord
from learning.releases.shapes import Course
from learning.supervision.grid import Cell
from learning.web import course_pages, moments
from learning.web.templating import day


@dataclass(frozen=True)
class CourseRow:
    """A course on the record, with a row for each module completed."""

    id: str
    title: str
    state: str
    state_text: str
    rows: Sequence[Sequence[str]]


def course(one: CourseOnRecord, duty: Cell | None = None) -> CourseRow:
    """A course with its completed modules, in course order; one that was removed keeps its id."""
    state, text = course_pages.state_of(one.standing, duty)
    titles = {ref.id: ref.title for ref in one.course.modules}
    done = [(m, s.completed_on) for m, s in one.standing.modules.items() if s.completed_on]
    order = list(titles)
    done.sort(key=lambda row: order.index(row[0]) if row[0] in titles else len(order))
    rows = [[titles.get(module, module), day(on)] for module, on in done]
    return CourseRow(one.course.id, one.course.front.title, state, text, rows)


def past(one: Past) -> list[str]:
    """A row of what an employer's list says: course, days, and where it is recorded."""
    until = day(one.valid_until) if one.valid_until else "No end"
    recorded = f"{one.source}, added on {day(one.added_on)}"
    return [one.title, day(one.completed_on), until, recorded]


def attempts(
    found: Sequence[AttemptOnRecord], courses: Mapping[str, Course]
) -> list[list[Markup | str]]:
    """Rows of the table of attempts: module, day, and a word with a way on."""
    days = [day(moments.day_of(one.begun_at)) for one in found]
    return [[_title(one, courses), on, _outcome(one)] for one, on in zip(found, days, strict=True)]


def _title(one: AttemptOnRecord, courses: Mapping[str, Course]) -> str:
    course = courses.get(one.course)
    ref = course.by_id.get(one.module) if course else None
    return ref.title if ref else one.module


def _outcome(one: AttemptOnRecord) -> Markup:
    """A link in words: an open attempt goes on, an ended one shows its result."""
    if one.ended_at is None:
        return Markup('<a href="/attempts/{}">Open: go on</a>').format(one.public_id)
    said = "Passed: look at it" if one.passed else "Not passed yet: look at it"
    link = Markup('<a href="/attempts/{}/result">{}</a>').format(one.public_id, said)
    if not one.credited:
        return link
    return link + Markup("<br>An item was unfair: the key was wrong. You have full credit for it.")
