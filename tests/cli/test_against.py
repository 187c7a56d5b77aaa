"""`learning check --against-release` compares with what is live, and says where it cannot."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from learning.cli import check, publish
from learning.cli.against import Against
from learning.db import open_database
from learning.errors import Unavailable
from tests.builders import COURSES
from tests.content.trees import QUIZ, swap


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tests' courses, beside an instance that has no database yet."""
    copied = Path(shutil.copytree(COURSES, tmp_path / "courses"))
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("LEARNING_COURSES", str(copied))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return copied


@pytest.fixture
def live(tree: Path) -> Path:
    """The same, published."""
    assert CliRunner().invoke(publish.command).exit_code == 0
    return tree


def run(*arguments: str) -> Result:
    return CliRunner().invoke(check.command, ["--against-release", *arguments])


def altered(tree: Path, statement: str) -> None:
    """Do something to the database behind its back."""
    database = open_database(f"sqlite:///{next((tree.parent / 'instance').glob('*.sqlite*'))}")
    with database.engine.begin() as connection:
        connection.execute(text(statement))
    database.close()


def test_no_database_is_a_refusal_and_none_is_made(tree: Path) -> None:
    found = run()
    assert isinstance(found.exception, Unavailable)
    assert "There is no database" in found.exception.text
    assert not (tree.parent / "instance").exists()


def test_a_changed_meaning_is_told_in_every_form(live: Path) -> None:
    swap(QUIZ, "score: net", "score: all")(live)
    found = run()
    assert found.exit_code == 1 and "[release.meaning-changed]" in found.stdout
    rules = {one["rule"] for one in json.loads(run("--format", "json").stdout)}
    assert rules == {"release.meaning-changed", "release.effect-too-low"}
    [part] = json.loads(run(str(live / QUIZ), "--format", "json").stdout)
    assert (part["rule"], part["line"]) == ("release.meaning-changed", 30)
    sarif = json.loads(run("--format", "sarif").stdout)
    described = {one["id"] for one in sarif["runs"][0]["tool"]["driver"]["rules"]}
    assert described == rules


def test_what_is_remembered_goes_with_a_release_and_with_a_change(
    live: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    swap(QUIZ, "What do you say first?", "What do you say at once?")(live)
    assert run().stdout == "9 files, no problems\n"

    def never(*_: object) -> None:
        raise AssertionError("compared again")

    with monkeypatch.context() as patched:
        patched.setattr("learning.authoring.against.held", never)
        assert run().stdout == "9 files, no problems\n"
    swap(QUIZ, "score: net", "score: all")(live)
    assert run().exit_code == 1
    swap(QUIZ, "score: all", "score: net")(live)
    assert CliRunner().invoke(publish.command).exit_code == 0
    with monkeypatch.context() as patched:
        patched.setattr("learning.authoring.against.held", never)
        assert isinstance(run().exception, AssertionError)


def test_a_note_is_said_once_and_never_in_the_list(live: Path) -> None:
    swap("crew/course.yaml", "status: live", "status: draft")(live)
    found = run("--format", "json")
    assert json.loads(found.stdout) == [] and "is a draft here" in found.stderr
    assert "is a draft here" in run().stderr, "also from memory"
    against = Against()
    against.told(live, live)
    assert against.told(live, live).problems == ()


def test_a_database_of_another_version_is_a_refusal(live: Path) -> None:
    altered(live, "UPDATE alembic_version SET version_num = '0001'")
    found = run()
    assert isinstance(found.exception, Unavailable)
    assert "Run learning db upgrade first" in found.exception.text
    altered(live, "UPDATE alembic_version SET version_num = '9999'")
    found = run()
    assert isinstance(found.exception, Unavailable)
    assert "the newer version that wrote it" in found.exception.text


def test_an_empty_database_is_said_and_no_problem(live: Path) -> None:
    altered(live, "DROP TABLE alembic_version")
    found = run()
    assert (found.exit_code, found.stdout) == (0, "9 files, no problems\n")
    assert "The database is empty" in found.stderr


def test_a_file_that_is_no_database_is_a_refusal(live: Path) -> None:
    for file in (live.parent / "instance").glob("*.sqlite*"):
        file.write_bytes(b"no database at all" * 100)
    found = run()
    assert isinstance(found.exception, Unavailable)
    assert "cannot be read" in found.exception.text
