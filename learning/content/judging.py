"""Judging: the rules applied to what was gathered, each module by itself and then all together.

A module alone makes its gist, wherever and whenever that is done; what asks for more than one text
is judged of gists. So a module that is remembered tells the same as one that was read just now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from learning.content import (
    case_rules,
    course_rules,
    factor_rules,
    link_rules,
    media_rules,
    module_rules,
    scenario_rules,
)
from learning.content.building import fields
from learning.content.gathering import Gathered, WrittenCourse, WrittenModule
from learning.content.gist import Gist, ItemNote
from learning.content.layout import COURSE, LIBRARY, MODULE, SCENARIOS, shown
from learning.content.link_rules import Aim, Page
from learning.content.model import CourseFile, QuizFile
from learning.content.problems import Findings, Notebook, Place
from learning.content.reference_rules import Library
from learning.content.text_rules import check_body, check_short

#: The gists of a tree, by course and module.
Gists: TypeAlias = Mapping[str, Mapping[str, Gist]]
Judge: TypeAlias = Callable[[Gathered, Library], Gists]


def judge_all(gathered: Gathered, library: Library) -> Gists:
    """The gists of modules that were read."""
    return {
        name: {one: judge_module(held, course.front, library) for one, held in parts.items()}
        for name, course in gathered.courses.items()
        for parts in (course.modules,)
    }


def judge_module(module: WrittenModule, course: CourseFile | None, library: Library) -> Gist:
    """All rules of one module. `course` is None where it is broken.

    Of the course only the ids of its objectives and sources count: see `known`.
    """
    notebook, folder = Notebook(), module.folder
    notebook.take(module.told)
    below = f"{folder.path.parent.name}/{folder.id}/{MODULE}"
    page = Page(below, frozenset(folder.media))
    if folder.text is not None:
        findings = notebook.of(shown(folder.text))
        module_rules.check(module, course, library, findings)
        module_rules.check_texts(module, page, findings)
    if folder.quiz is not None:
        findings = notebook.of(shown(folder.quiz))
        module_rules.check_quiz(module, course, library, findings)
        module_rules.check_quiz_texts(module, page, findings)
    if module.whole:
        media_rules.unused(module.media, page.used, notebook)
    return _gist(module, page, notebook)


def known(course: CourseFile | None) -> list[list[str]] | None:
    """What the gist of a module takes from its course."""
    if course is None:
        return None
    return [[one.id for one in course.objectives], [one.id for one in course.sources]]


def _gist(module: WrittenModule, page: Page, notebook: Notebook) -> Gist:
    document, built = module.document, module.module()
    items = built.quiz.items if built and built.quiz else ()
    own = [one.id for one in built.front.sources] if built else []
    return Gist(
        told=notebook,
        read=module.read,
        whole=module.whole,
        headings=None if document is None else frozenset(one.id for one in document.headings),
        items=tuple(ItemNote(one.id, one.status, one.objective) for one in items),
        cites=frozenset([*own, *(cite.id for item in items for cite in item.sources)]),
        aims=tuple(page.aims),
    )


def conclude(gathered: Gathered, gists: Gists, library: Library, notebook: Notebook) -> None:
    """Everything that is not told of a module alone."""
    tree, factors = gathered.tree, gathered.factors
    if factors is not None and tree.factors is not None:
        factor_rules.check(factors, gathered.factors_places, notebook.of(shown(tree.factors)))
    aims = list(_cases(gathered, library, notebook))
    for name, written in gathered.courses.items():
        for gist in gists[name].values():
            notebook.take(gist.told)
            aims += gist.aims
        aims += _course(written, gists[name], library, notebook)
    link_rules.check_aims(aims, tree.root, _headings(gathered, gists), notebook)


def _headings(gathered: Gathered, gists: Gists) -> dict[str, frozenset[str]]:
    """The ids of headings, by the path of their text below courses/."""
    found = {
        f"{LIBRARY}/{name}.md": frozenset(heading.id for heading in case.document.headings)
        for name, case in gathered.cases.items()
        if case is not None
    }
    for course, modules in gists.items():
        for name, gist in modules.items():
            if gist.headings is not None:
                found[f"{course}/{name}/{MODULE}"] = gist.headings
    return found


def _cases(gathered: Gathered, library: Library, notebook: Notebook) -> Iterator[Aim]:
    for name, case in gathered.cases.items():
        if case is None:
            continue
        findings = notebook.of(case.file)
        case_rules.check(case, library, findings)
        if case.front.status != "retracted":
            page = Page(f"{LIBRARY}/{name}.md")
            check_body(case.document, page, findings)
            yield from page.aims


def _course(
    written: WrittenCourse, gists: Mapping[str, Gist], library: Library, notebook: Notebook
) -> Iterator[Aim]:
    course, folder = written.course(), written.folder
    if course is not None:
        findings = notebook.of(course.file)
        course_rules.check(course, library, findings)
        course_rules.modules(course, folder, findings, notebook)
        listed = {name: gists[name] for name in course.front.modules if name in gists}
        course_rules.items(listed, folder, _item_place, notebook)
        if _whole(written, course.front.modules, gists):
            course_rules.coverage(course, listed.values(), findings)
        page = Page(f"{folder.id}/{COURSE}")
        check_short([(("summary",), course.front.summary)], course.places, page, findings)
        yield from page.aims
    for scenario in written.scenarios.values():
        if scenario is not None:
            findings = notebook.of(scenario.file)
            scenario_rules.check(scenario, course, library, findings)
            page = Page(f"{folder.id}/{SCENARIOS}/{scenario.id}.yaml")
            scenario_rules.check_texts(scenario, page, findings)
            yield from page.aims


def _whole(written: WrittenCourse, listed: Iterable[str], gists: Mapping[str, Gist]) -> bool:
    """Whether every module that is listed, and every scenario, could be read."""
    modules = all(name in gists and gists[name].whole for name in listed)
    return modules and all(written.scenarios.values())


def _item_place(quiz: Path, at: int) -> Place:
    """Where the id of an item stands: looked up where it is wrong, for it is not remembered."""
    _, places = fields(quiz, QuizFile, "quiz", Findings(shown(quiz)))
    return places.at("items", at, "id")
