"""`learning serve`, started for real as a person would start it."""

from __future__ import annotations

import http.client
import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from learning import clock
from learning.cli import preparing, root, serving
from learning.cli import serve as command
from learning.db import open_database
from learning.errors import LearningError
from learning.people import letters
from learning.people.joining import NewPerson, Offer, add
from learning.people.models import Invitation, Person, Recount
from learning.reports import daily
from learning.settings import Settings
from learning.supervision.models import Duty
from tests.builders import AT, COURSES
from tests.postbox import Postbox

_RUN, _PREPARE = command._run, command._prepare
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_LINK = re.compile(r"http://127\.0\.0\.1:\d+(/join/\S+)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Served:
    """A server of one's own, what it says, and a browser with its cookies."""

    def __init__(self, instance: Path, *arguments: str, **variables: str) -> None:
        self.port = free_port()
        self._errors = instance.parent / f"errors-{self.port}"
        environ = {k: v for k, v in os.environ.items() if not k.startswith("LEARNING_")}
        environ |= {"LEARNING_INSTANCE": str(instance), "LEARNING_COURSES": str(COURSES)}
        command = [sys.executable, "-m", "learning.cli", "serve", "--port", str(self.port)]
        with self._errors.open("wb") as errors:
            self.process = subprocess.Popen(
                [*command, *arguments], env={**environ, **variables}, stdout=errors, stderr=errors
            )
        jar = HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._browser = build_opener(jar, ProxyHandler({}))

    @property
    def said(self) -> str:
        return self._errors.read_text(encoding="utf-8")

    def wait(self) -> Served:
        """Wait until it answers."""
        return self.answering("/healthz")

    def answering(self, path: str) -> Served:
        """Wait until it answers at an address."""
        for _ in range(300):
            assert self.process.poll() is None, self.said
            try:
                self.get(path)
                return self
            except URLError:
                time.sleep(0.05)
        raise AssertionError(self.said)

    def get(self, path: str) -> tuple[int, str]:
        return self._fetch(path, None)

    def press(self, page: str, action: str, **typed: str) -> tuple[int, str]:
        """Send a form of a page, with the token that the page holds."""
        found = _TOKEN.search(page)
        assert found is not None
        return self._fetch(action, urlencode({"csrf_token": found[1], **typed}).encode())

    def _fetch(self, path: str, body: bytes | None) -> tuple[int, str]:
        try:
            with self._browser.open(f"http://127.0.0.1:{self.port}{path}", body, 10) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read().decode()

    def stop(self, how: int = signal.SIGTERM) -> tuple[int, float]:
        """End it; returns its exit code and the seconds that it took."""
        begun = time.monotonic()
        self.process.send_signal(how)
        return self.process.wait(20), time.monotonic() - begun


Serve = Callable[..., Served]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    started: list[Served] = []

    def start(*arguments: str, **variables: str) -> Served:
        started.append(Served(tmp_path / "instance", *arguments, **variables))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait(10)


def json_lines(said: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


@pytest.mark.slow
def test_the_demo_is_ready_to_be_used_and_stops_when_it_is_told_to(
    serve: Serve, tmp_path: Path
) -> None:
    demo = serve("--demo", "--workers", "2").wait()
    assert demo.get("/readyz") == (200, '{"status":"ready"}\n')
    status, page = demo.get("/")
    assert status == 200
    sheet = re.search(r'href="(/static/site\.[^"]+)"', page)
    assert sheet is not None
    assert demo.get(sheet[1])[0] == 200
    status, page = demo.press(demo.get("/sign-in")[1], "/demo/alice")
    assert (status, "Alice Learner" in page) == (200, True)
    assert "/courses/crew" in page, "the courses are published"

    stranger = http.client.HTTPConnection("127.0.0.1", demo.port, timeout=10)
    stranger.request("GET", "/", headers={"Host": "evil.example"})
    assert stranger.getresponse().status == 400
    stranger.close()

    idle = http.client.HTTPConnection("127.0.0.1", demo.port, timeout=10)
    idle.request("GET", "/healthz")
    idle.getresponse().read()  # and the connection stays open, as browsers keep it
    code, seconds = demo.stop()
    idle.close()
    assert code == 0, demo.said
    assert seconds < 10, "a worker that stands still is ended after five"
    assert (tmp_path / "instance" / "demo.sqlite3").exists()
    assert not (tmp_path / "instance" / "debrief.sqlite3").exists()
    assert {line["route"] for line in json_lines(demo.said)} >= {"/", "/demo/<name>"}
    assert "Traceback" not in demo.said


@pytest.mark.slow
def test_the_first_start_prints_a_link_that_makes_the_first_administrator(serve: Serve) -> None:
    first = serve("--workers", "1").wait()
    links = _LINK.findall(first.said)
    assert len(links) == 1
    assert f"http://127.0.0.1:{first.port}/join/" in first.said
    assert first.get(links[0])[0] == 200  # a mail scanner would do this
    typed = {"name": "Ife", "email": "ife@example.org", "password": "four small wet dogs"}
    status, page = first.press(first.get(links[0])[1], links[0], **typed)
    assert (status, "Ife" in page) == (200, True)
    assert first.get(links[0])[0] == 404
    assert links[0] not in "".join(json.dumps(line) for line in json_lines(first.said))
    assert first.stop(signal.SIGINT)[0] == 0, "Ctrl-C is a way to stop, not a fault"

    second = serve("--workers", "1").wait()
    assert _LINK.findall(second.said) == []
    status, page = second.press(
        second.get("/sign-in")[1], "/sign-in", email="ife@example.org", password=typed["password"]
    )
    assert (status, "Ife" in page) == (200, True)
    assert second.press(second.get("/sign-in")[1] + page, "/demo/alice")[0] == 404
    assert second.stop()[0] == 0


@pytest.mark.slow
def test_a_server_sends_the_mail_that_waits(serve: Serve, tmp_path: Path, postbox: Postbox) -> None:
    mail = {
        "LEARNING_SMTP_HOST": "127.0.0.1",
        "LEARNING_SMTP_PORT": str(postbox.port),
        "LEARNING_SMTP_SECURITY": "none",
        "LEARNING_MAIL_FROM": "debrief@example.org",
        "LEARNING_PUBLIC_ORIGIN": "http://127.0.0.1:8000",
    }
    server = serve("--workers", "2", **mail).wait()
    address = f"sqlite:///{tmp_path / 'instance' / 'debrief.sqlite3'}"
    key = (tmp_path / "instance" / "secret_key").read_text(encoding="ascii")
    with closing(open_database(address)) as database, database.writing() as unit:
        for name in ("ife", "olu"):
            to = f"{name}@example.org"
            letters.invite(unit, Offer("learner", 7), to, key=key, at=clock.now())
    for _ in range(300):
        if len(postbox.mails) == 2 and server.said.count('"learning.work"') == 2:
            break  # each mail is sent, and then noted
        time.sleep(0.05)
    assert {mail["To"] for mail in postbox.mails} == {"ife@example.org", "olu@example.org"}
    assert server.stop()[0] == 0
    assert "example.org" not in server.said.replace("learn.example.org", "")
    told = [line for line in json_lines(server.said) if line["log"] == "learning.work"]
    assert len(told) == 2 and all(line["came"] == "done" for line in told)


@pytest.mark.slow
def test_a_server_that_is_killed_leaves_nothing_behind(serve: Serve) -> None:
    demo = serve("--demo", "--workers", "2").wait()
    demo.press(demo.get("/sign-in")[1], "/demo/alice")
    demo.stop(signal.SIGKILL)
    for _ in range(100):
        try:
            demo.get("/healthz")
        except OSError:
            break
        time.sleep(0.1)
    again = serve("--demo", "--workers", "1", "--port", str(demo.port))
    again.port = demo.port
    again.wait().stop()
    assert "cannot be used" not in again.said


@pytest.mark.slow
def test_a_start_that_cannot_prepare_ends_with_one_line(serve: Serve, tmp_path: Path) -> None:
    gone = serve(
        "--workers", "1", LEARNING_DATABASE_URL=f"sqlite:///{tmp_path}/not there/a.sqlite3"
    )
    assert gone.process.wait(20) == 1
    (line,) = gone.said.splitlines()
    assert line.startswith("learning: The database cannot be opened: ")


def test_told_to_stop_while_it_prepares_a_server_ends_with_what_prepares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleeps = tmp_path / "sleeps"
    sleeps.write_text("#!/bin/sh\nexec sleep 60\n", encoding="ascii")
    sleeps.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(sleeps))
    monkeypatch.setattr(serving, "_load", lambda: os.kill(os.getpid(), signal.SIGTERM))
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def popen(*given: Any, **named: Any) -> subprocess.Popen[bytes]:
        started.append(real(*given, **named))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", popen)
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as ended:
        serving.get_ready()
    assert ended.value.code == 128 + signal.SIGTERM
    assert [one.poll() for one in started] == [-signal.SIGTERM]
    assert signal.getsignal(signal.SIGTERM) == before


class Ran(list[Settings]):
    """What would have been served."""


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ran:
    """Everything but the server itself, in this process."""
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("LEARNING_COURSES", str(COURSES))
    for name in ("DEMO", "HOST", "PORT"):  # which serving sets for its processes
        monkeypatch.setenv(f"LEARNING_{name}", "")
        monkeypatch.delenv(f"LEARNING_{name}")
    kept = Ran()
    monkeypatch.setattr(command, "_run", lambda config, build: kept.append(config))
    monkeypatch.setattr(command, "_prepare", preparing.prepare)
    return kept


def started(*arguments: str) -> str:
    told = CliRunner().invoke(root, ["serve", "--port", str(free_port()), *arguments])
    assert told.exit_code == 0, told.output
    return told.output


def test_the_demo_publishes_once_and_seeds_its_cast_once(ran: Ran) -> None:
    first, second = started("--demo"), started("--demo")
    assert "crew: published as release 1" in first
    assert "crew" not in second, "nothing has changed since"
    (config, _) = ran
    with closing(open_database(config.database)) as database, database.reading() as unit:
        people = unit.scalar(select(func.count()).select_from(Person)) or 0
        assert 110 <= people <= 130
        assert unit.scalar(select(func.count()).select_from(Duty)), "what is due is worked out"
        assert unit.scalars(select(Recount.on).where(Recount.on <= clock.now().date())).all() == []


def test_a_start_without_an_administrator_replaces_the_link_of_the_one_before(ran: Ran) -> None:
    links = [_LINK.findall(started()) for _ in range(2)]
    assert [len(one) for one in links] == [1, 1]
    assert links[0] != links[1]
    with closing(open_database(ran[0].database)) as database, database.reading() as unit:
        assert unit.scalar(select(func.count()).select_from(Invitation)) == 1


def test_an_installation_with_an_administrator_prints_no_link(ran: Ran) -> None:
    started()
    with closing(open_database(ran[0].database)) as database, database.writing() as unit:
        add(unit, NewPerson("Olu", "olu@example.org", "a hash", ("administrator",)), at=AT)
    assert _LINK.findall(started()) == []


def test_the_link_leads_to_where_people_reach_the_site(
    ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEARNING_PUBLIC_ORIGIN", "https://learn.example.org")
    assert "https://learn.example.org/join/" in started()


def test_where_there_is_no_granian_another_server_serves(
    ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[dict[str, Any]] = []
    handled: list[int] = []
    waitress = SimpleNamespace(serve=lambda app, **given: served.append({"app": app, **given}))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setitem(sys.modules, "waitress", waitress)
    monkeypatch.setattr("learning.cli.wsgi.build", lambda: "the site")
    monkeypatch.setattr(signal, "signal", lambda kind, _: handled.append(kind))
    worked: list[object] = []
    monkeypatch.setattr("learning.cli.working.beside", worked.append)
    monkeypatch.setattr(command, "_prepare", _PREPARE)
    assert "crew: published" in started("--demo", "--host", "localhost")
    _RUN(ran[0], "build")
    assert worked == ["the site"]
    assert handled == [signal.SIGTERM]
    assert served[0]["app"] == "the site"
    assert (served[0]["host"], served[0]["port"]) == ("localhost", ran[0].port)
    assert os.environ["LEARNING_DEMO"] == "true"


def refused(*arguments: str) -> str:
    refusal = CliRunner().invoke(root, ["serve", *arguments]).exception
    assert isinstance(refusal, LearningError)
    return refusal.text


def test_a_port_that_is_taken_is_a_line_that_says_what_to_do(ran: Ran) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert refused("--port", str(port)) == (
            f"127.0.0.1:{port} cannot be used (Address already in use). "
            "Choose another port: learning serve --port 8001"
        )
    assert ran == []


def test_a_mistake_in_the_settings_stops_the_start(
    ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEARNING_WOKERS", "2")
    assert refused().startswith("There is no setting 'wokers'.")
    assert ran == []


def test_the_demo_is_never_served_to_others(ran: Ran) -> None:
    assert "to this machine alone" in refused("--demo", "--host", "0.0.0.0")
    assert ran == []


def test_reporting_alone_destroys_again_what_its_own_ledger_names(
    ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    replayed = []
    monkeypatch.setattr(daily, "replay", lambda _database, path, on: replayed.append(path))
    started("--reporting")
    assert replayed == [ran[0].purges]


@pytest.mark.slow
def test_reporting_alone_serves_reports_and_nothing_else(serve: Serve, tmp_path: Path) -> None:
    alone = serve("--reporting", "--workers", "1").answering("/report")
    for path in ("/", "/healthz", "/sign-in", "/courses", "/review", "/metrics", "/static/x.css"):
        assert alone.get(path)[0] == 404
    browser = http.client.HTTPConnection("127.0.0.1", alone.port, timeout=10)
    browser.request("GET", "/report", headers={"Cookie": "debrief_session=x"})
    answer = browser.getresponse()
    page = answer.read().decode()
    browser.close()
    assert answer.status == 200 and answer.getheader("Set-Cookie") is None
    assert answer.getheader("Cache-Control") == "no-store"
    assert "Reports cannot be told" in page or "closed" in page
    sheet = re.search(r'href="(/report/static/site\.[^"]+)"', page)
    assert sheet is not None and alone.get(sheet[1])[0] == 200
    code, _ = alone.stop()
    assert code == 0 and f":{alone.port}/report (stop" in alone.said
    assert json_lines(alone.said) == [], "no request is logged"
    assert "/join/" not in alone.said, "the other server greets"
