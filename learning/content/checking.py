"""Checking: a tree of courses in, the catalogue and every problem out.

Nothing is raised for an author's mistake, and no mistake hides another: what names a part that is
broken is not blamed for it.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from learning.content.building import Catalogue
from learning.content.gathering import Gathered, Reader, WrittenModule, gather, read_module
from learning.content.judging import Judge, conclude, judge_all
from learning.content.layout import FACTORS, LIBRARY, below, is_id, shown
from learning.content.problems import START, Notebook, Problem
from learning.content.reference_rules import Library
from learning.content.remembering import Told


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
    examined = examine(root, _course_of(root, only), today)
    catalogue = built(examined)
    told = inside(examined, only if only is not None else root)
    return Checked(catalogue, told.problems, told.files)


def tell(root: Path, only: Path | None, today: dt.date | None, judge: Judge) -> Told:
    """What `check` tells, without the catalogue; `judge` reads such modules as it must."""
    examined = examine(root, _course_of(root, only), today, reader=WrittenModule, judge=judge)
    return inside(examined, only if only is not None else root)


def inside(examined: Examined, part: Path) -> Told:
    """What is told of a part of the folder."""
    held = _Inside(shown(part))
    told = tuple(problem for problem in examined.problems if held.holds(problem.file))
    return Told(told, sum(map(held.holds, examined.read)))


@dataclass(frozen=True, slots=True)
class Examined:
    """What lies in a folder, as far as it could be read; its problems in order; the files read."""

    gathered: Gathered
    problems: list[Problem]
    read: list[str]


def examine(
    root: Path,
    course: str | None = None,
    today: dt.date | None = None,
    *,
    reader: Reader = read_module,
    judge: Judge = judge_all,
) -> Examined:
    """Read and judge what lies in the folder.

    With `course` only that course is read, with the cases and the factors. `reader` and `judge`
    stand in where modules are remembered: what is told is the same.
    """
    notebook = Notebook()
    with _without_collector():
        gathered = gather(root, course, notebook, reader)
        library = _library(gathered, today)
        _none(gathered, notebook)
        gists = judge(gathered, library)
        conclude(gathered, gists, library, notebook)
    modules = [file for one in gists.values() for gist in one.values() for file in gist.read]
    return Examined(gathered, notebook.problems(), [*gathered.read, *modules])


def _none(gathered: Gathered, notebook: Notebook) -> None:
    """A folder with nothing in it is most likely another than was meant."""
    if not (gathered.read or notebook.problems()):
        none = "no course here: name the folder that holds courses, as learning check courses"
        notebook.of(shown(gathered.tree.root)).add("course.none", START, none)


def _library(gathered: Gathered, today: dt.date | None) -> Library:
    factors = gathered.factors
    groups = factors.groups if factors else ()
    return Library(
        cases={name: one.front.status if one else "broken" for name, one in gathered.cases.items()},
        factors=None if factors is None else frozenset(f.id for g in groups for f in g.factors),
        has_factors=gathered.tree.factors is not None,
        today=today,
    )


@dataclass(frozen=True, slots=True)
class _Inside:
    """A file, or a folder with all below it."""

    path: str

    def holds(self, file: str) -> bool:
        return file == self.path or file.startswith(below(self.path))


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


def built(examined: Examined) -> Catalogue:
    """Everything that could be built; a name that can be no id is left out."""
    gathered = examined.gathered
    start = below(shown(gathered.tree.root))
    errors = (problem for problem in examined.problems if problem.severity == "error")
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
