"""The page of a module: the same for everybody, but for where the reader stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from learning.content.blobs import ModuleEntry
from learning.progress.completing import RENEWED_AFTER
from learning.progress.queries import CourseStanding, Standing, State
from learning.releases.shapes import Course, Module
from learning.web import course_pages, fragments, moments, scenario_pages, shells
from learning.web.templating import day


@dataclass(frozen=True)
class Reader:
    """Where the reader stands, as the page says it; empty where there is nothing to say."""

    state: State
    completed_on: str
    open_attempt: str
    last_attempt: str
    #: the course was completed, and completing this module again counts for its renewal
    again: bool


def page(course: Course, ref: ModuleEntry, text: Module, whole: CourseStanding) -> bytes:
    """The page, with the reader's own words put in."""
    standing, again = whole.of(ref.id), _counts_again(course, ref, whole)
    state = (standing.state, again)
    on = day(standing.completed_on) if standing.completed_on else ""
    opened, last = standing.open_attempt or "", standing.last_attempt or ""
    return shells.page(
        "courses/module.html",
        (course.release.release_id, ref.sha256, state, bool(on), bool(opened), bool(last)),
        {
            "completed_on": on,
            "open_attempt": opened,
            "last_attempt": last,
            "article": fragments.article(course, ref, text),
        },
        lambda: _shown(course, ref, text, standing, again=again),
    )


def _counts_again(course: Course, ref: ModuleEntry, whole: CourseStanding) -> bool:
    """Whether completing a module again counts for a renewal: not soon after the completion."""
    today = moments.now().date()
    if whole.completed_on is None or today - whole.completed_on < RENEWED_AFTER:
        return False
    return ref.id in whole.to_renew(course, on=today)


def _shown(
    course: Course, ref: ModuleEntry, text: Module, standing: Standing, *, again: bool
) -> Mapping[str, Any]:
    back, following = course_pages.neighbours(course, ref.id)
    return {
        "course": course,
        "module": ref,
        "text": text,
        "article": shells.mark("article"),
        "standing": Reader(
            standing.state,
            shells.mark("completed_on") if standing.completed_on else "",
            shells.mark("open_attempt") if standing.open_attempt else "",
            shells.mark("last_attempt") if standing.last_attempt else "",
            again,
        ),
        "back": back,
        "next": following,
        "plays": scenario_pages.near(course, ref.objectives),
    }
