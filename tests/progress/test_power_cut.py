"""Kill the server while people answer: every response that was acknowledged is there afterwards.

A real server with two processes and a database on disk; the clients are plain HTTP.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from learning import settings as configuration
from learning.db import open_database, schema
from learning.progress.models import Attempt, ResponseRow
from learning.settings import Settings
from learning.tables import METADATA
from tests.content_builders import compiled, item, module, put

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = ("alice", "bob", "charlie", "rana", "ada", "olu")
ITEMS = [f"item-{number}" for number in range(60)]
CUTS = 3
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser:
    """One person's device: keeps its cookie and knows the address."""

    def __init__(self, port: int) -> None:
        self.port, self.cookie = port, ""

    def ask(self, method: str, path: str, **fields: str) -> tuple[int, str, str]:
        """Status, the address it leads to, and the page."""
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection:
            connection.request(method, path, urlencode(fields) if fields else None, headers)
            with closing(connection.getresponse()) as answer:
                page = answer.read().decode()
                given = answer.headers.get("Set-Cookie")
                self.cookie = given.partition(";")[0] if given else self.cookie
                return answer.status, answer.headers.get("Location", ""), page

    def send(self, shown: str, action: str, **fields: str) -> tuple[int, str, str]:
        """Send a form with the token of the page it stands on."""
        token = _TOKEN.search(self.ask("GET", shown)[2])
        assert token, shown
        return self.ask("POST", action, csrf_token=token[1], **fields)

    def begin(self, name: str) -> str:
        """Sign in as one of the demo's people; returns the address of their open attempt."""
        self.send("/sign-in", f"/demo/{name}")
        return self.send("/courses/crew/identity", "/courses/crew/identity/attempts")[1]


class Crowd:
    """Everybody answers at once, as fast as they can, until the server is gone."""

    def __init__(self, port: int) -> None:
        #: what the server said was saved: (attempt, item) -> option
        self.acknowledged: dict[tuple[str, str], str] = {}
        self._lock, self._port = threading.Lock(), port
        self.threads = [threading.Thread(target=self._answer, args=(name,)) for name in NAMES]

    def _answer(self, name: str) -> None:
        browser = Browser(self._port)
        try:
            attempt = browser.begin(name)
            _, there, _ = browser.ask("GET", attempt)
            while "/items/" in there:
                one = there.rpartition("/")[2]
                option = ("both", "name")[len(one) % 2]
                status, _, _ = browser.send(there, there, choice=option)
                if status == 303:
                    with self._lock:
                        self.acknowledged[attempt.rpartition("/")[2], one] = option
                _, there, _ = browser.ask("GET", attempt)
        except (OSError, HTTPException):
            return  # the power is gone


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def prepared(instance: Path) -> Settings:
    """An instance with a course of many items, and nothing else to publish."""
    instance.mkdir()
    (instance / "courses").mkdir()
    config = configuration.load({"LEARNING_INSTANCE": str(instance)}, demo=True)
    database = open_database(config.database)
    schema.upgrade(database, METADATA)
    with database.writing() as session:
        put(session, compiled(module(items=[item(item_id=one) for one in ITEMS])))
    database.close()
    return config


@contextmanager
def served(config: Settings) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The demo, served as a user would serve it; its port and its first process."""
    port = free_port()
    environ = {k: v for k, v in os.environ.items() if not k.startswith("LEARNING_")} | {
        "LEARNING_INSTANCE": str(config.instance),
        "LEARNING_COURSES": str(config.instance / "courses"),
        "LEARNING_WORKERS": "2",
    }
    command = [sys.executable, "-m", "learning.cli", "serve", "--demo", "--port", str(port)]
    with (config.instance / "log").open("ab") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environ, stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait(port, server, config.instance / "log")
            yield port, server
        finally:
            with_everything(server, signal.SIGKILL)
            server.wait(15)


def with_everything(server: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to the server and every process it started."""
    try:
        os.killpg(server.pid, number)
    except ProcessLookupError:
        return


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        try:
            if Browser(port).ask("GET", "/readyz")[0] == 200:
                return
        except (OSError, HTTPException):
            assert server.poll() is None, log.read_text()
        time.sleep(0.05)
    pytest.fail(f"the server did not become ready: {log.read_text()}")


def kept(config: Settings) -> dict[tuple[str, str], str]:
    """Every response in the database: (attempt, item) -> option."""
    database = open_database(config.database)
    joined = select(Attempt.public_id, ResponseRow.item, ResponseRow.given).join(
        Attempt, Attempt.id == ResponseRow.attempt_id
    )
    with database.reading() as session:
        rows = session.execute(joined).all()
    database.close()
    return {(row[0], row[1]): row[2]["chosen"][0] for row in rows}


def test_every_acknowledged_response_survives_a_kill(tmp_path: Path) -> None:
    config = prepared(tmp_path / "instance")
    acknowledged: dict[tuple[str, str], str] = {}
    for cut in range(1, CUTS + 1):
        with served(config) as (port, server):
            crowd = Crowd(port)
            for thread in crowd.threads:
                thread.start()
            deadline = time.monotonic() + 20
            while len(crowd.acknowledged) < 25 and time.monotonic() < deadline:
                time.sleep(0.002)
            with_everything(server, signal.SIGKILL)
            for thread in crowd.threads:
                thread.join(15)
        assert len(crowd.acknowledged) >= 25, (config.instance / "log").read_text()
        acknowledged |= crowd.acknowledged
        found = kept(config)
        lost = {key for key, option in acknowledged.items() if found.get(key) != option}
        assert not lost, f"cut {cut}: {len(lost)} of {len(acknowledged)} are not there"
    with served(config) as (port, _):
        browser = Browser(port)
        attempt = browser.begin("alice")
        assert browser.ask("GET", attempt)[0] in (200, 302), "and everybody can go on"
