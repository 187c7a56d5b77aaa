"""Rules of a course: its lists fit each other, and everything in them serves something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

from learning.content.building import Course
from learning.content.gist import Gist
from learning.content.layout import SCENARIOS, CourseFolder, is_id, shown
from learning.content.model import Validity
from learning.content.problems import START, Findings, Notebook, Place, nearest, quoted
from learning.content.reference_rules import Library, Naming, review

#: Where the id of an item stands, by its quiz and its number there.
QuizPlace: TypeAlias = Callable[[Path, int], Place]


def check(course: Course, library: Library, findings: Findings) -> None:
    """What course.yaml alone can tell."""
    front, places = course.front, course.places
    for name in ("tasks", "objectives", "sources"):
        ids = (entry.id for entry in getattr(front, name))
        _naming(course, findings, name, field="id").once(ids)
    _naming(course, findings, "modules").once(front.modules)
    _objectives(course, library, findings)
    _completion(course, findings)
    _validity(front.validity, course, findings)
    review(findings, front.review, lambda: places.at("review", "due"), library.today)
    for at, (newer, older) in enumerate(pairwise(front.changes), 1):
        if older.date > newer.date:
            late = f"the change of {older.date} stands below an older one: put the newest first"
            findings.add("course.changes-order", places.at("changes", at), late)


def _naming(course: Course, findings: Findings, *path: str | int, field: str = "") -> Naming:
    """A judge of the names in a list of course.yaml."""
    tail = (field,) if field else ()
    return Naming(findings, "course", lambda at: course.places.at(*path, at, *tail))


def _objectives(course: Course, library: Library, findings: Findings) -> None:
    front = course.front
    tasks, sources = {task.id for task in front.tasks}, {source.id for source in front.sources}
    serves = _naming(course, findings, "objectives", field="task")
    serves.known("task", (one.task for one in front.objectives), tasks)
    for at, objective in enumerate(front.objectives):
        cited = _naming(course, findings, "objectives", at, "sources")
        cited.known("source", objective.sources, sources)
        cited.once(objective.sources)
        _naming(course, findings, "objectives", at, "factors").factors(objective.factors, library)


def _completion(course: Course, findings: Findings) -> None:
    listed = course.front.completion.modules
    if isinstance(listed, list):
        naming = _naming(course, findings, "completion", "modules")
        naming.known("module", listed, course.front.modules)
        naming.once(listed)


def _validity(validity: Validity | None, course: Course, findings: Findings) -> None:
    """Months from completion, or a fixed day: one of them, and the one the anchor asks for."""
    said = ""
    if validity is None:
        return
    if validity.months is None and validity.fixed is None:
        said = "validity says neither months nor fixed: add one, or delete validity"
    elif validity.anchor == "fixed" and validity.fixed is None:
        said = 'anchor is fixed and there is no day: add fixed, as fixed: "11-30"'
    elif validity.anchor == "completion" and validity.fixed is not None:
        said = "fixed counts only with anchor: fixed: add the anchor, or delete fixed"
    if said:
        findings.add("course.validity", course.places.key("validity"), said)


def modules(course: Course, folder: CourseFolder, findings: Findings, notebook: Notebook) -> None:
    """The modules that are listed are the folders that are there."""
    found = folder.modules
    for at, name in enumerate(course.front.modules):
        if name == SCENARIOS:
            kept = f"'{SCENARIOS}' is the folder of scenarios: give the module another name"
            findings.add("course.reserved-id", course.places.at("modules", at), kept)
        elif name not in found:
            missing = f"there is no folder {quoted(name)}{nearest(name, found) or ': make it'}"
            findings.add("course.missing-module", course.places.at("modules", at), missing)
        elif found[name].text is None:
            path = shown(found[name].path)
            missing = "a module needs a module.md: write one, or take it off the course's list"
            notebook.of(path).add("module.missing-file", START, missing)
    for name, module in found.items():
        if name in course.front.modules or not is_id(name):
            continue
        if module.text or module.quiz:
            rule, said = "course.unlisted-module", "course.yaml does not list it: add it to modules"
        else:
            rule, said = (
                "file.unexpected",
                f"{quoted(name)} is no module: move it out of the course",
            )
        notebook.of(shown(module.path)).add(rule, START, said)


def coverage(course: Course, gists: Iterable[Gist], findings: Findings) -> None:
    """Every objective is checked, every task served, every source cited. `gists` are its modules'.

    Ask only where every module and quiz could be read: one that is missing would be missed here.
    """
    places, front = course.places, course.front
    held = list(gists)
    checks = Counter(_checked(held))
    for at, objective in enumerate(front.objectives):
        count = checks[objective.id]
        if count == 0:
            none = f"no item checks '{objective.id}': write two, or take the objective out"
            findings.add("course.objective-without-items", places.at("objectives", at), none)
        elif count == 1:
            one = f"one item alone checks '{objective.id}': write a second"
            findings.add("course.objective-with-one-item", places.at("objectives", at), one)
    served = {objective.task for objective in front.objectives}
    for at, task in enumerate(front.tasks):
        if task.id not in served:
            unused = f"no objective serves '{task.id}': write one, or take the task out"
            findings.add("course.task-unused", places.at("tasks", at), unused)
    cited = {*_cited(course), *(one for gist in held for one in gist.cites)}
    for at, source in enumerate(front.sources):
        if source.id not in cited:
            unused = f"nothing cites '{source.id}': cite it, or take it out"
            findings.add("course.source-unused", places.at("sources", at), unused)


def _checked(gists: Iterable[Gist]) -> Iterator[str]:
    for gist in gists:
        yield from (one.objective for one in gist.items if one.status in ("live", "watch"))


def _cited(course: Course) -> Iterator[str]:
    for objective in course.front.objectives:
        yield from objective.sources
    for scenario in course.scenarios:
        yield from (cite.id for cite in scenario.front.sources)


def items(
    gists: Mapping[str, Gist], folder: CourseFolder, place: QuizPlace, notebook: Notebook
) -> None:
    """An item's id stands once in a course: responses are kept by it.

    `gists` are those of the modules in the course's order; `place` looks into a quiz.
    """
    first: dict[str, str] = {}
    for module, gist in gists.items():
        for at, item in enumerate(gist.items):
            path = folder.modules[module].quiz
            if item.id in first and path is not None:
                twice = f"'{item.id}' is an item of '{first[item.id]}' already: rename one of them"
                notebook.of(shown(path)).add("item.duplicate-id", place(path, at), twice)
            first.setdefault(item.id, module)
