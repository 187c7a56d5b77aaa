"""Gaps and orphans of a trace: a thread that breaks off, and what no thread reaches.

What a course lacks is told of that course alone. What nobody uses of the library is asked only
where every course is there: another course may use it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from learning.content.tracing import CourseThread, Trace, Using

_ENOUGH = 2
"""Live items an objective needs: one alone may be guessed."""

Kind = Literal["gap", "orphan"]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something an author should close: `rule` names what is missing, `id` where.

    `course` is empty for what belongs to the library.
    """

    kind: Kind
    rule: str
    course: str
    id: str
    message: str


def gaps(course: CourseThread) -> list[Gap]:
    """Where the threads of a course break off, and what none of them reaches."""
    return [*_objectives(course), *_tasks(course), *_modules(course), *_sources(course)]


def library_gaps(trace: Trace) -> list[Gap]:
    """Live cases that no course uses, and factors that nothing names."""
    cases = set(_cases(trace))
    named = set(_factors(trace))
    unused = [
        _orphan("case-unused", "", name, "no module uses it: choose it in one, or leave it to read")
        for name, front in trace.cases.items()
        if front.status == "live" and name not in cases
    ]
    idle = [
        _orphan("factor-unused", "", name, "no case, module or objective names it")
        for name in trace.factors
        if name not in named
    ]
    return [*unused, *idle]


def _gap(rule: str, course: str, name: str, message: str) -> Gap:
    return Gap("gap", rule, course, name, message)


def _orphan(rule: str, course: str, name: str, message: str) -> Gap:
    return Gap("orphan", rule, course, name, message)


def _objectives(course: CourseThread) -> Iterator[Gap]:
    tasks = {task.id for task in course.front.tasks}
    sources = {source.id for source in course.front.sources}
    taught = {name for module in course.modules for name in module.front.objectives}
    live = Counter(item.objective for item in course.items() if item.status == "live")
    for one in course.front.objectives:
        if not live[one.id]:
            yield _gap(
                "objective-without-items", course.id, one.id, "no live item checks it: write two"
            )
        elif live[one.id] < _ENOUGH:
            few = "one live item alone checks it: write a second"
            yield _gap("objective-with-one-item", course.id, one.id, few)
        if not sources.intersection(one.sources):
            yield _gap("objective-without-source", course.id, one.id, "it rests on no source")
        if one.task not in tasks:
            yield _gap("objective-without-task", course.id, one.id, "it serves no task")
        if one.id not in taught:
            yield _gap("objective-without-module", course.id, one.id, "no module teaches it")


def _tasks(course: CourseThread) -> Iterator[Gap]:
    served = {one.task for one in course.front.objectives}
    for task in course.front.tasks:
        if task.id not in served:
            unserved = "no objective serves it: write one, or take the task out"
            yield _gap("task-without-objective", course.id, task.id, unserved)


def _modules(course: CourseThread) -> Iterator[Gap]:
    known = {one.id for one in course.front.objectives}
    for module in course.modules:
        if not known.intersection(module.front.objectives):
            idle = "it serves no objective of the course"
            yield _gap("module-without-objective", course.id, module.id, idle)


def _sources(course: CourseThread) -> Iterator[Gap]:
    cited = set(_cited(course))
    for source in course.front.sources:
        if source.id not in cited:
            unused = "nothing cites it: cite it, or take it out"
            yield _orphan("source-unused", course.id, source.id, unused)


def _cited(course: CourseThread) -> Iterator[str]:
    for one in course.front.objectives:
        yield from one.sources
    for module in course.modules:
        yield from (cite.id for cite in module.front.sources)
    for item in course.items():
        yield from (cite.id for cite in item.sources)
    for play in course.scenarios:
        yield from (cite.id for cite in play.sources)


def _cases(trace: Trace) -> Iterator[str]:
    for course in trace.courses:
        parts: list[Using] = [*course.modules, *course.items(), *course.scenarios]
        for part in parts:
            yield from part.cases


def _factors(trace: Trace) -> Iterable[str]:
    for front in trace.cases.values():
        yield from (factor.id for factor in front.factors)
    for course in trace.courses:
        for one in course.front.objectives:
            yield from one.factors
        for module in course.modules:
            yield from module.front.factors
        for play in course.scenarios:
            yield from play.factors
