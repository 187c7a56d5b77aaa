"""`learning check` says what is wrong, where, and ends as a shell expects."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from learning.cli import watching
from learning.cli.check import command
from tests.builders import COURSES
from tests.content.trees import COURSE, QUIZ, Change, add, copied, swap
from tests.house.sources import ROOT

TYPO = swap(QUIZ, "    level: apply", "    level: apply\n    objectve: say-it")
WARNING = add("crew/speaking-up/notes.txt", "x")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with courses in it, as an author stands in it."""
    monkeypatch.delenv("LEARNING_COURSES", raising=False)
    monkeypatch.delenv("LEARNING_INSTANCE", raising=False)
    copied(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    """The command, run from where the author stands."""
    return CliRunner().invoke(command, list(arguments))


def test_courses_without_a_problem_are_one_line(here: Path) -> None:
    told = run()
    assert (told.exit_code, told.output) == (0, "9 files, no problems\n")


def test_a_problem_is_a_line_that_can_be_clicked(here: Path) -> None:
    TYPO(here / "courses")
    told = run()
    assert told.exit_code == 1
    assert told.output == (
        "courses/crew/speaking-up/quiz.yaml:11:5: error: unknown field 'objectve', "
        "did you mean 'objective'? [quiz.unknown-field]\n"
        "1 error in 9 files\n"
    )


def test_a_second_check_reads_nothing_again_and_says_the_same(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    TYPO(here / "courses")
    first = run()

    def never(*_: object) -> None:
        raise AssertionError("checked again")

    monkeypatch.setattr("learning.content.remembered_modules.retell", never)
    assert (run().output, run().exit_code) == (first.output, first.exit_code)
    monkeypatch.undo()
    monkeypatch.chdir(here)
    swap(QUIZ, "objectve", "objective")(here / "courses")
    assert "unknown field" not in run().output


@pytest.mark.parametrize(
    ("change", "strict", "code"),
    [(WARNING, [], 0), (WARNING, ["--strict"], 1), (TYPO, [], 1), (TYPO, ["--strict"], 1)],
)
def test_warnings_stop_only_the_strict(
    here: Path, change: Change, strict: list[str], code: int
) -> None:
    change(here / "courses")
    assert run(*strict).exit_code == code


def test_json_is_one_list_and_nothing_else(here: Path) -> None:
    assert json.loads(run("--format", "json").output) == []
    TYPO(here / "courses")
    told = run("--format", "json")
    assert told.exit_code == 1
    (problem,) = json.loads(told.output)
    assert problem == {
        "file": "courses/crew/speaking-up/quiz.yaml",
        "line": 11,
        "column": 5,
        "severity": "error",
        "rule": "quiz.unknown-field",
        "message": "unknown field 'objectve', did you mean 'objective'?",
    }


def test_github_shows_problems_beside_their_lines(here: Path) -> None:
    TYPO(here / "courses")
    told = run("--format", "github")
    assert told.exit_code == 1
    assert told.output.startswith(
        "::error file=courses/crew/speaking-up/quiz.yaml,line=11,col=5,title=quiz.unknown-field::"
        "unknown field 'objectve', did you mean 'objective'?\n"
    )


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (".", "1 error in 9 files"),
        ("courses", "1 error in 9 files"),
        ("courses/crew", "1 error in 6 files"),
        ("courses/crew/speaking-up/", "1 error in 2 files"),
        ("courses/crew/speaking-up/quiz.yaml", "1 error in 1 file"),
        ("courses/crew/identity", "2 files, no problems"),
        ("courses/crew/identity/media/doors.png", "0 files, no problems"),
        ("courses/cases", "2 files, no problems"),
        ("courses/factors.yaml", "1 file, no problems"),
    ],
)
def test_a_path_narrows_what_is_told(here: Path, path: str, said: str) -> None:
    TYPO(here / "courses")
    assert run(path).output.split("\n")[-2] == said
    assert run(str(here / path)).output.split("\n")[-2] == said


