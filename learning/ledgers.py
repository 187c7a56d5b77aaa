"""Ledgers: files of JSON lines that outlive the restoring of an older database.

A line is on the disk before what it tells of is committed. They hold no names and no texts.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

Line = TypeVar("Line")


def append(path: Path, lines: Iterable[str]) -> None:
    """Add lines and wait until they are on the disk. Raises `OSError` where that fails.

    A line that a power cut left half written is ended first, so that it spoils no other.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "ab+") as file:
        file.write(_gap(path) + "".join(f"{line}\n" for line in lines).encode())
        file.flush()
        os.fsync(file.fileno())
    if new and os.name != "nt":
        _keep_name(path.parent)


def read(path: Path, made: Callable[[bytes], Line]) -> tuple[list[Line], int]:
    """The lines of a file, and how many could not be read: a power cut may leave half a one.

    `made` reads one line; it raises `ValueError`, `KeyError` or `TypeError` where that fails.
    """
    found, torn = [], 0
    for text in path.read_bytes().splitlines() if path.exists() else []:
        try:
            found.append(made(text))
        except (ValueError, KeyError, TypeError):
            torn += bool(text.strip())
    return found, torn


def _gap(path: Path) -> bytes:
    """An end for a line that a power cut left without one."""
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        if not file.tell():
            return b""
        file.seek(-1, os.SEEK_END)
        return b"" if file.read(1) == b"\n" else b"\n"


def _keep_name(folder: Path) -> None:
    """Have the folder remember a new file, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
