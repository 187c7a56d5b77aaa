"""What pages of the preview show: courses, modules with their quizzes, and cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from learning.assessment import Raw
from learning.content.blobs import ModuleEntry
from learning.content.drafts import CourseDraft, Drafts, ModuleDraft
from learning.content.layout import COURSE, LIBRARY
from learning.content.layout import shown as told
from learning.content.problems import Problem
from learning.errors import NotFound
from learning.releases.shapes import Course
from learning.web import (
    course_pages,
    fragments,
    preview_boards,
    preview_items,
    preview_plays,
)
from learning.web.course_pages import Stop
from learning.web.module_pages import Reader
from learning.web.preview_boards import Sorter
from learning.web.preview_items import Quiz
from learning.web.preview_places import Piece, Placed
from learning.web.preview_shapes import (
    Shown,
    course_draft,
    course_of,
    library_of,
    module_of,
    not_begun,
)

_PAGE = 24
"""Courses on a page: each is read before it is listed."""
Page = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """A course in the list: its card, or only its name where it cannot be read; and its state."""

    id: str
    card: course_pages.CourseCard | None
    state: str
    problems: str


def courses_page(drafts: Drafts, after: str) -> Page:
    """The courses of the folder, a page at a time, and what is wrong with what is in none."""
    ids = [one for one in drafts.ids() if one > after]
    entries = [_entry(drafts, one) for one in ids[:_PAGE]]
    sorter = Sorter(drafts.library().stale)
    library = drafts.problems(LIBRARY)
    cases = f"{told(drafts.root / LIBRARY)}/"
    sorter.top(one for one in library if not one.file.startswith(cases))
    here = [one for one in library if one.file.startswith(cases)]
    elsewhere = [("/cases", f"{preview_boards.in_words(here)} in the cases")] if here else []
    return {
        "title": "Courses",
        "board": sorter.board(elsewhere),
        "entries": entries,
        "after": after,
        "later": ids[_PAGE - 1] if len(ids) > _PAGE else "",
    }


def _entry(drafts: Drafts, course: str) -> Entry:
    draft = drafts.course(course)
    made = course_of(draft) if draft else None
    card = course_pages.card(made, not_begun(made)) if made else None
    words = preview_boards.in_words(drafts.problems(course))
    return Entry(course, card, _state(draft), words)


def _state(draft: CourseDraft | None) -> str:
    status = draft.course.front.status if draft and draft.course else ""
    return {"draft": "Draft", "retired": "Retired"}.get(status, "")


def course_page(drafts: Drafts, course: str) -> Page:
    """A course as learners see it before they begin; its problems at the top and at the stops."""
    draft = course_draft(drafts, course)
    found = preview_boards.by_entry(draft)
    sorter = Sorter(draft.stale)
    made = course_of(draft)
    inside = set(draft.modules) if made else set()
    sorter.top(one for name in found if name not in inside for one in found[name])
    if made is None:
        return {"title": course, "board": sorter.board(), "file": draft.file}
    standing = not_begun(made)
    stops = course_pages.stops(made, standing)
    others = [one for one in draft.modules.values() if one.id not in made.by_id]
    return {
        "title": made.front.title,
        "board": sorter.board(),
        "course_state": _state(draft),
        "duty": None,
        "renewal": None,
        "course": made,
        "standing": standing,
        "card": course_pages.card(made, standing),
        "stops": [_noted(stop, found) for stop in stops],
        "first": course_pages.first_act(made, standing),
        "rule": course_pages.rule(made, standing),
        "validity": course_pages.validity(made),
        "unmet": "",
        "plays": preview_plays.cards(draft),
        "others": [_other(one, found.get(one.id, [])) for one in others],
    }


def _noted(stop: Stop, found: Mapping[str, Sequence[Problem]]) -> Stop:
    words = preview_boards.in_words(found.get(stop.href.rpartition("/")[2], ()))
    return replace(stop, note=". ".join(one for one in (words, stop.note) if one))


def _other(draft: ModuleDraft, problems: Sequence[Problem]) -> tuple[str, str]:
    """A module that cannot be read, or is not listed: its name, and why it is no stop."""
    why = "cannot be read yet" if draft.module is None else f"{COURSE} does not list it"
    words = preview_boards.in_words(problems)
    return draft.id, f"{why}: {words}" if words else why


def module_page(drafts: Drafts, course: str, module: str, sent: Raw) -> Page:
    """A module as learners see it, its quiz below; `sent` is what the quiz is filled in with."""
    draft = course_draft(drafts, course)
    own = draft.modules.get(module)
    if own is None:
        raise NotFound(
            f"There is no module {module} in {draft.file.rpartition('/')[0]}. "
            "Was its folder renamed or moved? The page of the course lists its modules."
        )
    found = preview_boards.by_entry(draft)
    problems = found.pop(module, [])
    sorter = Sorter({*own.stale, *draft.stale})
    rest = [one for some in found.values() for one in some]
    words = preview_boards.in_words(rest)
    elsewhere = [(f"/courses/{course}", f"{words} elsewhere in this course")] if words else []
    made = course_of(draft)
    if made is None or own.module is None:
        sorter.top([*problems, *(found.get(COURSE, []) if made is None else [])])
        return {"title": module, "board": sorter.board(elsewhere), "file": own.text}
    shown = module_of(made, own.module)
    page = _module(draft, own, made, shown, (sorter, problems))
    quiz = preview_items.quiz_of(shown, made.front, sent)
    return {**page, **_quiz(own, quiz, sorter, problems), "board": sorter.board(elsewhere)}


def _module(
    draft: CourseDraft,
    own: ModuleDraft,
    course: Course,
    shown: Shown,
    found: tuple[Sorter, Sequence[Problem]],
) -> Page:
    """The text with its problems, and what stands around it."""
    sorter, problems = found
    sorter.top(one for one in problems if one.file not in (own.text, own.quiz))
    text = replace(shown.text, page=_with_problems(own, shown, sorter, problems))
    library = library_of(draft.library)
    article = fragments.drawn(course, shown.ref, text, library)
    listed = shown.ref.id in course.by_id
    back, following = course_pages.neighbours(course, own.id) if listed else (None, None)
    return {
        "title": shown.ref.title,
        "course": course,
        "module": shown.ref,
        "text": text,
        "article": Markup(article),
        "standing": Reader("not_started", "", "", "", again=False),
        "back": back,
        "next": following,
        "plays": preview_plays.cards(draft, shown.ref.objectives),
        "listed": listed,
        "course_state": _state(draft),
        "objectives": _objectives(course, shown.ref),
    }


def _with_problems(
    own: ModuleDraft, shown: Shown, sorter: Sorter, problems: Sequence[Problem]
) -> Any:
    """The text's segments, with problems beside what they are about."""
    page = shown.text.page
    here = preview_boards.of_file(problems, own.text)
    if own.module is None or own.text in own.stale:  # its lines are no longer those that are shown
        sorter.top(here)
        return page
    placed = Placed(own.module.document, [Piece(segment.html) for segment in page.segments])
    texts = placed.with_notices(sorter.beside(placed, here))
    parts = zip(page.segments, texts, strict=True)
    segments = tuple(replace(segment, html=html) for segment, html in parts)
    return page.model_copy(update={"segments": segments})


def _quiz(own: ModuleDraft, quiz: Quiz | None, sorter: Sorter, problems: Sequence[Problem]) -> Page:
    """The quiz and the problems of each of its items."""
    here = preview_boards.of_file(problems, own.quiz)
    ids = [one.page.id for one in quiz.items] if quiz else []
    return {"quiz": quiz, "told_of": sorter.parts(preview_boards.items(own.places, ids), here)}


def _objectives(course: Course, ref: ModuleEntry) -> list[str]:
    named = {one.id: one.text for one in course.front.objectives}
    return [named.get(one, f"Unknown objective: {one}") for one in ref.objectives]
