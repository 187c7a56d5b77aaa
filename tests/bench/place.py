"""Where a run happens: a temporary instance, the commands that fill it, and its two servers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import load

ROOT = Path(__file__).resolve().parents[2]
_LEARNING = ("-m", "learning.cli")
_LONGEST = 600
_START_WITHIN = 60
_END_WITHIN = 15


@dataclass(frozen=True)
class Server:
    """A server that was started, and when."""

    process: subprocess.Popen[bytes]
    port: int
    begun: float

    @property
    def pid(self) -> int:
        """The process that holds the workers."""
        return self.process.pid

    def first_page(self, path: str = "/") -> float:
        """Wait for the first whole page; returns the seconds since the start."""
        while time.perf_counter() < self.begun + _START_WITHIN:
            if self.process.poll() is not None:
                raise SystemExit("bench: a server ended instead of starting.")
            try:
                if fetch(self.port, path)[9:12] == b"200":
                    return time.perf_counter() - self.begun
            except OSError:
                time.sleep(0.005)
        raise SystemExit(f"bench: a server did not answer within {_START_WITHIN} seconds.")


class Place:
    """A folder for one run: courses, an instance, and a log of what the servers said."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        """`database_url`: a PostgreSQL database of its own, instead of the demo's SQLite file."""
        self.courses, self.instance = folder / "courses", folder / "instance"
        self.log = folder / "server.log"
        ours = {k: v for k, v in os.environ.items() if not k.startswith("LEARNING_")}
        self.environment = ours | {
            "LEARNING_INSTANCE": str(self.instance),
            "LEARNING_COURSES": str(self.courses),
            "XDG_CACHE_HOME": str(folder / "cache"),  # a cold check is cold
            **(
                {"LEARNING_DATABASE_URL": database_url}
                if database_url
                else {"LEARNING_DEMO": "true"}
            ),
        }
        self._kind = () if database_url else ("--demo",)

    def run(self, *arguments: str) -> float:
        """Run `learning ARGUMENTS` to its end; returns the seconds it took, or ends the bench."""
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *_LEARNING, *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=_LONGEST,
        )  # fmt: skip
        took = time.perf_counter() - begun
        if done.returncode:
            said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
            raise SystemExit(f"bench: learning {' '.join(arguments)} failed.\n{said}")
        return took

    def debrief(self) -> AbstractContextManager[Server]:
        """The platform, started as a person starts it."""
        return self._serving(*_LEARNING, "serve", *self._kind, "--workers", "2", "--port")

    def preview(self, courses: Path) -> AbstractContextManager[Server]:
        """The preview of a folder of courses."""
        return self._serving(*_LEARNING, "preview", str(courses), "--port")

    def bare(self) -> AbstractContextManager[Server]:
        """The bare application."""
        return self._serving("-m", "tests.bench.bare")

    @contextmanager
    def _serving(self, *arguments: str) -> Iterator[Server]:
        """A server with its workers; all of them have ended when the block is left."""
        port = _free_port()
        with self.log.open("ab") as log:
            begun = time.perf_counter()
            process = subprocess.Popen(
                [sys.executable, *arguments, str(port)],
                cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        try:
            yield Server(process, port, begun)
        finally:
            _end(process)


def fetch(port: int, path: str, more: str = "") -> bytes:
    """One answer as it came over the wire, head and body."""
    held = b""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(load.request("GET", path, more=more))
        while not load.is_whole(held):
            part = connection.recv(262_144)
            if not part:
                raise ConnectionError("the server hung up")
            held += part
    return held


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to stop; what has not stopped in time is ended with its whole group."""
    process.terminate()
    try:
        process.wait(_END_WITHIN)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
