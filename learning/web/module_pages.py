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
    words = {
        "completed_on": day(standing.completed_on) if standing.completed_on else "",
        "open_attempt": standing.open_attempt or "",
        "last_attempt": standing.last_attempt or "",
    }
    reader = Reader(standing.state, **{k: shells.mark(k) if v else "" for k, v in words.items()})
    key = (course.release.release_id, ref.sha256, reader)
    filled: shells.Words = {**words, "article": fragments.article(course, ref, text)}
    return shells.page(
        "courses/module.html", key, filled, lambda: _shown(course, ref, text, reader)
    )


def _shown(course: Course, ref: ModuleEntry, text: Module, reader: Reader) -> Mapping[str, Any]:
    back, following = course_pages.neighbours(course, ref.id)
    return {
        "course": course,
        "module": ref,
        "text": text,
        "article": shells.mark("article"),
        "standing": reader,
        "back": back,
        "next": following,
    }
