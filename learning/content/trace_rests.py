"""What rests on a source, a case or a factor: all that must be read again when it changes.

A source is a course's own. Where two courses have a source of one id, each is told by itself: they
are two different things.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from learning.content.tracing import CourseThread, ModuleThread, Trace

Ground = Literal["source", "case", "factor"]


@dataclass(frozen=True, slots=True)
class Rest:
    """Something that rests on it: what it is, where it is written, its words, and how it rests."""

    course: str
    what: Literal["objective", "module", "item", "scenario", "case"]
    id: str
    file: str
    module: str
    words: str
    how: str


def rests(trace: Trace, ground: Ground, name: str) -> list[Rest]:
    """All that rests on a source, a case or a factor, course by course; cases come last."""
    found = [rest for course in trace.courses for rest in _of_course(course, ground, name)]
    return [*found, *(_coded(trace, name) if ground == "factor" else ())]


def _of_course(course: CourseThread, ground: Ground, name: str) -> Iterator[Rest]:
    for one in course.front.objectives:
        names = {"source": one.sources, "factor": one.factors}.get(ground, [])
        if name in names:
            file = f"{course.id}/course.yaml"
            yield Rest(course.id, "objective", one.id, file, "", one.text, "")
    for module in course.modules:
        yield from _of_module(course, module, ground, name)
    for play in course.scenarios:
        held = {
            "source": [cite.id for cite in play.sources],
            "case": play.cases,
            "factor": play.factors,
        }[ground]
        if name in held:
            file = f"{course.id}/scenarios/{play.id}.yaml"
            yield Rest(course.id, "scenario", play.id, file, "", play.title, "")


def _of_module(
    course: CourseThread, module: ModuleThread, ground: Ground, name: str
) -> Iterator[Rest]:
    held = {
        "source": [cite.id for cite in module.front.sources],
        "case": module.cases,
        "factor": module.front.factors,
    }[ground]
    folder = f"{course.id}/{module.id}"
    if name in held:
        how = _how(module, ground, name)
        title = module.front.title
        yield Rest(course.id, "module", module.id, f"{folder}/module.md", module.id, title, how)
    for item in module.items:
        named = {"source": [cite.id for cite in item.sources], "case": item.cases}.get(ground, ())
        if item.status != "retired" and name in named:
            places = [c.locator or "" for c in item.sources if ground == "source" and c.id == name]
            how = "; ".join(
                [*([item.status] if item.status != "live" else []), *filter(None, places)]
            )
            yield Rest(course.id, "item", item.id, f"{folder}/quiz.yaml", module.id, "", how)


def _how(module: ModuleThread, ground: Ground, name: str) -> str:
    """Where in a source, or why a case."""
    if ground == "source":
        places = (cite.locator or "" for cite in module.front.sources if cite.id == name)
        return "; ".join(filter(None, places))
    if ground == "case":
        return next((case.why for case in module.front.cases if case.id == name), "in the text")
    return ""


def _coded(trace: Trace, factor: str) -> Iterator[Rest]:
    for name, front in trace.cases.items():
        for coded in front.factors:
            if coded.id == factor:
                file = f"cases/{name}.md"
                yield Rest("", "case", name, file, "", front.title, coded.effect)