def test_an_author_may_stand_inside_a_module(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    TYPO(here / "courses")
    monkeypatch.chdir(here / "courses" / "crew" / "speaking-up")
    for path in ("quiz.yaml", "../speaking-up", "."):
        told = run(path)
        assert told.output.startswith(f"{here}/courses/crew/speaking-up/quiz.yaml:11:5: error: ")


def test_the_folder_of_courses_may_be_named_elsewhere(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "courses").rename(here / "content")
    monkeypatch.setenv("LEARNING_COURSES", "content")
    assert run().output == "9 files, no problems\n"
    monkeypatch.delenv("LEARNING_COURSES")
    assert run("content").output == "9 files, no problems\n"
    assert run("content/crew").output == "6 files, no problems\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["coruses"], "There is no file or folder coruses. Check its spelling."),
        (["courses/crew/nowhere"], "no file or folder courses/crew/nowhere. Check its spelling."),
        (["--format", "xml"], "'xml' is not one of"),
        (["letter.txt"], "letter.txt is in no folder of courses. Name one, or a file in it"),
        (["a", "b"], "unexpected extra argument"),
    ],
)
def test_a_mistyped_command_ends_with_2(here: Path, arguments: list[str], said: str) -> None:
    (here / "letter.txt").write_text("x")
    told = run(*arguments)
    assert told.exit_code == 2
    assert said in told.output


def test_no_courses_at_all_says_what_to_do(here: Path) -> None:
    (here / "courses").rename(here / "elsewhere")
    told = run()
    assert told.exit_code == 2
    assert "There is no file or folder courses. Name the folder of courses" in told.output
    (here / "courses").mkdir()
    told = run()
    assert told.exit_code == 1
    assert "courses:1:1: error: no course here: name the folder that holds courses" in told.output


def test_sarif_is_one_log_and_nothing_else(here: Path) -> None:
    TYPO(here / "courses")
    told = run("--format", "sarif")
    assert told.exit_code == 1
    [result] = json.loads(told.output)["runs"][0]["results"]
    assert result["ruleId"] == "quiz.unknown-field"


def test_watching_tells_anew_what_has_changed_and_ends_as_the_last_check(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changes(*_: object) -> Iterator[set[Path]]:
        yield {Path()}
        TYPO(here / "courses")
        yield {Path(QUIZ)}
        yield {Path(QUIZ)}
        raise KeyboardInterrupt

    monkeypatch.setattr(watching, "changes", changes)
    told = run("--watch")
    assert told.exit_code == 1
    assert told.stdout.startswith(
        "9 files, no problems\n\ncourses/crew/speaking-up/quiz.yaml:11:5:"
    )
    assert told.stdout.count("[quiz.unknown-field]") == 1
    assert told.stdout.endswith("1 error in 9 files\n")
    assert "Watching for changes (stop with Ctrl-C)" in told.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has another way to press Ctrl-C")
def test_watching_ends_quietly_with_ctrl_c(here: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "learning.cli", "check", "--watch"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None and running.stderr is not None
        try:
            assert running.stdout.readline() == "9 files, no problems\n"
            assert running.stderr.readline() == "Watching for changes (stop with Ctrl-C)\n"
            TYPO(here / "courses")
            while "[quiz.unknown-field]" not in running.stdout.readline():
                assert running.poll() is None
            running.send_signal(signal.SIGINT)
            assert running.wait(20) == 1, "as the last check"
            assert "Traceback" not in running.stderr.read()
        finally:
            running.kill()


def test_watching_is_for_people(here: Path) -> None:
    told = run("--watch", "--format", "json")
    assert told.exit_code == 2
    assert "--watch tells people, in lines: leave --format out." in told.output


def test_help_has_an_example() -> None:
    told = run("--help")
    assert told.exit_code == 0
    assert "Examples: learning check courses/crew/speaking-up" in told.output


def test_reviews_past_their_day_are_told(here: Path) -> None:
    swap(COURSE, "last: 2026-11-22", "last: 2001-11-22")(here / "courses")
    swap(COURSE, "due: 2099-11-01", "due: 2001-11-23")(here / "courses")
    told = run("courses/crew/course.yaml")
    assert "warning: the review was due 2001-11-23" in told.output
    assert told.exit_code == 0


def test_it_needs_neither_flask_nor_a_database() -> None:
    code = (
        "import sys; from learning.cli import check, root; "
        "from learning.content.checking import check as whole; from pathlib import Path; "
        f"whole(Path({str(COURSES)!r})); "
        "heavy = ('flask', 'sqlalchemy', 'alembic', 'markdown', 'nh3'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
