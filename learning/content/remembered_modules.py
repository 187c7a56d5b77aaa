"""Modules remembered from one check to the next: the gists of those whose files are the same.

What a gist rests on is in its key: the bytes of its module, the ids of its course, the library, the
day and the rules. Everything else is judged each time, so that a module that is remembered tells
what it would tell if it were read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from learning.content.checking import tell
from learning.content.gathering import Gathered
from learning.content.gist import Gist, read_gist
from learning.content.halving import Part, judge_parts
from learning.content.judging import Gists, known
from learning.content.layout import below, shown
from learning.content.model import CourseFile
from learning.content.reference_rules import Library
from learning.content.remembering import Memory, Told, tree_of


def retell(memory: Memory, only: Path | None) -> Told:
    """Check, reading only such modules as are not remembered; and remember what was told."""
    name = f"modules of {memory.root.resolve()}"
    modules = Modules(memory, name, whole=only in (None, memory.root))
    told = tell(memory.root, only, memory.today, modules.judge)
    memory.keep(told)
    modules.keep()
    return told


class Modules:
    """The gists of one folder's modules, by the path of each: `crew/speaking-up`.

    `name` is what they are saved under. `whole`: all courses are asked for, and what is not met is
    there no more. `alone`: no second process may be started.
    """

    def __init__(
        self, memory: Memory, name: str, *, whole: bool = True, alone: bool = False
    ) -> None:
        self._memory, self._name, self._whole, self._alone = memory, name, whole, alone
        self._start = below(shown(memory.root))
        self._bytes = _bytes(memory.tree or {})
        held = memory.load(self._name) if memory.tree is not None else None
        self._before: dict[str, Any] = held if isinstance(held, dict) else {}
        self._keys: dict[str, str] = {}
        self._made: dict[str, Gist] = {}

    def judge(self, gathered: Gathered, library: Library) -> Gists:
        """The gists of a tree, of which no module needs to have been read: remembered, or made."""
        parts: dict[str, Part] = {}
        for course, written in gathered.courses.items():
            rests = self._rests(written.front, library)
            for module, unread in written.modules.items():
                name = f"{course}/{module}"
                parts[name] = unread, written.front
                self._keys[name] = _hash(f"{rests} {self._bytes.get(name, '')}")
        found = {name: gist for name in parts if (gist := self._recalled(name)) is not None}
        missing = [name for name in parts if name not in found]
        gists = judge_parts([parts[name] for name in missing], library, alone=self._alone)
        self._made = dict(zip(missing, gists, strict=True))
        found |= self._made
        return {
            course: {module: found[f"{course}/{module}"] for module in written.modules}
            for course, written in gathered.courses.items()
        }

    def keep(self) -> None:
        """Remember the modules that were read, if they are still as they were."""
        if self._memory.tree is None or not self._changed():
            return
        now = _bytes(tree_of(self._memory.root) or {})
        before = self._before.items()
        kept = {name: one for name, one in before if name in self._keys or not self._whole}
        for name, gist in self._made.items():
            if now.get(name) == self._bytes.get(name, ""):
                kept[name] = [self._keys[name], gist.written(self._start)]
        self._memory.save(self._name, kept)

    def _changed(self) -> bool:
        """Whether there is anything new, or anything is there no more."""
        gone = self._before.keys() - self._keys.keys() if self._whole else ()
        return bool(self._made or gone)

    def _recalled(self, name: str) -> Gist | None:
        """The gist that was kept under the very same key."""
        try:
            key, written = self._before[name]
            return read_gist(written, self._start) if key == self._keys[name] else None
        except (KeyError, ValueError, TypeError):
            return None

    def _rests(self, course: CourseFile | None, library: Library) -> str:
        """What modules rest on beside their own files."""
        factors = None if library.factors is None else sorted(library.factors)
        cases = sorted(library.cases.items())
        told = [known(course), cases, factors, library.has_factors, str(library.today)]
        return json.dumps([self._memory.rules, *told])


def _bytes(tree: Mapping[str, bytes]) -> dict[str, str]:
    """The hash of all that lies in each folder of a course."""
    found: dict[str, Any] = {}
    for name, held in tree.items():
        course, _, rest = name.partition("/")
        module, _, below = rest.partition("/")
        if below:
            whole = found.setdefault(f"{course}/{module}", hashlib.sha256())
            whole.update(below.encode("utf-8", "surrogateescape") + b"\0" + held)
    return {name: whole.hexdigest() for name, whole in found.items()}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
