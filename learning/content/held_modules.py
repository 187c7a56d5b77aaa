"""Modules held in memory: each is read and judged again only where it may tell something else.

A file that was saved is known by its time, size and number. Of a course a module takes the ids that
it may name, and of the library the same: where these are others, it is judged anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from learning.content.gathering import Gathered, WrittenCourse, WrittenModule, read_module
from learning.content.gist import Gist
from learning.content.judging import Gists, judge_module, known
from learning.content.layout import ModuleFolder
from learning.content.reference_rules import Library


@dataclass(slots=True)
class _Held:
    """A module as it was last read, and its gist with what that rested on."""

    stamp: object
    written: WrittenModule
    rests: object = None
    gist: Gist | None = None


@dataclass(slots=True)
class HeldModules:
    """The modules of a tree. Not for several threads at once."""

    _held: dict[Path, _Held] = field(default_factory=dict)
    #: what the modules of each course rest on; the very object while it is the same
    _rests: dict[str, tuple[object, Library]] = field(default_factory=dict)

    def forget(self, folder: Path) -> None:
        """Whatever is known of this folder is to be read anew."""
        self._held.pop(folder, None)

    def read(self, folder: ModuleFolder) -> WrittenModule:
        """A module, from memory where none of its files has changed."""
        stamp, held = _stamp(folder), self._held.get(folder.path)
        if held is None or held.stamp != stamp:
            held = self._held[folder.path] = _Held(stamp, read_module(folder))
        return held.written

    def judge(self, gathered: Gathered, library: Library) -> Gists:
        """The gists of what was read; from memory where nothing they rest on has changed."""
        return {name: self._judged(one, library) for name, one in gathered.courses.items()}

    def _judged(self, course: WrittenCourse, library: Library) -> dict[str, Gist]:
        unit, rests = course.folder.id, (known(course.front), library)
        if self._rests.get(unit) != rests:
            self._rests[unit] = rests
        return {name: self._gist(one, course) for name, one in course.modules.items()}

    def _gist(self, module: WrittenModule, course: WrittenCourse) -> Gist:
        held, rests = self._held[module.folder.path], self._rests[course.folder.id]
        if held.gist is None or held.rests is not rests:
            held.gist = judge_module(module, course.front, rests[1])
            held.rests = rests
        return held.gist


def _stamp(folder: ModuleFolder) -> object:
    """What changes with any file of a module; nothing is like that of one that cannot be seen."""
    files = [folder.text, folder.quiz, *folder.media.values()]
    try:
        seen = [(file, file.lstat()) for file in files if file is not None]
    except OSError:
        return object()
    return [(file, one.st_mtime_ns, one.st_size, one.st_ino) for file, one in seen]
