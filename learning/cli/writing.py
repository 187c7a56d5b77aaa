"""Writing files whole: a reader meets the old text or the new one, never half of it."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from learning.errors import Conflict, Invalid


def replace(path: Path, text: str) -> None:
    """Write a file, making its folder; what stood there is replaced in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def replace_bytes(path: Path, parts: Iterable[bytes]) -> None:
    """The same for a file that comes in parts; nobody but its owner may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        beside.touch(mode=0o600, exist_ok=False)
        with beside.open("wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def check_folder(folder: Path) -> None:
    """Raise `Invalid` where a folder is not there: a slip would make one nobody looks in."""
    if not folder.is_dir():
        raise Invalid(f"There is no folder {folder}. Make it first, or correct --out.")


def create(path: Path, text: str) -> None:
    """Write a file that was not there; `Conflict` where something stands in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.touch(exist_ok=False)  # from here the name is ours
    except FileExistsError as error:
        raise exists(path) from error
    try:
        replace(path, text)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def create_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write a folder of files that was not there, all or none; `Conflict` where it is."""
    if folder.exists():
        raise exists(folder)
    beside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    try:
        for name, text in files.items():
            replace(beside / name, text)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def exists(path: Path) -> Conflict:
    """The refusal to write over what an author has."""
    return Conflict(f"{shown(path)} is already there and stays as it is. Choose another id.")


def shown(path: Path) -> str:
    """A path as one would type it here."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
