"""Remembering: what a check told of a tree, for as long as not one byte of it changes.

A memory is named by the hash of everything a check depends on: each file below the folder, the day,
and the rules themselves. One that is damaged or cannot be written is none: the check is done anew.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from learning import __version__
from learning.content.layout import is_passed_over, shown
from learning.content.problems import Problem

_RULES = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Told:
    """What a check said: every problem in order, and how many files were read."""

    problems: tuple[Problem, ...]
    files: int


class Memory:
    """The last thing told of one folder; `place` is a folder that may be emptied at any time."""

    def __init__(self, place: Path, root: Path, only: Path | None, today: dt.date | None) -> None:
        asked = json.dumps([str(root.resolve()), shown(root), only and shown(only)])
        self._file = place / f"{hashlib.sha256(asked.encode()).hexdigest()[:32]}.json"
        self._root, self._asked = root, f"{asked} {today} {__version__}"
        self._key = _fingerprint(root, self._asked)

    def recall(self) -> Told | None:
        """What was told of this very tree; None where there is nothing to rely on."""
        try:
            key, files, problems = json.loads(self._file.read_bytes())
            told = Told(tuple(Problem(*one) for one in problems), int(files))
        except (OSError, ValueError, TypeError):
            return None
        return told if key == self._key and self._key else None

    def keep(self, told: Told) -> None:
        """Keep it in place of what was told before; whole or not at all.

        Not where a file was saved meanwhile: nobody knows which of both was read.
        """
        if not self._key or self._key != _fingerprint(self._root, self._asked):
            return
        text = json.dumps([self._key, told.files, [astuple(one) for one in told.problems]])
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=".new-")
            with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape") as new:
                new.write(text)
            Path(name).replace(self._file)


def place() -> Path:
    """Where the memories of this account are kept: `XDG_CACHE_HOME` or what the system has."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(named) if named else Path.home() / ".cache") / "debrief" / "check"


def _fingerprint(root: Path, asked: str) -> str:
    """The hash of a tree and of the rules; empty where something cannot be read."""
    whole = hashlib.sha256(asked.encode("utf-8", "surrogateescape"))
    try:
        for name, held in _held(root):
            whole.update(os.fsencode(name) + b"\0" + held)
        for rule in sorted(_RULES.glob("*.py")):
            told = rule.stat()
            whole.update(f"{rule.name} {told.st_size} {told.st_mtime_ns}".encode())
    except OSError:
        return ""
    return whole.hexdigest()


def _held(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every entry a check looks at: its path, and the hash of its bytes or what kind it is."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if is_passed_over(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield entry.path, b"folder"
            yield from _held(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            with Path(entry.path).open("rb") as file:
                yield entry.path, hashlib.file_digest(file, "sha256").digest()
        else:
            yield entry.path, b"another kind"
