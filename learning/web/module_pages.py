"""The page of a module: the same for everybody, but for where the reader stands in it."""

from __future__ import annotations

from dataclasses import dataclass

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


def page(course: Course, ref: ModuleEntry, text: Module, standing: Standing) -> str:
    """The page, with the reader's own words put in."""
    words = {
        "completed_on": day(standing.completed_on) if standing.completed_on else "",
        "open_attempt": standing.open_attempt or "",
        "last_attempt": standing.last_attempt or "",
    }
    said = {word: shells.mark(word) if text else "" for word, text in words.items()}
    back, following = course_pages.neighbours(course, ref.id)
    return shells.page(
        "courses/module.html",
        (course.release.release_id, ref.sha256, standing.state, *said.values()),
        {**words, "article": fragments.article(course, ref, text)},
        lambda: {
            "course": course,
            "module": ref,
            "text": text,
            "article": shells.mark("article"),
            "standing": Reader(standing.state, **said),
            "back": back,
            "next": following,
        },
    )
