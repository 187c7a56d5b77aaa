"""The same with the server as people start it: no log, no file and no cookie of a telling.

Nothing is replaced here: its own processes, its own worker, its own strength of receipts.
"""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser

from tests.builders import COURSES
from tests.promises.keyboard import Keyboard
from tests.promises.place import MARKER, TEXT, files_in, met, spellings

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("promises-served")]
_LONGEST = 30
_TOKEN = re.compile(r'name="token" value="([\w-]+)"')


@dataclass
class Telling:
    """A telling from the first page to its withdrawal, and all that was answered and kept."""

    folder: Path
    port: int
    headers: list[tuple[str, str]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    log: str = ""
    files: dict[str, bytes] = field(default_factory=dict)

    def fetch(self, path: str, typed: dict[str, str] | None = None) -> str:
        """Fetch a page, or send a form, with a cookie that somebody may have."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_LONGEST)
        sent = {"Cookie": f"debrief={MARKER}", "User-Agent": MARKER, "X-Forwarded-For": "10.9.8.7"}
        if typed is None:
            connection.request("GET", path, headers=sent)
        else:
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", path, urlencode(typed), {**sent, **kind})
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        if path.startswith("/report"):
            self.statuses.append(answer.status)
            self.headers += answer.getheaders()
        return body

    def run(self) -> None:
        """Tell, copy the words, come back, answer, and withdraw."""
        self.fetch("/courses")
        self.fetch("/report")
        form = self.fetch("/report/scope", {"scope": "no"})
        told = {"kind": "near_miss", "happened": TEXT, "act": "send", "token": _token(form)}
        shown = self.fetch("/report/tell", told)
        self.words = re.findall(r"<li>([a-z-]+)</li>", shown.partition("receipt-words")[2])[:6]
        reference = re.search(r'receipt-reference">([a-z0-9-]+)<', shown)
        assert reference is not None and len(self.words) == 6
        receipt = {"reference": reference[1], "words": " ".join(self.words)}
        page = self.fetch("/report/receipt", receipt)
        once = re.search(r'name="once" value="([\w-]+)"', page)
        assert once is not None
        answer = {"token": _token(page), "once": once[1], "text": MARKER}
        self.fetch("/report/receipt/answer", answer)
        self.fetch(f"/report/{MARKER}?q={MARKER}")
        self.fetch("/report/receipt", {**receipt, "words": MARKER})
        self.files = {str(one): one.read_bytes() for one in files_in(self.folder)}
        self.fetch("/report/receipt/withdraw", {"token": _token(page), "sure": "yes"})


def _token(page: str) -> str:
    found = _TOKEN.search(page)
    assert found is not None, page[:2000]
    return found[1]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telling]:
    folder = tmp_path_factory.mktemp("served")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        made = Telling(folder, probe.getsockname()[1])
    (folder / "tmp").mkdir()
    environ = {k: v for k, v in os.environ.items() if not k.startswith("LEARNING_")} | {
        "LEARNING_INSTANCE": str(folder / "instance"),
        "LEARNING_COURSES": str(COURSES),
        "TMPDIR": str(folder / "tmp"),
    }
    command = [sys.executable, "-m", "learning.cli", "serve", "--demo", "--workers", "2"]
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "--port", str(made.port)], env=environ, stdout=out, stderr=out
        )
    try:
        _wait(made, process, log)
        yield made
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


@pytest.fixture(scope="module")
def telling(server: Telling) -> Telling:
    """A telling to that server, when it is over."""
    server.run()
    server.log = (server.folder / "log").read_text("utf-8")
    return server


def _wait(made: Telling, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _LONGEST
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text("utf-8")
        try:
            made.fetch("/healthz")
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail(log.read_text("utf-8"))


def test_a_running_server_logs_nothing_of_reports(telling: Telling) -> None:
    assert telling.statuses == [200, 200, 200, 200, 200, 404, 404, 200]
    assert '"route":"/courses"' in telling.log.replace(" ", ""), "other pages are in the log"
    for trace in ("/report", MARKER, "10.9.8.7", *telling.words):
        found = [line for line in telling.log.splitlines() if trace in line and line[:1] == "{"]
        assert found == [], trace
    assert met(spellings(MARKER), telling.log.encode()) == []


def test_a_running_server_leaves_nothing_of_a_telling_in_any_file(telling: Telling) -> None:
    assert any(name.endswith(".sqlite3") for name in telling.files)
    secrets = spellings(MARKER) + spellings(" ".join(telling.words[:3]))
    for files in (telling.files, {str(one): one.read_bytes() for one in files_in(telling.folder)}):
        assert [name for name, held in files.items() if met(secrets, held)] == []


def test_a_running_server_sets_no_cookie_and_lets_nothing_be_kept(telling: Telling) -> None:
    named = [name.lower() for name, _ in telling.headers]
    assert not {"set-cookie", "etag", "last-modified", "x-request-id"} & set(named)
    kept = {value for name, value in telling.headers if name.lower() == "cache-control"}
    assert kept == {"no-store"} and named.count("cache-control") == len(telling.statuses)
    assert ("Clear-Site-Data", '"cache"') in [
        (name.title(), value) for name, value in telling.headers
    ]


@pytest.mark.browser
def test_the_whole_form_works_by_keyboard_without_script_at_twice_the_size(
    server: Telling, browser: Browser
) -> None:
    context = browser.new_context(
        viewport={"width": 640, "height": 400}, device_scale_factor=2, java_script_enabled=False
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.port}/report")
    words = Keyboard(page).tell(TEXT)
    Keyboard(page).come_back(*words)
    context.close()
