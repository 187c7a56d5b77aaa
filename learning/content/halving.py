"""Two processes for many modules: each reads and judges half of them.

A second one that cannot be started, or ends before it has told, is done without: the first does its
half too. It never outlives the first, which alone hears Ctrl-C.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeAlias

from learning.content.gathering import WrittenModule, read_module
from learning.content.gist import Gist
from learning.content.judging import judge_module
from learning.content.model import CourseFile
from learning.content.reference_rules import Library

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

#: A module, perhaps not read yet, and its course where that could be read.
Part: TypeAlias = tuple[WrittenModule, CourseFile | None]
#: Modules for which a second process is worth its start, which takes as long as twenty of them.
MANY = 64


def judge_parts(parts: Sequence[Part], library: Library, *, alone: bool = False) -> list[Gist]:
    """The gist of each of these modules, in their order; by this process `alone` where told to."""
    if alone or len(parts) < MANY or _processors() < 2:
        return _judged(parts, library)
    half = (len(parts) + 1) // 2
    with _second(parts[half:], library) as told:
        own = _judged(parts[:half], library)
        rest = _received(told)
    return own + (_judged(parts[half:], library) if rest is None else rest)


def _judged(parts: Sequence[Part], library: Library) -> list[Gist]:
    return [
        judge_module(one if one.is_read else read_module(one.folder), course, library)
        for one, course in parts
    ]


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _second(parts: Sequence[Part], library: Library) -> Iterator[Connection | None]:
    """A second process at work on these modules; None where none can be started."""
    from multiprocessing import get_context  # much to load, for the few modules of most checks

    context: Any = get_context(_start())
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(here, there, parts, library), daemon=True)
    try:
        process.start()
    except OSError:
        process = None
    finally:
        there.close()
    try:
        yield None if process is None else here
    finally:
        here.close()
        if process is not None:
            process.kill()
            process.join()


def _start() -> str:
    """A copy of this process is ready at once, but safe only where no other thread runs."""
    copied = sys.platform == "linux" and threading.active_count() == 1
    return "fork" if copied else "spawn"


def _tell(heard: Connection, to: Connection, parts: Sequence[Part], library: Library) -> None:
    """What the second process does; what it fails at, the first meets itself and tells.

    It lets go of the end that the first hears at: else it would wait for one that has gone.
    """
    heard.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    with suppress(Exception):
        to.send(_judged(parts, library))


def _received(told: Connection | None) -> list[Gist] | None:
    if told is None:
        return None
    try:
        gists: list[Gist] = told.recv()
    except (EOFError, OSError):
        return None
    return gists
