"""Drafts: what authors have written so far, while they write.

What cannot be read just now, as a file saved half-written, is shown as it was when it last could be
read, and said to be. Nothing is kept but in memory. A course is read again only after something
that it rests on has changed.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from learning.content.building import NOWHERE, Case, Catalogue, Course, Module, Scenario
from learning.content.checking import examine
from learning.content.gathering import Gathered, WrittenCourse, WrittenModule
from learning.content.held_modules import HeldModules
from learning.content.layout import (
    COURSE,
    LIBRARY,
    MODULE,
    QUIZ,
    is_id,
    is_passed_over,
)
from learning.content.layout import shown as told
from learning.content.model import FactorsFile
from learning.content.places import Places
from learning.content.problems import Problem


@dataclass(frozen=True, slots=True)
class ModuleDraft:
    """A module's folder. `module` is None where its text could not be read even once."""

    id: str
    #: its two files as problems name them
    text: str
    quiz: str
    #: whether its course lists it
    listed: bool
    module: Module | None
    #: where the values of the quiz stand now, as far as they can be told
    places: Places = NOWHERE
    #: the files that are shown as they were before
    stale: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LibraryDraft:
    """The cases and factors; drafts of cases are among them."""

    catalogue: Catalogue
    stale: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """A course's folder. `course` is None where its course.yaml could not be read even once.

    Its modules stand in the order listed, and then those of its folders that it does not list.
    """

    id: str
    file: str
    course: Course | None
    modules: Mapping[str, ModuleDraft]
    #: those that could be read, by their ids
    scenarios: Mapping[str, Scenario]
    library: LibraryDraft
    #: every problem of its files, in order
    problems: tuple[Problem, ...]
    stale: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Unit:
    """A course, or the library under its own name, as it was last read."""

    course: CourseDraft | None
    library: LibraryDraft
    problems: tuple[Problem, ...]
    files: int


@dataclass(slots=True)
class Drafts:
    """The drafts of one folder of courses. Safe to ask from several threads."""

    root: Path
    today: Callable[[], dt.date]
    _units: dict[str, _Unit] = field(default_factory=dict)
    _modules: HeldModules = field(default_factory=HeldModules)
    _good: dict[tuple[str, str], Any] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def ids(self) -> list[str]:
        """The folders that may be courses, by name."""
        try:
            found = [path.name for path in self.root.iterdir() if path.is_dir()]
        except OSError:
            return []
        return sorted(one for one in found if one != LIBRARY and not is_passed_over(one))

    def course(self, course: str) -> CourseDraft | None:
        """A course as it is written; None where there is no such folder."""
        if not is_id(course) or course == LIBRARY:
            return None
        return self._unit(course).course

    def library(self) -> LibraryDraft:
        """The library as it is written."""
        return self._unit(LIBRARY).library

    def problems(self, unit: str) -> tuple[Problem, ...]:
        """The problems of a course, or of what is in no course under the library's name."""
        return self._unit(unit).problems

    def files(self, unit: str) -> int:
        """How many files of a course or of the library are read."""
        return self._unit(unit).files

    def forget(self, paths: Collection[Path]) -> set[str]:
        """What lies at these paths below the folder has changed: what rests on it is read anew.

        Returns the units that had been read and are now to be read again, or are new.
        """
        with self._lock:
            touched = {self._touched(path) for path in paths}
            gone = set(self._units) if LIBRARY in touched else touched
            for unit in gone:
                self._units.pop(unit, None)
            for path in paths:
                self._modules.forget(self.root.joinpath(*path.parts[:2]))
            return gone | touched

    def _touched(self, path: Path) -> str:
        """The unit a file belongs to: all courses rest on the library, and on what lies above."""
        return path.parts[0] if len(path.parts) > 1 else LIBRARY

    def _unit(self, unit: str) -> _Unit:
        with self._lock:
            held = self._units.get(unit)
            if held is None:
                held = self._units[unit] = self._read(unit)
            return held

    def _read(self, unit: str) -> _Unit:
        held = self._modules
        found = examine(self.root, unit, self.today(), reader=held.read, judge=held.judge)
        start = f"{told(self.root / unit)}/"
        own, read = found.problems, found.read
        if unit != LIBRARY:
            own = [one for one in own if f"{one.file}/".startswith(start)]
            read = [file for file in read if file.startswith(start)]
        library = self._library(found.gathered)
        written = found.gathered.courses.get(unit)
        course = self._course(written, library, own) if written else None
        return _Unit(course, library, tuple(own), len(read))

    def _library(self, gathered: Gathered) -> LibraryDraft:
        stale: set[str] = set()
        cases: dict[str, Case] = {}
        for name, case in gathered.cases.items():
            if held := self._held("case", told(gathered.tree.cases[name]), case, stale):
                cases[name] = held
        factors: FactorsFile | None = None
        if gathered.tree.factors is not None:
            factors = self._held("factors", told(gathered.tree.factors), gathered.factors, stale)
        return LibraryDraft(Catalogue(cases=cases, factors=factors), frozenset(stale))

    def _course(
        self, written: WrittenCourse, library: LibraryDraft, problems: Sequence[Problem]
    ) -> CourseDraft:
        folder, stale = written.folder, set[str]()
        file = told(folder.path / COURSE)
        front = self._held("course", file, written.front, stale) if folder.file else None
        listed = list(dict.fromkeys(front.modules)) if front else []
        others = [name for name, one in folder.modules.items() if one.text or one.quiz]
        order = [one for one in dict.fromkeys([*listed, *others]) if one in written.modules]
        modules = {one: self._module(written.modules[one], one in listed) for one in order}
        course = None
        if front is not None:
            built = (one.module for one in modules.values() if one.module is not None)
            course = Course(folder.id, file, front, tuple(built), written.places)
        plays = {
            name: held
            for name, play in written.scenarios.items()
            if (held := self._held("scenario", told(folder.scenarios[name]), play, stale))
        }
        return CourseDraft(
            folder.id, file, course, modules, plays, library, tuple(problems), frozenset(stale)
        )

    def _module(self, written: WrittenModule, listed: bool) -> ModuleDraft:
        folder, stale = written.folder, set[str]()
        text, quiz = told(folder.path / MODULE), told(folder.path / QUIZ)
        whole = written
        if folder.text is not None:
            front = self._held("front", text, written.front, stale)
            document = self._held("document", text, written.document, stale)
            whole = replace(whole, front=front, document=document)
        if folder.quiz is not None:
            whole = replace(whole, quiz=self._held("quiz", quiz, written.quiz, stale))
        return ModuleDraft(
            folder.id, text, quiz, listed, whole.module(), written.quiz_places, frozenset(stale)
        )

    def _held(self, kind: str, file: str, now: Any, stale: set[str]) -> Any:
        """What a file holds, or held when it could last be read; then the file is noted as stale.

        Ask only of a file that is there: what was deleted is not to come back.
        """
        if now is not None:
            self._good[kind, file] = now
            return now
        before = self._good.get((kind, file))
        if before is not None:
            stale.add(file)
        return before
