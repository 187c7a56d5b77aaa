"""Finding cases: filters for the library, and the links between modules and cases.

Pure over a published library. The rule of relation is content.md section 3: shared factors weighted
by rarity, the same stage breaking ties, at most three, at least one success where there is one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from learning.content.blobs import ModuleEntry
from learning.content.model import CaseFront
from learning.releases.shapes import Case, Course, Library

MOST_RELATED = 3
#: what the library can be narrowed by, in the order the page shows it
FACETS = ("kind", "domain", "stage", "setting", "factor")


@dataclass(frozen=True)
class Use:
    """A module that tells a case."""

    course: str
    course_title: str
    module: str
    module_title: str


def shown(library: Library) -> list[Case]:
    """The cases that can be read, those of work with children first."""
    live = [case for case in library.cases.values() if case.front is not None]
    return sorted(live, key=lambda case: (_far(case), case.id))


def _far(case: Case) -> int:
    order = ("child_protection", "early_years", "health", "fire", "aviation")
    return order.index(case.front.domain) if case.front else len(order)


def values_of(case: Case, facet: str) -> list[str]:
    """The values of a case on one axis of the filter."""
    front = case.front
    if front is None:
        return []
    if facet == "factor":
        return [factor.id for factor in front.factors]
    value = stage_of(front) if facet == "stage" else getattr(front, facet)
    return [value] if value else []


def stage_of(front: CaseFront) -> str | None:
    """The stage of the work; for other fields, the stage it resembles in our reading."""
    return front.stage or front.stage_parallel


def narrowed(cases: Sequence[Case], wanted: Mapping[str, str]) -> list[Case]:
    """The cases that have every wanted value; an axis without one does not narrow."""
    asked = [(facet, wanted[facet]) for facet in FACETS if wanted.get(facet)]
    return [case for case in cases if all(v in values_of(case, f) for f, v in asked)]


def choices(cases: Iterable[Case]) -> dict[str, list[str]]:
    """For each axis the values that occur, so that no filter leads to an empty page by itself."""
    held = list(cases)
    return {facet: sorted({v for case in held for v in values_of(case, facet)}) for facet in FACETS}


def related(library: Library, module: ModuleEntry, told: Collection[str] = ()) -> list[Case]:
    """Cases near a module that it does not tell itself, nearest first, at most three.

    Rarity: a factor that few cases share weighs more (natural log of cases over cases with it, plus
    one). The last place goes to a success with a shared factor when no other place has one.
    """
    pool = [case for case in shown(library) if case.id not in {*module.cases, *told}]
    weights = _rarity(library)
    stages = {stage_of(f) for c in module.cases if (f := _front(library, c)) is not None}
    scored = [(case, _nearness(case, module.factors, weights)) for case in pool]
    near = [(case, weight) for case, weight in scored if weight > 0]
    near.sort(key=lambda one: (-one[1], _same_stage(one[0], stages), one[0].id))
    ordered = [case for case, _ in near]
    first = ordered[:MOST_RELATED]
    successes = [case for case in ordered if case.front and case.front.kind == "success"]
    if successes and not any(case in successes for case in first):
        first[-1] = successes[0]
    return first


def uses(courses: Iterable[Course], case_id: str) -> list[Use]:
    """The modules that tell a case, in the order of their courses."""
    return [
        Use(course.id, course.front.title, module.id, module.title)
        for course in courses
        for module in course.modules
        if case_id in module.cases
    ]


def _front(library: Library, case_id: str) -> CaseFront | None:
    case = library.cases.get(case_id)
    return case.front if case else None


def _rarity(library: Library) -> dict[str, float]:
    cases = shown(library)
    often = Counter(factor for case in cases for factor in set(values_of(case, "factor")))
    return {factor: 1 + math.log(len(cases) / n) for factor, n in often.items()}


def _nearness(case: Case, factors: Collection[str], weights: Mapping[str, float]) -> float:
    return math.fsum(weights[f] for f in set(values_of(case, "factor")) & set(factors))


def _same_stage(case: Case, stages: Collection[str | None]) -> int:
    return 0 if case.front and stage_of(case.front) in stages else 1
