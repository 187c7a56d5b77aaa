"""Gathering: every file of a tree is read, and kept with what could be made of it.

A part that could not be built is None and its problems are told; the rest is there, so that one run
tells the problems of all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from learning.content import layout, media_rules
from learning.content.building import NOWHERE, Case, Course, Module, Scenario, article, fields
from learning.content.layout import CourseFolder, ModuleFolder, Tree, shown
from learning.content.markdown import Document
from learning.content.model import CaseFront, CourseFile, FactorsFile, ModuleFront, QuizFile
from learning.content.places import Places
from learning.content.problems import Notebook
from learning.content.scenario_model import ScenarioFile


@dataclass(frozen=True, slots=True)
class WrittenModule:
    """A module's folder, as far as it could be read."""

    folder: ModuleFolder
    front: ModuleFront | None = None
    places: Places = NOWHERE
    document: Document | None = None
    quiz: QuizFile | None = None
    quiz_places: Places = NOWHERE
    media: Mapping[str, Path] = field(default_factory=dict)
    #: what was told while it was read, and the text files that were opened
    told: Notebook = field(default_factory=Notebook)
    read: tuple[str, ...] = ()
    is_read: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing of it is missing."""
        return self.front is not None and (self.quiz is not None or self.folder.quiz is None)

    def module(self) -> Module | None:
        """The module, where its text could be read."""
        if self.front is None or self.document is None or self.folder.text is None:
            return None
        return Module(
            id=self.folder.id,
            file=shown(self.folder.text),
            front=self.front,
            document=self.document,
            quiz=self.quiz,
            media=self.media,
            places=self.places,
            quiz_places=self.quiz_places,
        )


@dataclass(frozen=True, slots=True)
class WrittenCourse:
    """A course's folder, as far as it could be read."""

    folder: CourseFolder
    front: CourseFile | None
    places: Places
    modules: Mapping[str, WrittenModule]
    scenarios: Mapping[str, Scenario | None] = field(default_factory=dict)

    def course(self) -> Course | None:
        """The course with the modules and scenarios that could be read, in its own order."""
        if self.front is None or self.folder.file is None:
            return None
        listed = dict.fromkeys(self.front.modules)
        built = (self.modules[name].module() for name in listed if name in self.modules)
        modules = tuple(module for module in built if module is not None)
        plays = tuple(play for play in self.scenarios.values() if play is not None)
        file = shown(self.folder.file)
        return Course(self.folder.id, file, self.front, modules, self.places, plays)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All of a tree. `read` are the text files that were opened beside those of modules."""

    tree: Tree
    factors: FactorsFile | None
    factors_places: Places
    cases: Mapping[str, Case | None]
    courses: Mapping[str, WrittenCourse]
    read: tuple[str, ...]


#: Reads a module's folder.
Reader: TypeAlias = Callable[[ModuleFolder], WrittenModule]


def gather(root: Path, course: str | None, notebook: Notebook, reader: Reader) -> Gathered:
    """Read a tree; with `course` only that course, the cases and the factors.

    `reader` is `read_module`, or stands in for it where modules are remembered.
    """
    tree = layout.find(root, notebook, course)
    read: list[str] = []
    factors, places = None, NOWHERE
    if tree.factors is not None:
        findings = notebook.of(_opened(tree.factors, read))
        factors, places = fields(tree.factors, FactorsFile, "factors", findings)
    cases = {name: _case(name, path, notebook, read) for name, path in tree.cases.items()}
    courses = {name: _course(one, notebook, read, reader) for name, one in tree.courses.items()}
    return Gathered(tree, factors, places, cases, courses, tuple(read))


def _opened(path: Path, read: list[str]) -> str:
    read.append(shown(path))
    return read[-1]


def _case(name: str, path: Path, notebook: Notebook, read: list[str]) -> Case | None:
    file = _opened(path, read)
    front, places, document = article(path, CaseFront, "case", notebook.of(file))
    if front is None or document is None or not layout.is_id(name):
        return None
    return Case(name, file, front, document, places)


def _course(
    folder: CourseFolder, notebook: Notebook, read: list[str], reader: Reader
) -> WrittenCourse:
    front, places = None, NOWHERE
    if folder.file is not None:
        findings = notebook.of(_opened(folder.file, read))
        front, places = fields(folder.file, CourseFile, "course", findings)
    modules = {name: reader(one) for name, one in folder.modules.items()}
    plays = {name: _scenario(name, path, notebook, read) for name, path in folder.scenarios.items()}
    return WrittenCourse(folder, front, places, modules, plays)


def _scenario(name: str, path: Path, notebook: Notebook, read: list[str]) -> Scenario | None:
    file = _opened(path, read)
    front, places = fields(path, ScenarioFile, "scenario", notebook.of(file))
    return None if front is None or not layout.is_id(name) else Scenario(name, file, front, places)


def read_module(folder: ModuleFolder) -> WrittenModule:
    """Read a module's folder as far as it can be."""
    notebook, read = Notebook(), list[str]()
    front, places, document = None, NOWHERE, None
    if folder.text is not None:
        findings = notebook.of(_opened(folder.text, read))
        front, places, document = article(folder.text, ModuleFront, "module", findings)
    quiz, quiz_places = None, NOWHERE
    if folder.quiz is not None:
        findings = notebook.of(_opened(folder.quiz, read))
        quiz, quiz_places = fields(folder.quiz, QuizFile, "quiz", findings)
    media = media_rules.check(folder.media, notebook)
    return WrittenModule(
        folder=folder,
        front=front,
        places=places,
        document=document,
        quiz=quiz,
        quiz_places=quiz_places,
        media=media,
        told=notebook,
        read=tuple(read),
        is_read=True,
    )
