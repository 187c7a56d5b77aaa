"""`learning preview` serves the courses on this machine, tells problems once, and ends quietly."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest
from click.testing import CliRunner, Result

from learning.cli.preview import Teller, command
from learning.content.drafts import Drafts
from learning.web.preview_server import HOST
from tests.builders import AT
from tests.content.trees import DOOR, QUIZ, copied, swap
from tests.house.sources import ROOT

TYPO = swap(QUIZ, "    level: apply", "    level: apply\n    objectve: say-it")
MENDED = swap(QUIZ, "\n    objectve: say-it", "")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with courses in it, as an author stands in it."""
    for name in ("LEARNING_COURSES", "LEARNING_INSTANCE"):
        monkeypatch.delenv(name, raising=False)
    copied(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def told(here: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the command until it would wait for pages."""

    class Stopped:
        port = 8100

        def serve_forever(self) -> None:
            """It was Ctrl-C at once."""

        def server_close(self) -> None:
            pass

    monkeypatch.setattr("learning.cli.preview.server", lambda *_, **__: Stopped())
    return lambda *arguments: CliRunner().invoke(command, list(arguments))


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("", "/"),
        ("courses", "/"),
        (".", "/"),
        ("courses/factors.yaml", "/"),
        ("courses/crew", "/courses/crew"),
        ("courses/crew/course.yaml", "/courses/crew"),
        ("courses/crew/speaking-up", "/courses/crew/speaking-up"),
        ("courses/crew/speaking-up/module.md", "/courses/crew/speaking-up"),
        ("courses/crew/speaking-up/quiz.yaml", "/courses/crew/speaking-up#quiz-title"),
        ("courses/crew/identity/media", "/courses/crew/identity"),
        ("courses/cases", "/cases"),
        ("courses/cases/in-01-the-green-door.md", "/cases/in-01-the-green-door"),
    ],
)
def test_the_address_of_what_is_named_is_printed(
    told: Callable[..., Result], path: str, page: str
) -> None:
    result = told(*filter(None, [path]))
    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        0,
        f"The preview is at http://127.0.0.1:8100{page} (stop with Ctrl-C)",
    )


def test_a_scenario_has_an_address(told: Callable[..., Result], here: Path) -> None:
    for play in here.glob("courses/crew/scenarios/*.yaml"):
        assert f"/courses/crew/scenarios/{play.stem} " in told(str(play)).stderr


def test_a_path_that_is_not_there_is_refused(told: Callable[..., Result]) -> None:
    result = told("courses/crwe")
    assert result.exit_code == 2
    assert "There is no file or folder" in result.stderr
    assert "Check its spelling." in result.stderr


def test_a_file_in_no_folder_of_courses_is_refused(
    told: Callable[..., Result], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("elsewhere") / "notes.txt"
    file.write_text("x")
    result = told(str(file))
    assert result.exit_code == 2
    assert "is in no folder of courses" in result.stderr


def test_courses_elsewhere_need_no_setting_up(
    told: Callable[..., Result], tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = copied(tmp_path_factory.mktemp("elsewhere"))
    before = sorted(Path.cwd().rglob("*"))
    assert "/courses/crew/identity " in told(str(other / "crew" / "identity")).stderr
    assert sorted(Path.cwd().rglob("*")) == before


def test_a_port_that_is_taken_is_refused_when_it_was_asked_for(here: Path) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "learning.cli", "preview", "--port", port],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(f"learning: Port {port} cannot be used")
    assert done.stderr.endswith("learning preview --port 0\n")


@pytest.fixture
def teller(here: Path) -> Teller:
    return Teller(Drafts(Path("courses"), lambda: AT.date()), Path())


def test_a_problem_is_printed_once_and_its_end_is_told(
    teller: Teller, capsys: pytest.CaptureFixture[str]
) -> None:
    teller.of({"cases"})
    assert re.fullmatch(r"\d+ files, no problems\n", capsys.readouterr().out)
    TYPO(teller.drafts.root)
    teller.of(teller.drafts.forget({Path(QUIZ)}))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("courses/crew/speaking-up/quiz.yaml:11:5: error: unknown field")
    assert re.fullmatch(r"1 error in \d+ files", lines[1])
    swap("crew/identity/module.md", "minutes", "minuets")(teller.drafts.root)
    teller.of(teller.drafts.forget({Path("crew/identity/module.md")}))
    assert "objectve" not in capsys.readouterr().out
    teller.of(teller.drafts.forget({Path(QUIZ)}))
    assert capsys.readouterr().out == ""
    MENDED(teller.drafts.root)
    swap("crew/identity/module.md", "minuets", "minutes")(teller.drafts.root)
    teller.of(teller.drafts.forget({Path(QUIZ)}))
    assert "no problems" in capsys.readouterr().out


def test_of_one_course_only_its_own_problems_are_told(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    teller = Teller(Drafts(Path("courses"), lambda: AT.date()), Path("crew/identity"))
    swap(DOOR, "title:", "titel:")(teller.drafts.root)
    TYPO(teller.drafts.root)
    teller.of({"cases"})
    out = capsys.readouterr().out
    assert "objectve" in out
    assert "titel" not in out


@pytest.fixture
def running(here: Path) -> Iterator[subprocess.Popen[str]]:
    """The command as an author runs it."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "learning.cli", "preview", "--port", "0"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.wait(10)
    for pipe in (process.stdout, process.stderr):
        assert pipe is not None
        pipe.close()


def line(pipe: IO[str] | None) -> str:
    assert pipe is not None
    return pipe.readline()


@pytest.mark.skipif(os.name == "nt", reason="Windows has another way to press Ctrl-C")
def test_the_whole_of_it_serves_follows_and_ends_quietly(
    running: subprocess.Popen[str], here: Path
) -> None:
    address = line(running.stderr).split()[4]
    assert address.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(f"{address}courses/crew/speaking-up", timeout=20) as answer:
        assert b"Why it is hard" in answer.read()
    assert "no problems" in line(running.stdout)
    with urllib.request.urlopen(f"{address}preview/changes", timeout=20) as events:
        assert events.readline() == b"retry: 500\n"
        first = events.readline()
        TYPO(here / "courses")
        assert "objectve" in line(running.stdout)
        events.readline()
        events.readline()
        assert events.readline() != first
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 0
    assert running.stderr is not None
    assert running.stderr.read() == "\n"
