"""What pages show of a course: its card in a list, its route, and its rules in sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from learning.content.blobs import ModuleEntry
from learning.progress.queries import CourseStanding
from learning.releases.shapes import Course
from learning.supervision.grid import Cell
from learning.supervision.status import Status
from learning.web import moments
from learning.web.templating import day, minutes
from learning.web.verdicts import plain

_SOON = dt.timedelta(days=60)
_HELD = (Status.COMPLETE, Status.EXPIRED)
_STATES = {"not_started": "not-started", "in_progress": "in-progress", "complete": "complete"}


@dataclass(frozen=True)
class CourseCard:
    """A course in a list."""

    href: str
    title: str
    summary: str
    labels: Sequence[str]
    state: str
    state_text: str
    done: int
    of: int


@dataclass(frozen=True)
class Stop:
    """A module on the route of its course."""

    href: str
    title: str
    minutes: int
    state: str
    state_text: str
    note: str
    next: bool


@dataclass(frozen=True)
class NextCard:
    """What to go on with: a module, and the words and address of the act."""

    course: str
    course_title: str
    title: str
    minutes: int
    act: str
    href: str
    done: int
    of: int


def next_card(course: Course, standing: CourseStanding) -> NextCard | None:
    """The first module still to complete of a course that was begun."""
    if not standing.begun or not standing.left:
        return None
    module = course.by_id[standing.left[0]]
    attempt = standing.of(module.id).open_attempt
    return NextCard(
        course=course.id,
        course_title=course.front.title,
        title=module.title,
        minutes=module.minutes,
        act="Go on with the quiz" if attempt else "Go on reading",
        href=f"/attempts/{attempt}" if attempt else f"/courses/{course.id}/{module.id}",
        done=standing.done,
        of=standing.required,
    )


def first_act(course: Course, standing: CourseStanding) -> tuple[str, str] | None:
    """The course page's main act: where to, and its words; None when there is nothing to do."""
    following = next_card(course, standing)
    if following is not None:
        return following.href, following.act
    if standing.begun or not course.is_live:
        return None
    return f"/courses/{course.id}/{course.modules[0].id}", "Begin with the first module"


def neighbours(
    course: Course, module: str
) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """The modules before and after one: address and title, None at the ends."""
    ids = [one.id for one in course.modules]
    at = ids.index(module)
    links = [(f"/courses/{course.id}/{one.id}", one.title) for one in course.modules]
    before = links[at - 1] if at else None
    return before, links[at + 1] if at + 1 < len(links) else None


def unmet(course: Course, standing: CourseStanding) -> str:
    """The first condition that is still unmet, in a sentence."""
    if not standing.left:
        return "You have completed everything it asks for."
    title = course.by_id[standing.left[0]].title
    return f"You have completed {standing.done} of {standing.required}. Next to do: {title}."


def card(course: Course, standing: CourseStanding, duty: Cell | None = None) -> CourseCard:
    """A course as its card; without a state for who has not begun it."""
    state, text = state_of(standing, duty)
    return CourseCard(
        href=f"/courses/{course.id}",
        title=course.front.title,
        summary=first_sentence(plain(course.summary_html)),
        labels=[counted(len(course.modules), "module"), minutes(course.minutes)],
        state=state,
        state_text=text,
        done=standing.done,
        of=standing.required if standing.begun else 0,
    )


@dataclass(frozen=True)
class Renewal:
    """What renews a completed course: a sentence, and where to go on."""

    text: str
    href: str
    act: str


def renewal(course: Course, standing: CourseStanding, *, asked: bool) -> Renewal | None:
    """How to renew a course that was completed, once that is asked or its end is near."""
    if not standing.completed_on or not course.is_live:
        return None
    left = standing.to_renew(course, on=moments.now().date())
    if not left or not (asked or due(course, standing)):
        return None
    titles = [course.by_id[one].title for one in left]
    said = "To renew it, pass each of its modules again, within half a year."
    if len(left) < len(standing.needed):
        said = f"To renew it, pass these again: {'; '.join(titles)}."
    return Renewal(said, f"/courses/{course.id}/{left[0]}", f"Renew it: {titles[0]}")


def due(course: Course, standing: CourseStanding) -> tuple[str, str, str] | None:
    """A completed course that runs out soon or has run out: its address, its title and a sentence.

    A calm word in good time, and never a reproach.
    """
    until, today = standing.valid_until, moments.now().date()
    if until is None or until > today + _SOON or not course.is_live:
        return None
    said = "It ran out on" if until < today else "It runs out on"
    return f"/courses/{course.id}", course.front.title, f"{said} {day(until)}."


def state_of(standing: CourseStanding, duty: Cell | None = None) -> tuple[str, str]:
    """The state of a course for a person, as a code and in words.

    Where it is required of them, what is required says how long a completion counts.
    """
    if duty is not None and duty.dates.completed_on and duty.standing.status in _HELD:
        standing = replace(standing, valid_until=duty.dates.valid_until)
    if standing.valid_until and standing.valid_until < moments.now().date():
        return "due", f"Ran out on {day(standing.valid_until)}"
    if standing.valid_until:
        return "valid", f"Valid until {day(standing.valid_until)}"
    if standing.completed_on:
        return "complete", f"Completed on {day(standing.completed_on)}"
    return ("in-progress", "In progress") if standing.begun else ("", "")


def stops(course: Course, standing: CourseStanding) -> list[Stop]:
    """The modules as stops; the first one still to do is the next."""
    upcoming = standing.left[0] if standing.left else ""
    if not standing.begun and course.modules:
        upcoming = course.modules[0].id
    return [_stop(course, ref, standing, ref.id == upcoming) for ref in course.modules]


def _stop(course: Course, ref: ModuleEntry, standing: CourseStanding, upcoming: bool) -> Stop:
    here = standing.of(ref.id)
    on = f"Completed on {day(here.completed_on)}" if here.completed_on else ""
    note = "" if ref.id in standing.needed else "Not needed to complete the course"
    return Stop(
        href=f"/courses/{course.id}/{ref.id}",
        title=ref.title,
        minutes=ref.minutes,
        state=_STATES[here.state],
        state_text=on,
        note=note,
        next=upcoming,
    )


def first_sentence(text: str) -> str:
    """The first sentence of a text, for a card; the whole of one that has no second."""
    said = " ".join(text.split())
    end = said.find(". ")
    return said if end < 0 else said[: end + 1]


def rule(course: Course, standing: CourseStanding) -> str:
    """What completes the course for this person, in a sentence."""
    number = len([module for module in standing.needed if module in course.by_id])
    which = "every module" if number == len(course.modules) else f"{number} of its modules"
    return f"You complete this course when you have completed {which}, in any order."


def validity(course: Course) -> str:
    """How long a completion counts, in a sentence."""
    rule = course.front.validity
    if rule is None:
        return "A completion does not run out."
    if rule.anchor == "fixed" and rule.fixed:
        month, date = rule.fixed.split("-")
        return f"A completion counts until the next {int(date)} {MONTHS[int(month) - 1]}."
    return f"A completion counts for {counted(rule.months or 0, 'month')}."


def counted(number: int, noun: str) -> str:
    """`1 module`, `2 modules`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
