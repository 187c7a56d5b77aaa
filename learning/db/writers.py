"""The writer queue of SQLite: one writer at a time over all threads and processes of a host.

SQLite's own busy waiting backs off and starves; a lock file that writers wait on in turn keeps the
slowest write short. Other databases need none of it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

if os.name == "nt":  # pragma: no cover - Windows alone
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        while True:
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
                return
            except OSError:
                continue

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


class WriterQueue:
    """Admits one writer: a mutex between threads, an advisory lock on `path` between processes.

    `path` is None for a database in memory. A process that dies frees its place at once.
    """

    def __init__(self, path: Path | None) -> None:
        self._mutex = threading.Lock()
        self._path = path
        self._file: IO[bytes] | None = None
        self._writer: int | None = None

    def enter(self) -> Callable[[], None]:
        """Wait for the turn; returns the function that gives it up (calling it twice is safe).

        A thread that writes already would wait for itself for ever: that is a fault, raised at
        once.
        """
        if self._writer == threading.get_ident():
            raise RuntimeError("this thread has a writing unit open: end it before the next")
        self._mutex.acquire()
        try:
            if self._path is not None:
                self._file = self._file or self._path.open("ab")
                _lock(self._file)
        except BaseException:
            self._mutex.release()
            raise
        self._writer = threading.get_ident()
        left = False

        def leave() -> None:
            nonlocal left
            if left:
                return
            left = True
            self._writer = None
            if self._file is not None:
                _unlock(self._file)
            self._mutex.release()

        return leave

    def close(self) -> None:
        """Let go of the lock file, unless somebody is writing; the next turn opens it again."""
        if not self._mutex.acquire(blocking=False):
            return
        if self._file is not None:
            self._file.close()
        self._file = None
        self._mutex.release()
