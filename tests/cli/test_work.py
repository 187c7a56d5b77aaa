"""`learning work`, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from learning.cli import root
from learning.db import open_database
from learning.errors import Invalid, Unavailable
from learning.work.models import Job
from tests.postbox import Postbox


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postbox: Postbox) -> Iterator[Path]:
    """An installation that sends mail into a postbox."""
    variables = {
        "INSTANCE": str(tmp_path),
        "PUBLIC_ORIGIN": "https://learn.example.org",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(postbox.port),
        "SMTP_SECURITY": "none",
        "MAIL_FROM": "debrief@example.org",
    }
    for name, value in variables.items():
        monkeypatch.setenv(f"LEARNING_{name}", value)
    kept = [signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)]
    yield tmp_path
    signal.signal(signal.SIGTERM, kept[0])
    signal.signal(signal.SIGINT, kept[1])


def called(*arguments: str) -> str:
    told = CliRunner().invoke(root, list(arguments), catch_exceptions=False)
    assert told.exit_code == 0, told.output
    return told.stdout


def test_once_does_what_is_due_and_ends(here: Path, postbox: Postbox) -> None:
    assert called("work", "--once") == "Jobs done: 0\n"
    told = called("people", "invite", "--role", "author", "--email", "ife@example.org")
    assert "An invitation is on its way to ife@example.org." in told and "/join/" not in told
    assert postbox.mails == []
    assert called("work", "--once") == "Jobs done: 1\n"
    [said] = postbox.texts
    assert "https://learn.example.org/join/" in said
    assert called("work", "--once") == "Jobs done: 0\n"


def test_an_invitation_is_not_sent_where_it_cannot_be(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Invalid, match="Give --email an address"):
        called("people", "invite", "--email", "ife")
    monkeypatch.delenv("LEARNING_SMTP_HOST")
    with pytest.raises(Unavailable, match="leave out --email"):
        called("people", "invite", "--email", "ife@example.org")


def test_without_once_it_goes_on_until_a_signal_comes(
    here: Path, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def go_on(_app: object, stop: threading.Event) -> None:
        assert not stop.is_set()
        signal.raise_signal(signal.SIGTERM)
        assert stop.wait(9)

    monkeypatch.setattr("learning.web.logs.to_stderr", lambda: None)
    monkeypatch.setattr("learning.cli.working.go_on", go_on)
    assert called("work") == ""


def wait_for(what: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "it ended by itself"
        if what():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such signals")
@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT])
def test_it_works_until_it_is_told_to_stop_and_ends_well(
    here: Path, postbox: Postbox, kind: signal.Signals
) -> None:
    called("people", "invite", "--email", "ife@example.org")
    with (here / "said").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "learning.cli", "work"], stdout=said, stderr=said
        )
    try:
        wait_for(lambda: bool(postbox.mails), process)
        process.send_signal(kind)
        assert process.wait(15) == 0
    finally:
        process.kill()
        process.wait()
    lines = (here / "said").read_text(encoding="utf-8")
    assert "Working (stop with Ctrl-C)" in lines and "ife" not in lines
    address = f"sqlite:///{here / 'debrief.sqlite3'}"
    with closing(open_database(address)) as database, database.reading() as unit:
        assert unit.query(Job).one().done_at is not None
