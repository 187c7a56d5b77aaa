"""A new course, module or case passes the check at once, and nothing is written over."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from learning import clock
from learning.cli.new import command
from learning.cli.starters import a_year_after
from learning.content.checking import check
from learning.errors import LearningError

FACTORS = """\
version: test-1
groups:
  - id: fam
    label: Families
    factors:
      - {id: fam.fear, label: Fear, definition: Being afraid of someone., source: Ours}
"""


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    """An empty folder of courses, with a taxonomy of one factor."""
    folder = tmp_path / "courses"
    folder.mkdir()
    (folder / "factors.yaml").write_text(FACTORS)
    return folder


def new(courses: Path, *words: str) -> Result:
    """Run `learning new` there."""
    return CliRunner().invoke(command, [*words, "--courses", str(courses)])


def refusal(told: Result) -> str:
    """The text of the refusal a command ended with."""
    assert isinstance(told.exception, LearningError)
    assert told.exit_code == 1
    return told.exception.text


def problems(courses: Path) -> list[str]:
    """Everything the check says, errors and warnings."""
    return [str(problem) for problem in check(courses).problems]


def test_a_new_course_passes_the_check_at_once(courses: Path) -> None:
    told = new(courses, "course", "handing-over")
    assert (told.exit_code, told.exception) == (0, None)
    assert problems(courses) == []
    front = check(courses).catalogue.courses["handing-over"].front
    assert (front.title, front.status, front.modules) == ("Handing over", "draft", ["introduction"])
    assert told.output.count("Made ") == 3
    assert "learning check" in told.output


def test_a_new_module_passes_the_check_and_joins_the_list(courses: Path) -> None:
    new(courses, "course", "crew")
    before = (courses / "crew" / "course.yaml").read_text("utf-8")
    told = new(courses, "module", "crew/by-phone")
    assert told.exit_code == 0
    assert problems(courses) == []
    after = (courses / "crew" / "course.yaml").read_text("utf-8")
    assert after == before.replace("  - introduction\n", "  - introduction\n  - by-phone\n")


def test_a_new_case_passes_the_check(courses: Path) -> None:
    told = new(courses, "case", "cp-40-two-brothers")
    assert told.exit_code == 0
    assert problems(courses) == []
    front = check(courses).catalogue.cases["cp-40-two-brothers"].front
    assert (front.title, front.status) == ("Cp 40 two brothers", "draft")
    assert front.factors[0].id == "fam.fear"


def test_a_new_scenario_passes_the_check_and_is_a_draft(courses: Path) -> None:
    new(courses, "course", "crew")
    told = new(courses, "scenario", "crew/the-wrong-door")
    assert (told.exit_code, told.exception) == (0, None)
    assert problems(courses) == []
    (play,) = check(courses).catalogue.courses["crew"].scenarios
    assert (play.id, play.front.title) == ("the-wrong-door", "The wrong door")
    assert play.front.status == "draft"


@pytest.mark.parametrize("name", ["a", "2024", "x" * 60, "no", "1e3", "null", "on"])
def test_any_id_makes_files_that_pass(courses: Path, name: str) -> None:
    assert new(courses, "course", name).exit_code == 0
    assert new(courses, "module", f"{name}/{name}").exit_code == 0
    assert new(courses, "scenario", f"{name}/{name}").exit_code == 0
    assert new(courses, "case", name).exit_code == 0
    assert problems(courses) == []


def test_what_is_new_was_read_today_and_is_due_in_a_year(
    courses: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2028, 2, 29, 12, tzinfo=dt.UTC))
    new(courses, "course", "crew")
    told: Any = yaml.safe_load((courses / "crew" / "course.yaml").read_text("utf-8"))["review"]
    assert (str(told["last"]), str(told["due"])) == ("2028-02-29", "2029-02-28")
    assert a_year_after(dt.date(2026, 11, 22)) == dt.date(2027, 11, 22)


@pytest.mark.parametrize(
    "words",
    [
        ("course", "crew"),
        ("module", "crew/introduction"),
        ("scenario", "crew/a-door"),
        ("case", "cp-01-a"),
    ],
)
def test_nothing_is_written_over(courses: Path, words: tuple[str, str]) -> None:
    new(courses, "course", "crew")
    new(courses, "scenario", "crew/a-door")
    new(courses, "case", "cp-01-a")
    before = {path: path.read_bytes() for path in courses.rglob("*") if path.is_file()}
    assert "is already there and stays as it is." in refusal(new(courses, *words))
    assert {path: path.read_bytes() for path in courses.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("course", "Speaking Up!"), "Try 'speaking-up'."),
        (("course", "caf\u00e9--bar"), "Try 'cafe-bar'."),
        (("course", "x" * 61), f"Try '{'x' * 60}'."),
        (("course", "???"), "lower-case letters"),
        (("course", "cases"), "folder of cases"),
        (("case", "../evil"), "Try 'evil'."),
        (("scenario", "crew/A Door"), "Try 'a-door'."),
        (("scenario", "a-door"), "COURSE/a-door"),
        (("module", "crew/scenarios"), "folder of scenarios"),
        (("module", "crew/By Phone"), "Try 'by-phone'."),
        (("module", "by-phone"), "COURSE/by-phone"),
        (("module", "crew/a/b"), "Try 'a-b'."),
    ],
)
def test_a_bad_id_is_refused_with_a_good_one(
    courses: Path, words: tuple[str, str], said: str
) -> None:
    told = new(courses, *words)
    assert told.exit_code == 2
    assert said in " ".join(told.output.split())
    assert [path.name for path in courses.iterdir()] == ["factors.yaml"]


def test_an_unknown_course_is_refused_with_a_known_one(courses: Path) -> None:
    new(courses, "course", "handovers")
    assert "Did you mean 'handovers'?" in refusal(new(courses, "module", "handover/a"))
    assert "Make it first with 'learning new course'." in refusal(new(courses, "module", "zzz/a"))
    assert "There is no course '..'" in refusal(new(courses, "module", "../a"))


def test_a_module_of_a_live_course_comes_with_a_warning(courses: Path) -> None:
    new(courses, "course", "crew")
    assert "is live" not in new(courses, "module", "crew/one").output
    path = courses / "crew" / "course.yaml"
    path.write_text(path.read_text("utf-8").replace("status: draft", "status: live"), "utf-8")
    assert "The course is live" in new(courses, "module", "crew/two").output
    assert problems(courses) == []


def test_a_list_that_cannot_be_added_to_is_left_and_the_line_is_told(courses: Path) -> None:
    new(courses, "course", "crew")
    path = courses / "crew" / "course.yaml"
    text = path.read_text("utf-8").replace(
        "modules:\n  - introduction\n", "modules: introduction\n"
    )
    path.write_text(text, "utf-8")
    said = refusal(new(courses, "module", "crew/by-phone"))
    assert "'  - by-phone'" in said
    assert path.read_text("utf-8") == text
    assert (courses / "crew" / "by-phone" / "quiz.yaml").is_file()


@pytest.mark.parametrize("content", [b"objectives: []\n", b"\xff\xfe", b"{"])
def test_a_course_without_an_objective_has_nothing_to_begin_with(
    courses: Path, content: bytes
) -> None:
    (courses / "crew").mkdir()
    (courses / "crew" / "course.yaml").write_bytes(content)
    assert "no objective with a source" in refusal(new(courses, "module", "crew/a"))
    assert not (courses / "crew" / "a").exists()


def test_a_case_needs_factors_to_be_coded_with(courses: Path) -> None:
    (courses / "factors.yaml").unlink()
    assert "coded with factors" in refusal(new(courses, "case", "cp-01-a"))
    assert not (courses / "cases").exists()


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert "Make it, or name another" in refusal(new(tmp_path / "none", "course", "crew"))
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("words", [[], ["course"], ["module"], ["scenario"], ["case"]])
def test_each_has_an_example(words: list[str]) -> None:
    assert "Example: learning new" in CliRunner().invoke(command, [*words, "--help"]).output
