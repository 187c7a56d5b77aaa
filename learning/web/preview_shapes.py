"""What authors are writing, in the shapes in which pages of the site take a release.

A draft is shown as it will be when it is live, and says elsewhere that it is none yet.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from learning.content.addresses import Place
from learning.content.blobs import Blob, CaseHtml, ModuleEntry
from learning.content.building import Case as WrittenCase
from learning.content.building import Module as WrittenModule
from learning.content.compiling import compile_case, compile_module, entry, lead
from learning.content.drafts import CourseDraft, Drafts, LibraryDraft
from learning.content.markdown import render
from learning.content.model import QuizFile
from learning.errors import NotFound
from learning.progress.queries import CourseStanding
from learning.releases import shapes
from learning.releases.shapes import Case, Course, Library, Module, Published
from learning.web.pinned import pinned

_NEVER = dt.datetime(1, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Shown:
    """A module with its quiz: `pieces` are the rendered texts of each item, by its id."""

    ref: ModuleEntry
    text: Module
    quiz: QuizFile | None
    pieces: Mapping[str, Mapping[str, Any]]


def course_draft(drafts: Drafts, course: str) -> CourseDraft:
    """A course as it is written; `NotFound` says where it was looked for."""
    found = drafts.course(course)
    if found is None:
        raise NotFound(
            f"There is no course {course} in {drafts.root}. "
            "Was its folder renamed or moved? The first page lists the courses."
        )
    return found


def course_of(draft: CourseDraft) -> Course | None:
    """A course with the modules it lists; None where its course.yaml could never be read."""
    if draft.course is None:
        return None
    front = draft.course.front
    if front.status == "draft":
        front = front.model_copy(update={"status": "live"})
    listed = (one for one in draft.course.modules if draft.modules[one.id].listed)
    modules = tuple(entry(module, "") for module in listed)
    summary = render(front.summary, Place(draft.id))
    return Course(Published(0, draft.id, 0, "", "", _NEVER), front, modules, summary)


def not_begun(course: Course) -> CourseStanding:
    """Where every reader of a preview stands."""
    return CourseStanding({}, course.required, course.required)


def module_of(course: Course, module: WrittenModule) -> Shown:
    """A module, rendered as publishing would."""
    blobs = _compiled(course.id, module)
    made = blobs[-1]
    text = shapes.module_from(made.body, made.html or "")
    quiz = module.quiz
    rendered = [json.loads(one.html or "{}") for one in blobs if one.kind == "item"]
    own = {
        item.id: pieces for item, pieces in zip(quiz.items if quiz else (), rendered, strict=True)
    }
    pieces = pinned(own, course, module.id, text)
    return Shown(entry(module, made.sha256), text, quiz, pieces)


def _compiled(course: str, module: WrittenModule) -> list[Blob]:
    """The blobs of a module; without pictures where one is gone since they were listed."""
    try:
        return compile_module(course, module)[0]
    except OSError:
        return compile_module(course, replace(module, media={}))[0]


def library_of(draft: LibraryDraft) -> Library:
    """The library without the texts of its cases, which no card shows."""
    written = draft.catalogue
    factors = written.factors
    named = {one.id: one for group in (factors.groups if factors else ()) for one in group.factors}
    cases = {name: _listed(case) for name, case in sorted(written.cases.items())}
    return Library(0, cases, named, factors.version if factors else "")


def _listed(case: WrittenCase) -> Case:
    if case.front.status == "retracted":
        return Case(case.id, None, CaseHtml(sections=(), lead=""))
    front = case.front
    if front.status == "draft":
        front = front.model_copy(update={"title": f"Draft: {front.title}"})
    return Case(case.id, front, CaseHtml(sections=(), lead=lead(case.document)))


def case_of(case: WrittenCase) -> Case:
    """A case with its text."""
    made = compile_case(case)
    return shapes.case_from(made.body, made.html or "")
