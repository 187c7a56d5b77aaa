"""Drafting: what each course of a tree is, read anew only where its files have changed.

A process remembers courses by their bytes, so that a commit that touches one course has one read
and compiled, wherever its tree is unpacked. Problems are judged each time, from what is remembered
of each module: those of a course may come from another one.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from learning.content.blobs import Compiled
from learning.content.building import Catalogue
from learning.content.checking import built, check, examine
from learning.content.compiling import compile_course, compile_library
from learning.content.gathering import WrittenModule, read_module
from learning.content.layout import FACTORS, LIBRARY, ModuleFolder, below, shown
from learning.content.problems import Problem
from learning.content.remembered_modules import Modules
from learning.content.remembering import Memory


@dataclass(frozen=True)
class Drafted:
    """A course of a tree, or the library: what it is called, and whether it can be published."""

    id: str
    title: str
    #: draft, live or retired; empty where it cannot be read
    status: str
    #: the hash of its manifest; empty where it has errors
    manifest: str
    problems: tuple[Problem, ...]
    modules: Mapping[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        """How many of its problems keep it from being published."""
        return sum(problem.severity == "error" for problem in self.problems)


class _ProcessMemory(Memory):
    """A memory that is this process's own, of whatever folder a tree lies in."""

    def __init__(self, values: dict[str, Any], root: Path) -> None:
        super().__init__(Path(), root, None, None)
        self._values = values

    def load(self, name: str) -> Any:
        return self._values.get(name)

    def save(self, name: str, values: Any) -> None:
        self._values[name] = values


class Desk:
    """The courses that a process has read, as they were last. Threads wait for each other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._modules: dict[str, Any] = {}
        #: each course with the hash of its files
        self._drafted: dict[str, tuple[str, Drafted]] = {}

    def courses(self, root: Path, name: str) -> dict[str, Drafted]:
        """Every course of a tree and, under `cases`, the library; `name` is what authors call it.

        Sorted by their ids.
        """
        with self._lock:
            memory = _ProcessMemory(self._modules, root)
            held = _bytes(memory.tree or {})
            same = {
                one: drafted
                for one, (key, drafted) in self._drafted.items()
                if held.get(one) == key
            }
            found = _read(memory, same)
            if memory.is_steady():
                self._drafted = {one: (held.get(one, ""), found[one]) for one in found}
        return {one: _named(found[one], name) for one in sorted(found)}


def _read(memory: Memory, same: Mapping[str, Drafted]) -> dict[str, Drafted]:
    """Every course of the tree; those that are the `same` are not read again."""

    def reader(folder: ModuleFolder) -> WrittenModule:
        known = folder.path.parent.name in same
        return WrittenModule(folder) if known else read_module(folder)

    modules = Modules(memory, "modules", alone=True)
    examined = examine(memory.root, reader=reader, judge=modules.judge)
    modules.keep()
    catalogue, told = built(examined), _by_course(examined.problems, memory.root)
    found = {
        one: replace(
            _again(same[one], catalogue, memory.root) if one in same else _drafted(one, catalogue),
            problems=tuple(told.get(one, ())),
        )
        for one in _names(catalogue)
    }
    for one in told.keys() - found.keys():
        found[one] = Drafted(one, _title(one), "", "", tuple(told[one]))
    return found


def _again(drafted: Drafted, catalogue: Catalogue, root: Path) -> Drafted:
    """A course whose files are the same, though what is told of it may be other than it was."""
    if drafted.id in catalogue.broken:
        return replace(drafted, manifest="")
    if drafted.manifest:
        return drafted
    return _drafted(drafted.id, check(root, root / drafted.id).catalogue)  # mended elsewhere


def _drafted(name: str, catalogue: Catalogue) -> Drafted:
    """A course of a catalogue, or the library, without its problems."""
    compiled = compile_one(catalogue, name)
    manifest = compiled.manifest.sha256 if compiled else ""
    if name == LIBRARY:
        return Drafted(name, _title(name), "live", manifest, ())
    course = catalogue.courses[name]
    modules = {module.id: module.front.title for module in course.modules}
    return Drafted(name, course.front.title, course.front.status, manifest, (), modules)


def compile_one(catalogue: Catalogue, course: str) -> Compiled | None:
    """A course of a catalogue, or the library, compiled; None where there is none without errors.

    An empty library is none.
    """
    if course in catalogue.broken:
        return None
    if course == LIBRARY:
        return compile_library(catalogue) if catalogue.cases or catalogue.factors else None
    found = catalogue.courses.get(course)
    return compile_course(found) if found else None


def _names(catalogue: Catalogue) -> list[str]:
    has_library = bool(catalogue.cases or catalogue.factors)
    return [*catalogue.courses, *([LIBRARY] if has_library else [])]


def _title(name: str) -> str:
    return "Case library" if name == LIBRARY else name


def _by_course(problems: list[Problem], root: Path) -> dict[str, list[Problem]]:
    """Problems by the course they are told of, or the library; files are named below the tree."""
    found: dict[str, list[Problem]] = {}
    for one in problems:
        file = one.file.removeprefix(below(shown(root)))
        file = "" if file == shown(root) else file
        unit, inside, _ = file.partition("/")
        found.setdefault(unit if inside else LIBRARY, []).append(replace(one, file=file))
    return found


def _named(drafted: Drafted, name: str) -> Drafted:
    """With the files of its problems as authors name them."""
    told = (replace(one, file="/".join(filter(None, (name, one.file)))) for one in drafted.problems)
    return replace(drafted, problems=tuple(told))


def _bytes(tree: Mapping[str, bytes]) -> dict[str, str]:
    """The hash of all that lies in each course, and of the library with its factors."""
    found: dict[str, Any] = {}
    for name, held in tree.items():
        unit = LIBRARY if name == FACTORS else name.partition("/")[0]
        whole = found.setdefault(unit, hashlib.sha256())
        whole.update(name.encode("utf-8", "surrogateescape") + b"\0" + held)
    return {unit: whole.hexdigest() for unit, whole in found.items()}
