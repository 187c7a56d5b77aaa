"""Remembering: what a check told of a tree, for as long as not one byte of it changes.

A memory is named by the hash of everything a check depends on: each file below the folder, the day,
and the rules themselves. One that is damaged or cannot be written is none: the check is done anew.
What is kept is small and plain, and goes by itself some days after it was last written.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from learning import __version__
from learning.content.layout import is_passed_over, shown
from learning.content.problems import Problem

_RULES = Path(__file__).parent
#: Seconds after which what was written last is swept away: each is of one day alone.
_OLD = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Told:
    """What a check said: every problem in order, and how many files were read."""

    problems: tuple[Problem, ...]
    files: int


class Memory:
    """What was told of one folder; `place` is a folder that may be emptied at any time."""

    def __init__(self, place: Path, root: Path, only: Path | None, today: dt.date | None) -> None:
        self.root, self.today = root, today
        #: the tree as it was when this memory was opened; None where it cannot be read
        self.tree = tree_of(root)
        self.rules = _rules()
        self._asked = json.dumps([str(root.resolve()), shown(root), only and shown(only)])
        self._place = place
        self._key = "" if self.tree is None else self._hash(self.tree)

    def recall(self) -> Told | None:
        """What was told of this very tree; None where there is nothing to rely on."""
        try:
            key, files, problems = self.load(self._asked)
            told = Told(tuple(Problem(*one) for one in problems), int(files))
        except (ValueError, TypeError):
            return None
        return told if key == self._key and self._key else None

    def keep(self, told: Told) -> None:
        """Keep it in place of what was told before; whole or not at all.

        Not where a file was saved meanwhile: nobody knows which of both was read.
        """
        if self._key and self.is_steady():
            problems = [astuple(one) for one in told.problems]
            self.save(self._asked, [self._key, told.files, problems])

    def is_steady(self) -> bool:
        """Whether the tree can be read, and is still what it was when this memory was opened."""
        return self.tree is not None and self.tree == tree_of(self.root)

    def load(self, name: str) -> Any:
        """What was saved under a name; None where there is nothing that can be read."""
        try:
            return json.loads(self._file(name).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None

    def save(self, name: str, values: Any) -> None:
        """Put plain values in place of what was saved under a name."""
        file, text = self._file(name), json.dumps(values, separators=(",", ":"))
        with suppress(OSError):
            self._place.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, new = tempfile.mkstemp(dir=self._place, prefix=".new-")
            with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape") as opened:
                opened.write(text)
            Path(new).replace(file)
            _sweep(self._place, file.stat().st_mtime - _OLD)

    def _file(self, name: str) -> Path:
        return self._place / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.json"

    def _hash(self, tree: Mapping[str, bytes]) -> str:
        whole = hashlib.sha256(f"{self._asked} {self.today} {self.rules}".encode())
        for name, held in tree.items():
            whole.update(os.fsencode(name) + b"\0" + held)
        return whole.hexdigest()


def place() -> Path:
    """Where the memories of this account are kept: `XDG_CACHE_HOME` or what the system has."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return (Path(named) if named else Path.home() / ".cache") / "debrief" / "check"
    except RuntimeError:  # an account without a home keeps nothing
        return Path(os.devnull) / "check"


def tree_of(root: Path) -> dict[str, bytes] | None:
    """Every entry a check looks at, by its path below `root`; None where one cannot be read."""
    try:
        return dict(_held(root, ""))
    except OSError:
        return None


def _held(folder: Path, above: str) -> Iterator[tuple[str, bytes]]:
    """Every entry of a folder, in order: the hash of its bytes, or what kind it is."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        name = above + entry.name
        if is_passed_over(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield name, b"folder"
            yield from _held(folder / entry.name, f"{name}/")
        elif entry.is_file(follow_symlinks=False):
            with Path(entry.path).open("rb") as file:
                yield name, hashlib.file_digest(file, "sha256").digest()
        else:
            yield name, b"another kind"


def _rules() -> str:
    """What changes with the rules: this version and its files, and what was installed beside it."""
    files = sorted(_RULES.glob("*.py"))
    installed = [Path(one) for one in sys.path if one.endswith("-packages")]
    told = [__version__, sys.version]
    for path in [*files, *installed]:
        with suppress(OSError):
            seen = path.stat()
            told.append(f"{path.name} {seen.st_size} {seen.st_mtime_ns}")
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogateescape")).hexdigest()


def _sweep(place: Path, before: float) -> None:
    """Delete what was written before a time."""
    for path in place.iterdir():
        with suppress(OSError):
            if path.stat().st_mtime < before:
                path.unlink()
