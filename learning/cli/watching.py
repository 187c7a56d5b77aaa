"""Watching a folder: which of its files change, as they do.

What is hidden, and notes for people, are passed over as the check does. A folder that vanishes or
is put in another's place is looked for until it is back.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from learning.content.layout import is_passed_over

#: milliseconds: what changes together comes together, and nobody waits for more
_STEP, _MOST, _LOOK = 15, 200, 250
_Folder: TypeAlias = tuple[int, int]


def changes(root: Path, stop: threading.Event) -> Iterator[set[Path]]:
    """The paths below `root` that have changed, set by set, until told to stop.

    The folder itself is one of them (`.`) where anything may have changed: at first, once it is
    watched, when it has gone, and when it is back.
    """
    while not stop.is_set():
        found = _identity(root)
        if found is None:
            stop.wait(_LOOK / 1000)
            continue
        yield from _while_there(root.resolve(), found, stop)
        if not stop.is_set():
            yield {Path()}


def _while_there(base: Path, found: _Folder, stop: threading.Event) -> Iterator[set[Path]]:
    """The changes for as long as the folder is the one it was."""
    again = {Path()}
    try:
        for some in _told(base, stop):
            below = {path for _, name in some if (path := _below(base, Path(name))) is not None}
            told, again = below | again, {one for one in below if (base / one).is_dir()}
            if told:
                yield told
            if Path() in below or _identity(base) != found:
                return  # it went, though another may be in its place and even have its number
    except FileNotFoundError:
        return  # it went in the moment it was looked for


def _told(base: Path, stop: threading.Event) -> Iterator[set[tuple[Any, str]]]:
    """What the system tells, and nothing every now and then; looked for where it tells of none."""
    from watchfiles import watch  # much to load, for a command that only prints its help

    asked: dict[str, Any] = {
        "watch_filter": None,
        "stop_event": stop,
        "step": _STEP,
        "debounce": _MOST,
        "rust_timeout": _LOOK,
        "yield_on_timeout": True,
        "raise_interrupt": True,  # else Ctrl-C would only begin the watch anew
    }
    try:
        yield from watch(base, **asked)
    except FileNotFoundError:
        raise
    except OSError:  # as many folders are watched as this system allows
        yield from watch(base, force_polling=True, **asked)


def _identity(root: Path) -> _Folder | None:
    """Which folder this is; None where there is none."""
    try:
        held = root.stat()
    except OSError:
        return None
    return (held.st_dev, held.st_ino) if root.is_dir() else None


def _below(base: Path, path: Path) -> Path | None:
    """A changed path below the folder; None for one that no check looks at."""
    if not path.is_relative_to(base):
        return None
    below = path.relative_to(base)
    return None if any(is_passed_over(part) for part in below.parts) else below
