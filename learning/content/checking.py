"""Checking: a tree of courses in, the catalogue and every problem out.

Nothing is raised for an author's mistake, and no mistake hides another: what names a part that is
broken is not blamed for it.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from learning.content import (
    case_rules,
    course_rules,
    factor_rules,
    media_rules,
    module_rules,
    scenario_rules,
)
from learning.content.building import Catalogue, Course
from learning.content.gathering import Gathered, Reader, WrittenCourse, WrittenModule, gather
from learning.content.layout import COURSE, FACTORS, LIBRARY, MODULE, SCENARIOS, is_id, shown
from learning.content.link_rules import Page
from learning.content.problems import START, Notebook, Problem
from learning.content.reference_rules import Library
from learning.content.text_rules import check_body, check_short

Headings = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was built, every problem by file and place, and how many files were read."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    files: int


def check(root: Path, only: Path | None = None, today: dt.date | None = None) -> Checked:
    """Check the courses folder `root`.

    `only` is a file or folder below `root`, written with `root` before it: problems elsewhere are
    not told, and other courses neither read nor in the catalogue. Reviews past their day are told
    where `today` is given.
    """
    gathered, problems = examine(root, _course_of(root, only), today)
    catalogue = _catalogue(gathered, root, problems)
    inside = _Inside(shown(only if only is not None else root))
    read = [file for file in gathered.read if inside.holds(file)]
    told = tuple(problem for problem in problems if inside.holds(problem.file))
    return Checked(catalogue, told, len(read))


def examine(
    root: Path,
    course: str | None = None,
    today: dt.date | None = None,
    reader: Reader | None = None,
) -> tuple[Gathered, list[Problem]]:
    """What lies in the folder, as far as it could be read, and every problem of it in order.

    With `course` only that course is read, with the cases and the factors; modules by `reader`.
    """
    notebook = Notebook()
    with _without_collector():
        gathered = gather(root, course, notebook, reader)
        _judge(gathered, today, notebook)
    return gathered, notebook.problems()


@dataclass(frozen=True, slots=True)
class _Inside:
    """A file, or a folder with all below it."""

    path: str

    def holds(self, file: str) -> bool:
        return file == self.path or file.startswith(_below(self.path))


def _below(folder: str) -> str:
    """How the paths below a folder begin."""
    return {".": "", "/": "/"}.get(folder, f"{folder}/")


@contextmanager
def _without_collector() -> Iterator[None]:
    """Nothing made here is a ring of objects: the collector would only double the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _course_of(root: Path, only: Path | None) -> str | None:
    """The one course that is asked for; None where all are."""
    parts = only.relative_to(root).parts if only is not None else ()
    return parts[0] if parts else None


def _judge(gathered: Gathered, today: dt.date | None, notebook: Notebook) -> None:
    tree, factors = gathered.tree, gathered.factors
    library = Library(
        cases={name: one.front.status if one else "broken" for name, one in gathered.cases.items()},
        factors=None if factors is None else frozenset(_factor_ids(gathered)),
        has_factors=tree.factors is not None,
        today=today,
    )
    if not (gathered.read or notebook.problems()):
        none = "no course here: name the folder that holds courses, as learning check courses"
        notebook.of(shown(tree.root)).add("course.none", START, none)
    if factors is not None and tree.factors is not None:
        factor_rules.check(factors, gathered.factors_places, notebook.of(shown(tree.factors)))
    headings = _headings(gathered)
    _cases(gathered, library, headings, notebook)
    for written in gathered.courses.values():
        _course(written, library, tree.root, headings, notebook)


def _factor_ids(gathered: Gathered) -> Iterator[str]:
    for group in gathered.factors.groups if gathered.factors else ():
        yield from (factor.id for factor in group.factors)


def _headings(gathered: Gathered) -> Headings:
    """The ids of headings, by the path of their text below courses/."""
    found = {
        f"{LIBRARY}/{name}.md": frozenset(heading.id for heading in case.document.headings)
        for name, case in gathered.cases.items()
        if case is not None
    }
    for course, written in gathered.courses.items():
        for name, module in written.modules.items():
            if module.document is not None:
                ids = frozenset(heading.id for heading in module.document.headings)
                found[f"{course}/{name}/{MODULE}"] = ids
    return found


def _cases(gathered: Gathered, library: Library, headings: Headings, notebook: Notebook) -> None:
    for name, case in gathered.cases.items():
        if case is None:
            continue
        findings = notebook.of(case.file)
        case_rules.check(case, library, findings)
        if case.front.status != "retracted":
            page = Page(gathered.tree.root, f"{LIBRARY}/{name}.md", headings)
            check_body(case.document, page, findings)


def _course(
    written: WrittenCourse, library: Library, tree: Path, headings: Headings, notebook: Notebook
) -> None:
    course, folder = written.course(), written.folder
    if course is not None:
        findings = notebook.of(course.file)
        course_rules.check(course, library, findings)
        course_rules.modules(course, folder, findings, notebook)
        course_rules.items(course, folder, notebook)
        if written.whole:
            course_rules.coverage(course, findings)
        summary = (("summary",), course.front.summary)
        page = Page(tree, f"{folder.id}/{COURSE}", headings)
        check_short([summary], course.places, page, findings)
    for name, module in written.modules.items():
        pictures = frozenset(module.folder.media)
        page = Page(tree, f"{folder.id}/{name}/{MODULE}", headings, pictures)
        _module(module, course, library, page, notebook)
    for scenario in written.scenarios.values():
        if scenario is not None:
            findings = notebook.of(scenario.file)
            scenario_rules.check(scenario, course, library, findings)
            page = Page(tree, f"{folder.id}/{SCENARIOS}/{scenario.id}.yaml", headings)
            scenario_rules.check_texts(scenario, page, findings)


def _module(
    module: WrittenModule, course: Course | None, library: Library, page: Page, notebook: Notebook
) -> None:
    if module.folder.text is not None:
        findings = notebook.of(shown(module.folder.text))
        module_rules.check(module, course, library, findings)
        module_rules.check_texts(module, page, findings)
    if module.folder.quiz is not None:
        findings = notebook.of(shown(module.folder.quiz))
        module_rules.check_quiz(module, course, library, findings)
        module_rules.check_quiz_texts(module, page, findings)
    if module.whole:
        media_rules.unused(module.media, page.used, notebook)


def _catalogue(gathered: Gathered, root: Path, problems: Iterable[Problem]) -> Catalogue:
    """Everything that could be built; a name that can be no id is left out."""
    start = _below(shown(root))
    errors = (problem for problem in problems if problem.severity == "error")
    broken = {error.file.removeprefix(start).split("/")[0] for error in errors}
    if FACTORS in broken:
        broken = broken - {FACTORS} | {LIBRARY}
    courses = {name: one.course() for name, one in gathered.courses.items() if is_id(name)}
    return Catalogue(
        courses={name: one for name, one in courses.items() if one is not None},
        cases={name: one for name, one in gathered.cases.items() if one is not None},
        factors=gathered.factors,
        broken=frozenset(broken),
    )
