"""The process that holds the server's workers: they begin as copies of it and share its memory.

`learning serve` becomes it when everything is prepared, so that what the preparing took is free
again: `python -m learning.cli.serving HOST PORT WORKERS`.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

#: a thread that allocates would otherwise get an arena of its own, which never shrinks again
_ARENAS = {"MALLOC_ARENA_MAX": "2"}


def become(host: str, port: int, workers: int) -> None:
    """Turn this process into the server's. Returns only once that has ended, where it must wait."""
    root = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    environ = {**_ARENAS, **os.environ, "PYTHONPATH": path}
    # -P: a folder named `learning` where the command was called is not the platform
    command = [sys.executable, "-P", "-m", "learning.cli.serving", host, str(port), str(workers)]
    if os.name == "nt":  # pragma: no cover - Windows alone, where the shell would not wait
        serve(host, port, workers)
    else:
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(sys.executable, command, environ)  # noqa: S606  # our own, and no shell


def serve(host: str, port: int, workers: int) -> None:
    """Hold the workers until told to stop."""
    from granian import Granian
    from granian.constants import Interfaces

    import learning.cli.wsgi  # noqa: F401  # loaded once, for all workers

    gc.collect()
    gc.freeze()  # a collection in a worker would write to what is shared, and so copy it
    Granian(
        "learning.cli.wsgi:build",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        log_enabled=False,
        workers_kill_timeout=10,
    ).serve()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
