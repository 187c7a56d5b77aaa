"""A module is written as GIFT, and what GIFT cannot hold is told by item and by field."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from learning.cli import root, writing
from learning.errors import LearningError
from tests.content.trees import ID_QUIZ, copied, drop, swap


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with courses in it, as an author stands in it."""
    monkeypatch.delenv("LEARNING_COURSES", raising=False)
    monkeypatch.delenv("LEARNING_INSTANCE", raising=False)
    monkeypatch.chdir(tmp_path)
    return copied(tmp_path)


def run(*words: str) -> Result:
    return CliRunner().invoke(root, ["export", "gift", *words])


def refusal(told: Result) -> str:
    assert isinstance(told.exception, LearningError)
    return told.exception.text


def test_items_go_out_and_what_is_lost_is_told_beside(here: Path) -> None:
    told = run("crew/identity")
    assert told.exit_code == 0
    assert "::id-match::[markdown]Match what is asked with who can tell it. {" in told.stdout
    assert "\t=The date of birth -> The parent\n\t= -> Nobody\n" in told.stdout
    assert "#=2:0\n\t=%0%1..1#One detail is often shared.\n\t~#Two are enough" in told.stdout
    lines = told.stderr.splitlines()
    assert "id-judge: not written: GIFT has no item that a panel has voted on" in lines
    assert "id-retired: not written: it is retired" in lines
    assert "id-details: the unit 'details' is not shown in Moodle: say it in the prompt" in lines
    assert "the quiz: not written: pass, shuffle, confidence, feedback" in lines
    assert any(one.startswith("id-match: only in comments") and "sources" in one for one in lines)
    assert lines[-1].endswith(" items written")


def test_a_file_is_written_whole_as_utf_8(here: Path) -> None:
    swap(ID_QUIZ, "Match what is asked", "Match what Zoë asked")(here)
    told = run("crew/identity", "--out", "a.gift")
    assert told.exit_code == 0
    assert told.stdout == ""
    assert "written to a.gift" in told.stderr
    assert "Zoë" in Path("a.gift").read_text("utf-8")


def test_a_module_with_nothing_to_write_exits_1(here: Path) -> None:
    text = (here / ID_QUIZ).read_text("utf-8")
    for status in ("live", "draft", "watch"):
        text = text.replace(f"status: {status}", "status: retired")
    (here / ID_QUIZ).write_text(text, "utf-8")
    told = run("crew/identity", "--out", "a.gift")
    assert told.exit_code == 1
    assert not Path("a.gift").exists()


def test_a_module_without_a_quiz_is_told(here: Path) -> None:
    drop(ID_QUIZ)(here)
    assert refusal(run("crew/identity")) == "crew/identity has no quiz. Choose a module with one."


def test_a_folder_that_is_not_there_is_told(here: Path) -> None:
    assert "There is no folder nowhere" in refusal(run("crew/identity", "--out", "nowhere/a.gift"))


def test_a_file_that_may_not_be_written_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, text: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(writing, "replace", refuse)
    assert "a.gift cannot be written" in refusal(run("crew/identity", "--out", "a.gift"))


def test_help_shows_examples() -> None:
    for words in (["export"], ["export", "gift"], ["import"], ["import", "gift"]):
        told = CliRunner().invoke(root, [*words, "--help"])
        assert told.exit_code == 0
        assert "Example" in told.stdout
