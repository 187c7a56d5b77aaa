"""Trees: the courses as committed, or as they lie in their folder, read and compiled.

What costs seconds is kept for as long as the tree is the same, by git's own hash of it: what each
course is, of which only those that differ from the last tree are read, and the last courses that
were compiled. One a process; threads share it.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from learning.authoring import repository
from learning.authoring.drafting import Desk, Drafted, compile_one
from learning.authoring.repository import Standing
from learning.content import hashing
from learning.content.blobs import Compiled
from learning.content.building import Catalogue
from learning.content.checking import check
from learning.content.layout import LIBRARY, is_id, is_passed_over
from learning.content.markdown import RENDERER
from learning.keeping import Kept
from learning.releases.publishing import Provenance

Source = Literal["commit", "folder"]
_MOST = 12_000_000
"""Bytes of compiled courses that a process keeps."""


class _Folder:
    """A folder of our own, gone with the last who holds it."""

    def __init__(self, name: str) -> None:
        self._above = tempfile.mkdtemp(prefix="debrief-")
        self.path = Path(self._above) / (name or "courses")
        self.path.mkdir()
        weakref.finalize(self, shutil.rmtree, self._above, ignore_errors=True)


@dataclass(frozen=True)
class Tree:
    """A state of all courses. `root` is where it can be read; `name` is what authors call it."""

    source: Source
    root: Path
    name: str
    key: str
    origin: Provenance
    _folder: _Folder | None = None

    def compiled(self, course: str) -> Compiled | None:
        """A course, compiled; None where it is not there or has errors."""
        if not is_id(course) or (course != LIBRARY and not (self.root / course).is_dir()):
            return None
        catalogue = check(self.root, self.root / course).catalogue
        return compile_one(catalogue, course)


def compile_all(catalogue: Catalogue) -> Iterator[Compiled]:
    """All that can be published, the library first: modules show cases, and none may be missing."""
    for name in [LIBRARY, *sorted(catalogue.courses)]:
        compiled = compile_one(catalogue, name)
        if compiled is not None:
            yield compiled


def digest(root: Path) -> str:
    """The hash of every file that is read of a tree, and of the version of the renderer."""
    told = [
        [path.relative_to(root).as_posix(), hashing.sha256(path.read_bytes())]
        for path in _files(root)
    ]
    return hashing.sha256(hashing.canonical({"renderer": RENDERER, "index": 1, "files": told}))


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if is_passed_over(path.name) or path.is_symlink():
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.is_file():
            yield path


class Workshop:
    """The trees of one folder of courses."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._unpacked: Tree | None = None
        self._desk = Desk()
        self._courses: Kept[str, dict[str, Drafted]] = Kept(2)
        self._compiled: Kept[tuple[str, str], Compiled] = Kept(_MOST)

    def bench(self, standing: Standing, source: Source = "commit") -> Bench | None:
        """A state of the courses; None where there is no folder.

        Where there is no commit, the folder is what can be looked at.
        """
        if standing.state == "no-folder":
            return None
        if source == "commit" and standing.state == "ready":
            return Bench(self, self._committed(standing))
        root, key = standing.root, f"folder {digest(standing.root)}"
        return Bench(self, Tree("folder", root, _name(root), key, standing.provenance))

    def courses(self, tree: Tree) -> dict[str, Drafted]:
        """Every course of a tree, read once for as long as the tree is the same."""
        found = self._courses.get(tree.key)
        if found is None:
            found = self._desk.courses(tree.root, tree.name)
            self._courses.put(tree.key, found, 1)
        return found

    def compiled(self, tree: Tree, course: str) -> Compiled | None:
        """A course of a tree, compiled."""
        found = self._compiled.get((tree.key, course))
        if found is None and (found := tree.compiled(course)) is not None:
            self._compiled.put((tree.key, course), found, _weight(found))
        return found

    def _committed(self, standing: Standing) -> Tree:
        """The tree of the commit. The folder it is unpacked into is shared while it is the same."""
        with self._lock:
            held = self._unpacked
            if held is None or held.key != standing.tree:
                folder = _Folder(_name(standing.root))
                repository.unpack(standing, folder.path)
                held = Tree(
                    "commit",
                    folder.path,
                    folder.path.name,
                    standing.tree,
                    Provenance(standing.commit),
                    folder,
                )
            self._unpacked = held = replace(held, origin=Provenance(standing.commit))
            return held


@dataclass(frozen=True)
class Bench:
    """A tree as a workshop keeps it."""

    workshop: Workshop
    tree: Tree

    @property
    def courses(self) -> dict[str, Drafted]:
        """Every course of the tree and, under `cases`, the library."""
        return self.workshop.courses(self.tree)

    def compiled(self, course: str) -> Compiled | None:
        """A course of the tree, compiled; None where it is not there or has errors."""
        return self.workshop.compiled(self.tree, course)


def _name(root: Path) -> str:
    return root.resolve().name or "courses"


def _weight(compiled: Compiled) -> int:
    blobs = (compiled.manifest, *compiled.blobs)
    return sum(len(one.body) + len(one.html or "") for one in blobs)
