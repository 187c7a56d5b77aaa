"""An author's day from clone to regrade, with the commands of the guide and a real repository."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from learning.cli import root
from learning.db import open_database
from learning.progress.models import Completion, ResponseRow
from tests.authoring.crowd import Crowd
from tests.builders import COURSES
from tests.web.previewing import Previewed

pytestmark = pytest.mark.slow
QUIZ = Path("courses/evening/first-visit/quiz.yaml")
FIRST, SECOND = "first-visit-first", "first-visit-second"


def git(*arguments: str) -> str:
    named = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    command = ["git", *named, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A clone of a repository of courses, as an author stands in it."""
    origin = tmp_path / "origin"
    shutil.copytree(COURSES, origin / "courses")
    monkeypatch.chdir(origin)
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "Courses")
    git("clone", "-q", str(origin), str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    monkeypatch.delenv("LEARNING_COURSES", raising=False)
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield tmp_path / "clone"


def run(*arguments: str, code: int = 0) -> Result:
    done = CliRunner().invoke(root, list(arguments))
    assert done.exit_code == code, (arguments, done.output, done.exception)
    return done


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, (file, old)
    file.write_text(text.replace(old, new, 1), "utf-8")


def commit(said: str) -> None:
    git("add", ".")
    git("commit", "-q", "-m", said)


def item(key: str) -> str:
    """The first item of the starter under another id, with its key where it belongs."""
    first = QUIZ.read_text("utf-8").partition(f"  - id: {SECOND}")[0]
    written = first[first.index(f"  - id: {FIRST}") :].replace(FIRST, key)
    written = written.replace("        correct: true\n", "")
    return written.replace(
        "What a tired person might do.\n", "What a tired person might do.\n        correct: true\n"
    )


def test_an_authors_day_from_a_clone_to_a_key_put_right(clone: Path) -> None:
    run("new", "course", "evening")
    run("new", "module", "evening/first-visit")
    edit(Path("courses/evening/course.yaml"), "status: draft", "status: live")

    edit(QUIZ, "    objective:", "    objectve:")
    told = run("check", code=1).output
    assert f"{QUIZ}:12:5: error: unknown field 'objectve', did you mean 'objective'?" in told
    preview = Previewed.of(Path("courses"))
    assert "did you mean 'objective'" in preview.get("/courses/evening/first-visit").text
    edit(QUIZ, "    objectve:", "    objective:")
    preview.change()
    assert "did you mean" not in preview.get("/courses/evening/first-visit").text
    preview.changes.end()
    run("check", "--strict")

    commit("Begin the course for the evening team")
    assert "evening" in run("diff", "evening").output
    assert "evening: published as release 1" in run("publish").output
    assert "evening: unchanged, release 1 is live" in run("publish", code=0).output

    with closing(open_database(f"sqlite:///{clone.parent / 'instance' / 'debrief.sqlite3'}")) as db:
        with db.writing() as unit:
            for turn, one in enumerate(Crowd(unit).people(60)):
                one.take("first-visit", "evening", wrong=[SECOND] if turn % 2 else [FIRST])
            before = unit.scalars(select(ResponseRow.score).order_by(ResponseRow.attempt_id)).all()
        assert f"first-visit/{FIRST}, rev 1: check the key" in run("stats", "evening").output

        right = item("first-visit-again")
        edit(
            QUIZ,
            f"  - id: {FIRST}\n",
            f"{right}  - id: {FIRST}\n    void: {{from_release: 1, reason: Its key was wrong.}}\n",
        )
        whole = QUIZ.read_text("utf-8")
        at = whole.index(f"  - id: {FIRST}")
        QUIZ.write_text(whole[:at] + whole[at:].replace("status: live", "status: retired", 1))
        told = run("diff", "evening", code=1).output
        assert "What a tired person might do." in told and "Refused" in told
        edit(
            Path("courses/evening/course.yaml"),
            "review:\n",
            "changes:\n  - date: 2026-11-25\n    effect: material\n"
            "    summary: The key of an item is right now.\nreview:\n",
        )
        run("check", "--strict")
        run("diff", "evening")
        commit("Put a key right")
        assert "evening: published as release 2" in run("publish").output

        told = run("regrade", "evening").output
        assert "30 results change, 30 become passes." in told
        with db.reading() as unit:
            assert not unit.scalar(select(func.count()).select_from(Completion))
        run("regrade", "evening", "--apply")
        assert "No attempt is left to be credited." in run("regrade", "evening", "--apply").output
        with db.reading() as unit:
            assert unit.scalar(select(func.count()).select_from(Completion)) == 30
            after = unit.scalars(select(ResponseRow.score).order_by(ResponseRow.attempt_id)).all()
        assert after == before, "what was answered stays as it was"
    assert git("status", "--porcelain") == "", "nothing but the author writes to the repository"
