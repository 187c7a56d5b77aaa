"""COURSE/MODULE on the command line: the module as it is written, or what was meant instead."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from learning import settings
from learning.cli.writing import shown
from learning.content.building import Course
from learning.content.checking import examine
from learning.content.gathering import Gathered, WrittenModule
from learning.content.problems import Problem, nearest, quoted
from learning.errors import Invalid


@dataclass(frozen=True, slots=True)
class Found:
    """A module, the course it belongs to, and all that is wrong with the course."""

    root: Path
    gathered: Gathered
    course: Course
    module: WrittenModule
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        """As it is written on the command line."""
        return f"{self.course.id}/{self.module.folder.id}"


def find(name: str) -> Found:
    """The module COURSE/MODULE in LEARNING_COURSES (./courses); refused where it has errors."""
    root = settings.load(os.environ).courses
    if not root.is_dir():
        told = f"There is no folder {shown(root)}. Stand beside it, or set LEARNING_COURSES."
        raise click.UsageError(told)
    course_id, _, module_id = name.partition("/")
    if not module_id:
        raise click.UsageError(f"Name the course and the module: {course_id or 'COURSE'}/MODULE")
    courses = sorted(one.parent.name for one in root.glob("*/course.yaml"))
    if course_id not in courses:
        raise _unknown("course", course_id, courses)
    examined = examine(root, course_id)
    gathered = examined.gathered
    written = gathered.courses[course_id]
    if module_id not in written.modules:
        raise _unknown("module", module_id, written.modules)
    module, course = written.modules[module_id], written.course()
    if course is None:
        raise _broken(root / course_id / "course.yaml")
    if module.module() is None:
        raise _broken(module.folder.path / "module.md")
    if not module.whole:
        raise _broken(module.folder.path / "quiz.yaml")
    return Found(root, gathered, course, module, tuple(examined.problems))


def _unknown(what: str, name: str, names: Iterable[str]) -> click.UsageError:
    known = sorted(names)
    near = nearest(name, known) or f". There are {', '.join(known) or 'none'}."
    return click.UsageError(f"There is no {what} {quoted(name)}{near}")


def _broken(path: Path) -> Invalid:
    return Invalid(
        f"{shown(path)} cannot be read as it is. "
        f"Run 'learning check {shown(path.parent)}' and put that right first."
    )
