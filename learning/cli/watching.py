"""Watching a folder: which of its files change, as they do.

What is hidden, and notes for people, are passed over as the check does. A folder that vanishes or
is put in another's place is looked for until it is back.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from learning.content.layout import is_passed_over

#: milliseconds: what changes together comes together, and nobody waits for more
_STEP, _MOST, _LOOK = 15, 200, 500


def changes(root: Path, stop: threading.Event) -> Iterator[set[Path]]:
    """The paths below `root` that have changed, set by set, until told to stop.

    One path is that of the folder itself (`.`) where anything may have changed.
    """
    while not stop.is_set():
        found = _identity(root)
        if found is None:
            stop.wait(_LOOK / 1000)
            continue
        yield from _while_there(root, found, stop)
        if not stop.is_set():
            yield {Path()}


def _while_there(root: Path, found: tuple[int, int], stop: threading.Event) -> Iterator[set[Path]]:
    """The changes for as long as the folder is the one it was."""
    from watchfiles import watch  # much to load, for a command that only prints its help

    told = watch(
        root.resolve(),
        watch_filter=None,
        stop_event=stop,
        step=_STEP,
        debounce=_MOST,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    base = root.resolve()
    try:
        for some in told:
            below = {path for _, name in some if (path := _below(base, Path(name))) is not None}
            if below:
                yield below
            if _identity(root) != found:
                return
    except FileNotFoundError:
        return  # it went in the moment it was looked for


def _identity(root: Path) -> tuple[int, int] | None:
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
