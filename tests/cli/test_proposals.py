"""`learning proposals` lists what people propose, and prints a patch that git applies."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from learning import clock
from learning.authoring import proposing, texts
from learning.authoring.texts import Text
from learning.cli.check import command as check
from learning.cli.proposals import command
from learning.cli.starting import configured, ready_database
from learning.releases.shelf import Shelf
from tests.builders import published
from tests.content.trees import IDENTITY, copied, swap

BLOCK = "This module is invented. A name alone is not enough."


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git repository with published courses; made once, and copied for each test."""
    place = tmp_path_factory.mktemp("repository")
    root = copied(place)
    subprocess.run(["git", "init", "-q"], cwd=place, check=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEARNING_INSTANCE", str(place / "instance"))
        with closing(ready_database(configured())) as database:
            published(database, root)
    return place


@pytest.fixture
def here(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Such a repository, as an author stands in it."""
    shutil.copytree(repository, tmp_path, dirs_exist_ok=True)
    monkeypatch.delenv("LEARNING_COURSES", raising=False)
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "courses"


def propose(*wanted: tuple[str, str, str]) -> None:
    """Propose: file, the words of a passage, and other words."""
    with closing(ready_database(configured())) as database, database.writing() as session:
        for file, before, after in wanted:
            text = _text(session, file)
            [passage] = [one for one in text.passages if one.text.rstrip("\n") == before]
            words = proposing.reworded(passage, after)
            proposing.propose(session, text, passage, words, "Shorter.", on=clock.now().date())


def _text(session: object, file: str) -> Text:
    return texts.of_file(session, Shelf(seconds=0), file, "items.id-details.prompt")  # type: ignore[arg-type]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


def apply(body: bytes) -> None:
    for more in (["--check"], []):
        done = subprocess.run(["git", "apply", *more], input=body, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()


def test_the_patch_is_taken_by_git_and_the_check_passes(here: Path) -> None:
    propose(
        (IDENTITY, BLOCK, "A name alone is not enough."),
        (IDENTITY, "Who it is", "Who: it is"),
        ("crew/identity/quiz.yaml", "How many details do you compare?", "How many do you need?"),
        ("cases/in-01-the-green-door.md", "The green door", "A green door"),
    )
    told = run("--format", "patch")
    assert told.exit_code == 0, told.output
    assert told.stderr == "4 proposals in the patch\n"
    assert ": Shorter.\n" in told.stdout
    apply(told.stdout_bytes)
    assert '\ntitle: "Who: it is"\n' in (here / IDENTITY).read_text()
    checked = CliRunner().invoke(check, [])
    assert checked.exit_code == 0, checked.output
    again = run("--format", "patch")
    assert again.exit_code == 1 and again.stdout == ""
    assert "0 proposals in the patch, 4 left out" in again.stderr


def test_what_no_longer_fits_is_told_and_the_rest_is_printed(here: Path) -> None:
    propose(
        (IDENTITY, BLOCK, "Shorter."), (IDENTITY, BLOCK, "Other."), (IDENTITY, "Who it is", "W")
    )
    swap(IDENTITY, "title: Who it is", "title: Who was it")(here)
    told = run("--format", "patch")
    assert told.exit_code == 1
    assert "title has other words by now. Change the file by hand" in told.stderr
    assert "is for the same words and is older" in told.stderr
    assert "1 proposal in the patch, 2 left out" in told.stderr
    apply(told.stdout_bytes)
    assert "\nShorter.\n" in (here / IDENTITY).read_text()


def test_line_ends_of_another_system_stay(here: Path) -> None:
    path = here / IDENTITY
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    propose((IDENTITY, BLOCK, "One.\n\nTwo."))
    apply(run("--format", "patch").stdout_bytes)
    assert b"\r\nOne.\r\n\r\nTwo.\r\n" in path.read_bytes()
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")


def test_a_list_for_people_and_one_for_programs(here: Path) -> None:
    assert run().stdout == "No proposal waits.\n"
    propose((IDENTITY, BLOCK, "A name is not enough."), (IDENTITY, "Who it is", "Who"))
    said = run("--course", "crew").stdout
    assert "crew/identity/module.md: title  (release 1," in said
    assert "why: Shorter." in said and "[-This module is invented. -]A name" in said
    assert run("--course", "cases").stdout == "No proposal waits.\n"
    [first, second] = json.loads(run("--format", "json").stdout)
    assert (first["before"], first["field"], second["line"]) == (BLOCK, None, None)
    assert {"person", "name", "email"} & set(first) == set()


def test_outside_of_a_repository_paths_begin_where_one_stands(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose((IDENTITY, BLOCK, "Shorter."))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "none"))
    assert "+++ b/courses/crew/identity/module.md" in run("--format", "patch").stdout
    monkeypatch.chdir(tmp_path / "instance")
    monkeypatch.setenv("LEARNING_COURSES", str(here))
    assert "+++ b/courses/crew/identity/module.md" in run("--format", "patch").stdout
    monkeypatch.setenv("PATH", "")
    assert "+++ b/courses/crew/identity/module.md" in run("--format", "patch").stdout


def test_only_files_of_the_courses_are_read(here: Path, tmp_path: Path) -> None:
    propose((IDENTITY, BLOCK, "Shorter."))
    path = here / IDENTITY
    path.rename(tmp_path / "elsewhere.md")
    path.symlink_to(tmp_path / "elsewhere.md")
    told = run("--format", "patch")
    assert told.exit_code == 1 and "the file is not there" in told.stderr


def test_without_courses_there_is_no_patch(here: Path) -> None:
    here.rename(here.parent / "moved")
    told = run("--format", "patch")
    assert told.exit_code == 2 and "There is no folder" in told.stderr


def test_it_is_a_command_with_help(here: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "learning.cli", "proposals", "--help"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent.parent,
    )
    assert done.returncode == 0 and "git apply words.patch" in done.stdout
