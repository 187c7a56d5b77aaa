"""The page of a module: the same for everybody, but for where the reader stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from learning.content.blobs import ModuleEntry
from learning.progress.queries import Standing, State
from learning.releases.shapes import Course, Module
from learning.web import course_pages, fragments, shells
from learning.web.templating import day


@dataclass(frozen=True)
class Reader:
    """Where the reader stands, as the page says it; empty where there is nothing to say."""

    state: State
    completed_on: str
    open_attempt: str
    last_attempt: str


def page(course: Course, ref: ModuleEntry, text: Module, standing: Standing) -> bytes:
    """The page, with the reader's own words put in."""
    on = day(standing.completed_on) if standing.completed_on else ""
    opened, last = standing.open_attempt or "", standing.last_attempt or ""
    return shells.page(
        "courses/module.html",
        (course.release.release_id, ref.sha256, standing.state, bool(on), bool(opened), bool(last)),
        {
            "completed_on": on,
            "open_attempt": opened,
            "last_attempt": last,
            "article": fragments.article(course, ref, text),
        },
        lambda: _shown(course, ref, text, standing),
    )


def _shown(course: Course, ref: ModuleEntry, text: Module, standing: Standing) -> Mapping[str, Any]:
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
        ),
        "back": back,
        "next": following,
    }
