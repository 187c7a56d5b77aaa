"""Processor time and memory of a process and everything it started."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import psutil


def processor_ms(pid: int) -> float:
    """Milliseconds of processor time that a tree of processes has used, in and for it."""
    spent = 0.0
    for process in _tree(pid):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            spent += times.user + times.system
    return spent * 1000


def memory_mb(pid: int) -> float:
    """Megabytes that a tree of processes holds; what they share counts once.

    Where the system does not say what is shared, each process counts whole.
    """
    held = 0
    for process in _tree(pid):
        with contextlib.suppress(psutil.NoSuchProcess):
            told = process.memory_full_info()
            held += getattr(told, "pss", 0) or told.rss
    return held / 1_000_000


def _tree(pid: int) -> Iterator[psutil.Process]:
    parent = psutil.Process(pid)
    yield parent
    yield from parent.children(recursive=True)
