"""Copies of the tiny courses with something changed, and what the check says of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from learning.content.checking import check
from learning.content.problems import Problem
from tests.builders import COURSES

#: Files of the tiny courses.
COURSE = "crew/course.yaml"
MODULE, QUIZ = "crew/speaking-up/module.md", "crew/speaking-up/quiz.yaml"
IDENTITY, ID_QUIZ = "crew/identity/module.md", "crew/identity/quiz.yaml"
DOOR, RADIO = "cases/in-01-the-green-door.md", "cases/in-02-a-quiet-radio.md"
FACTORS = "factors.yaml"

Change = Callable[[Path], None]


def copied(to: Path) -> Path:
    """A tree of courses without a problem, to be changed."""
    return Path(shutil.copytree(COURSES, to / "courses"))


def swap(file: str, old: str, new: str, times: int = 1) -> Change:
    """The first `old` in a file becomes `new`."""

    def change(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        (root / file).write_text(text.replace(old, new, times), encoding="utf-8")

    return change


def put(file: str, content: str | bytes) -> Change:
    """A file has this content."""

    def change(root: Path) -> None:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    return change


def add(file: str, text: str) -> Change:
    """A file goes on with this text."""

    def change(root: Path) -> None:
        with (root / file).open("a", encoding="utf-8") as opened:
            opened.write(text)

    return change


def drop(path: str) -> Change:
    """A file or folder is gone."""

    def change(root: Path) -> None:
        if (root / path).is_dir():
            shutil.rmtree(root / path)
        else:
            (root / path).unlink()

    return change


def copy(path: str, to: str) -> Change:
    """A file or folder is there a second time."""

    def change(root: Path) -> None:
        (root / to).parent.mkdir(parents=True, exist_ok=True)
        if (root / path).is_dir():
            shutil.copytree(root / path, root / to)
        else:
            shutil.copy(root / path, root / to)

    return change


def pipe(path: str) -> Change:
    """A path is a named pipe: whoever opens it waits for ever."""
    return lambda root: os.mkfifo(root / path)


def link(path: str, to: str) -> Change:
    """A path is a symbolic link."""

    def change(root: Path) -> None:
        (root / path).symlink_to(to)

    return change


def all_of(*changes: Change) -> Change:
    """One change after the other."""

    def change(root: Path) -> None:
        for one in changes:
            one(root)

    return change


@dataclass(frozen=True)
class Mistake:
    """A change, the rule it breaks, and where; `also` are rules that are broken with it."""

    rule: str
    change: Change
    place: str  # path:line:column, the path below courses/
    also: tuple[str, ...] = ()


def problems(root: Path) -> tuple[Problem, ...]:
    """What is wrong with a tree."""
    return check(root).problems


def lines(root: Path) -> list[str]:
    """What is wrong with a tree, as it is printed, with paths below it."""
    return [str(one).removeprefix(f"{root.as_posix()}/") for one in problems(root)]
