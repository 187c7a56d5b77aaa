"""Tracing: from each objective to its task, its sources, its items and its cases, as values.

The same over a working tree and over published releases. Ids of tasks, objectives, sources and
items belong to their course: the same id in two courses names two things. Cases and factors belong
to the library and are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from learning.content.building import Catalogue, Course
from learning.content.model import (
    CaseFront,
    Cite,
    CourseFile,
    Factor,
    Item,
    ModuleFront,
    Objective,
    Review,
)
from learning.content.scenario_model import ScenarioFile

_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class ItemThread:
    """What an item hangs on."""

    id: str
    module: str
    objective: str
    status: str
    sources: tuple[Cite, ...]
    cases: tuple[str, ...]
    review: Review

    @staticmethod
    def of(item: Item, module: str) -> ItemThread:
        """The thread of an item of a module."""
        cited, cases = tuple(item.sources), tuple(item.cases)
        return ItemThread(item.id, module, item.objective, item.status, cited, cases, item.review)


@dataclass(frozen=True, slots=True)
class ModuleThread:
    """What a module hangs on; `cases` are those it chose and those with a slot in its text."""

    id: str
    front: ModuleFront
    cases: tuple[str, ...]
    items: tuple[ItemThread, ...]


@dataclass(frozen=True, slots=True)
class ScenarioThread:
    """What a scenario hangs on; one that is retired has no thread: nobody begins it any more."""

    id: str
    title: str
    objectives: tuple[str, ...]
    sources: tuple[Cite, ...]
    cases: tuple[str, ...]
    factors: tuple[str, ...]
    review: Review

    @staticmethod
    def of(name: str, front: ScenarioFile) -> ScenarioThread:
        """The thread of a scenario; its factors are those that its choices show."""
        ways = (way for moment in front.nodes.values() for way in moment.choices)
        factors = dict.fromkeys(way.factor.id for way in ways if way.factor)
        return ScenarioThread(
            name,
            front.title,
            tuple(front.objectives),
            tuple(front.sources),
            tuple(front.cases),
            tuple(factors),
            front.review,
        )


#: What may use a case.
Using: TypeAlias = ModuleThread | ItemThread | ScenarioThread


@dataclass(frozen=True, slots=True)
class CourseThread:
    """A course with all that hangs together in it, in the author's order."""

    id: str
    front: CourseFile
    modules: tuple[ModuleThread, ...]
    scenarios: tuple[ScenarioThread, ...] = ()

    def items(self) -> Iterator[ItemThread]:
        """The items of all modules but those that are retired: nobody meets them any more."""
        for module in self.modules:
            yield from (item for item in module.items if item.status != "retired")


@dataclass(frozen=True, slots=True)
class Trace:
    """Courses, and the library they share. A draft or retracted case is in the library too."""

    courses: tuple[CourseThread, ...]
    cases: Mapping[str, CaseFront]
    factors: Mapping[str, Factor]

    def of(self, course: str) -> CourseThread | None:
        """A course by its id."""
        return next((one for one in self.courses if one.id == course), None)


@dataclass(frozen=True, slots=True)
class Row:
    """An objective with all it hangs on; `task` is empty where the course has no such task."""

    objective: str
    text: str
    task: str
    task_text: str
    sources: tuple[str, ...]
    modules: tuple[str, ...]
    items: tuple[ItemThread, ...]
    scenarios: tuple[str, ...]
    cases: tuple[str, ...]


def trace(catalogue: Catalogue) -> Trace:
    """What was built of a working tree, traced; what could not be built is not there."""
    return Trace(
        tuple(_course(one) for _, one in sorted(catalogue.courses.items())),
        {name: case.front for name, case in sorted(catalogue.cases.items())},
        {
            factor.id: factor
            for group in (catalogue.factors.groups if catalogue.factors else ())
            for factor in group.factors
        },
    )


def _course(course: Course) -> CourseThread:
    modules = (
        module_thread(one.id, one.front, one.document.case_ids, one.quiz.items if one.quiz else ())
        for one in course.modules
    )
    shown = (play for play in course.scenarios if play.front.status != "retired")
    plays = tuple(ScenarioThread.of(play.id, play.front) for play in shown)
    return CourseThread(course.id, course.front, tuple(modules), plays)


def module_thread(
    module: str, front: ModuleFront, slots: Iterable[str], items: Iterable[Item]
) -> ModuleThread:
    """A module, traced; `slots` are the cases in its text."""
    cases = dict.fromkeys([*(case.id for case in front.cases), *slots])
    return ModuleThread(
        module, front, tuple(cases), tuple(ItemThread.of(item, module) for item in items)
    )


def rows(course: CourseThread) -> list[Row]:
    """Each objective of a course, by tasks in the author's order; last those without a task."""
    tasks = [task.id for task in course.front.tasks]
    items = _by_objective((item.objective, item) for item in course.items())
    modules = _by_objective((one, part) for part in course.modules for one in part.front.objectives)
    plays = _by_objective((one, part) for part in course.scenarios for one in part.objectives)
    texts = {task.id: task.text for task in course.front.tasks}
    found = [
        _row(one, texts, modules.get(one.id, []), items.get(one.id, []), plays.get(one.id, []))
        for one in course.front.objectives
    ]
    return sorted(found, key=lambda row: tasks.index(row.task) if row.task else len(tasks))


def _row(
    objective: Objective,
    tasks: Mapping[str, str],
    modules: Sequence[ModuleThread],
    items: Sequence[ItemThread],
    plays: Sequence[ScenarioThread],
) -> Row:
    parts: list[Using] = [*modules, *items, *plays]
    cases = [name for part in parts for name in part.cases]
    return Row(
        objective=objective.id,
        text=objective.text,
        task=objective.task if objective.task in tasks else "",
        task_text=tasks.get(objective.task, ""),
        sources=tuple(objective.sources),
        modules=tuple(module.id for module in modules),
        items=tuple(items),
        scenarios=tuple(play.id for play in plays),
        cases=tuple(dict.fromkeys(cases)),
    )


def _by_objective(pairs: Iterable[tuple[str, _Part]]) -> dict[str, list[_Part]]:
    found: dict[str, list[_Part]] = {}
    for name, part in pairs:
        found.setdefault(name, []).append(part)
    return found
