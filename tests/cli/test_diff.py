"""`learning diff` and `learning releases`: what would change, and the way back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from learning.cli import diff, publish, releases
from learning.errors import NotFound
from tests.builders import COURSES

Run = Callable[..., Result]
QUIZ = "crew/speaking-up/quiz.yaml"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A published copy of the tests' courses, in an instance of its own."""
    copied = tmp_path / "courses"
    shutil.copytree(COURSES, copied)
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("LEARNING_COURSES", str(copied))
    assert CliRunner().invoke(publish.command).exit_code == 0
    return copied


def edit(tree: Path, file: str, old: str, new: str) -> None:
    text = (tree / file).read_text("utf-8")
    assert old in text, file
    (tree / file).write_text(text.replace(old, new, 1), "utf-8")


def run(command: object, *arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))  # type: ignore[arg-type]


def test_nothing_differs_after_publishing(tree: Path) -> None:
    found = run(diff.command)
    assert found.exit_code == 0 and found.stdout.count("nothing differs") == 2


def test_words_that_go_and_come_are_marked(tree: Path) -> None:
    edit(tree, QUIZ, "What do you say first?", "What do you say at once?")
    found = run(diff.command, "crew")
    assert found.exit_code == 0
    assert "What do you say [-first?-]{+at once?+}" in found.stdout
    assert "editorial is needed" in found.stdout and "meaning changed" not in found.stdout


def test_a_changed_meaning_without_a_rev_is_refused(tree: Path) -> None:
    edit(tree, QUIZ, "score: net", "score: all")
    found = run(diff.command)
    assert found.exit_code == 1
    assert "meaning changed" in found.stdout and "Refused: Item 'su-parts'" in found.stdout
    [crew] = [
        one
        for one in json.loads(run(diff.command, "--format", "json").stdout)
        if one["course"] == "crew"
    ]
    [part] = crew["difference"]["parts"]
    assert part["items"][0]["meaning_changed"] and crew["difference"]["needs"] == "material"


def test_errors_are_told_in_full(tree: Path) -> None:
    edit(tree, QUIZ, "objective: say-it", "objectve: say-it")
    found = run(diff.command, "crew")
    assert found.exit_code == 1 and f"{QUIZ}:9:5" in found.stdout


def test_a_course_that_is_not_there_is_asked_back(tree: Path) -> None:
    found = run(diff.command, "crwe")
    assert found.exit_code == 2 and "did you mean 'crew'" in found.stderr
    shutil.rmtree(tree)
    assert "There is no folder" in run(diff.command).stderr


def test_the_way_back_and_the_list_of_releases(tree: Path) -> None:
    edit(tree, "crew/course.yaml", "A crew of two", "Another crew")
    assert "crew: published as release 2" in run(publish.command).stdout
    found = run(releases.command, "crew", "--back", "1", "--why", "The title")
    assert found.exit_code == 0 and "release 1 is live again, and held" in found.stderr
    assert "crew release 1" in found.stdout and "The title" in found.stdout
    held = run(publish.command)
    assert held.exit_code == 0 and "held at release 1" in held.stdout
    assert "released" not in run(releases.command).stdout
    assert "published as release 3" in run(publish.command, "--course", "crew").stdout
    told = json.loads(run(releases.command, "crew", "--format", "json").stdout)
    assert [one["version"] for one in told["releases"]] == [3, 2, 1]
    assert [one["kind"] for one in told["history"]] == [
        "published",
        "back",
        "published",
        "published",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nope"], "Nothing is published of 'nope'"),
        (["crew", "--back", "1"], "--why"),
        (["--back", "1", "--why", "x"], "needs the course"),
    ],
)
def test_what_cannot_be_asked_is_said(tree: Path, arguments: list[str], said: str) -> None:
    found = run(releases.command, *arguments)
    assert found.exit_code == 2 and said in found.stderr


@pytest.mark.parametrize("arguments", [[], ["crew"]])
def test_where_nothing_is_published_the_way_on_and_the_demo_are_named(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path / "fresh"))
    found = run(releases.command, *arguments)
    assert "learning publish" in found.output and "LEARNING_DEMO=true" in found.output


def test_a_release_that_is_not_there_is_a_refusal(tree: Path) -> None:
    found = run(releases.command, "crew", "--back", "9", "--why", "x")
    assert isinstance(found.exception, NotFound)
