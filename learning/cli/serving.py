"""The process that holds the server's workers: they begin as copies of it and share its memory.

It loads what serves while another process prepares everything, see `learning.cli.preparing`.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

#: a thread that allocates would otherwise get an arena of its own, which never shrinks again
_ARENAS = 2
#: seconds for what is in hand when told to stop. Once in a hundred stops or so, a worker stands
#: still at its very end, with nothing in hand: it is ended then
_STOPS_IN = 5
_M_ARENA_MAX = -8
"""What glibc's `mallopt` calls it."""


def get_ready() -> None:
    """Have everything prepared by a process of its own, and load what serves meanwhile.

    Where that fails it has said why, and this process ends as it did.
    """
    with _preparing() as other:
        _keep_arenas_few()
        _load()
        code = other.wait()
    if code:
        sys.exit(max(code, 1))


@contextlib.contextmanager
def _preparing() -> Iterator[subprocess.Popen[bytes]]:
    """The other process; told to stop while it prepares, this one stops it first."""
    root = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    # -P: a folder named `learning` where the command was called is not the platform
    command = [sys.executable, "-P", "-m", "learning.cli.preparing"]
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    sys.stdout.flush()
    other = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": path}, stdin=subprocess.DEVNULL
    )
    try:
        yield other
    finally:
        other.terminate()
        other.wait()
        signal.signal(signal.SIGTERM, before)


def _keep_arenas_few() -> None:
    """Ask glibc, where it is the C library."""
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)


def _load() -> None:
    """Load all that a worker needs, once."""
    import granian  # noqa: F401
    from sqlalchemy.orm import configure_mappers

    import learning.cli.wsgi  # noqa: F401

    configure_mappers()


def serve(host: str, port: int, workers: int, *, build: str = "build") -> None:
    """Hold the workers until told to stop. `build` is what of `learning.cli.wsgi` they serve."""
    from granian import Granian
    from granian.constants import Interfaces

    gc.collect()
    gc.freeze()  # a collection in a worker would write to what is shared, and so copy it
    Granian(
        f"learning.cli.wsgi:{build}",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        log_enabled=False,
        workers_kill_timeout=_STOPS_IN,
    ).serve()
