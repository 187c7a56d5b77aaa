"""`learning trace` tells threads, gaps, reviews, and what rests on a source."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner, Result

from learning.cli.trace import command
from tests.content.trees import COURSE, DOOR, ID_QUIZ, add, copied, copy, swap

SOON = (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=10)).isoformat()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with courses in it, as an author stands in it."""
    monkeypatch.delenv("LEARNING_COURSES", raising=False)
    monkeypatch.delenv("LEARNING_INSTANCE", raising=False)
    monkeypatch.chdir(tmp_path)
    return copied(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


def told(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_each_objective_is_told_within_eighty_columns(here: Path) -> None:
    copy(DOOR, "cases/in-03-unused.md")(here)
    said = told()
    assert "task visit: Visit a family." in said
    assert "    checked by id-match, id-details, id-draft (draft)\n" in said
    assert "Orphans (1)\n  in-03-unused: no module uses it" in said
    assert "Reviews: none is due within 90 days." in said
    assert max(map(len, said.splitlines())) <= 80


def test_gaps_and_reviews_that_come_soon_are_told(here: Path) -> None:
    swap(ID_QUIZ, "status: live", "status: draft")(here)
    swap(ID_QUIZ, "due: 2099-11-01", "due: 2026-11-23", times=2)(here)
    swap(ID_QUIZ, "due: 2099-11-01", f"due: {SOON}")(here)
    said = told("crew")
    assert "[objective-with-one-item]" in said and "[case-unused]" not in said
    assert "23 November 2026 (past): crew/identity/quiz.yaml: 2 items" in said
    assert "crew/identity/quiz.yaml: 1 item" in said
    assert "(past)" in told("--days", "0") and ": 1 item" not in told("--days", "0")
    assert "Orphans: none" in said


def test_what_is_to_be_read_again_when_a_source_changes(here: Path) -> None:
    said = told("--source", "letter")
    assert said.startswith("source letter of crew: A letter that was never written\n")
    assert "  item id-match\n    crew/identity/quiz.yaml\n" in said
    assert "module identity: Who it is" in told("--case", "in-01-the-green-door")
    assert "factor com.identity, in the library of cases" in told("--factor", "com.identity")
    copy(DOOR, "cases/in-03-unused.md")(here)
    assert told("--case", "in-03-unused") == "Nothing rests on the case in-03-unused.\n"


def test_the_same_source_in_two_courses_is_told_twice(here: Path) -> None:
    other = here / "ward"
    (here / "crew").rename(other)
    copied(here.parent / "more")
    (here.parent / "more" / "courses" / "crew").rename(here / "crew")
    said = told("--source", "letter")
    assert "source letter of crew:" in said and "source letter of ward:" in said
    assert "of ward:" not in told("crew", "--source", "letter")


def test_programs_get_json(here: Path) -> None:
    copy(DOOR, "cases/in-03-unused.md")(here)
    found = json.loads(told("--format", "json"))
    assert set(found) == {"courses", "gaps", "orphans", "reviews"}
    assert [(one["course"], one["id"]) for one in found["orphans"]] == [(None, "in-03-unused")]
    found = json.loads(told("--source", "letter", "--format", "json"))
    assert {one["what"] for one in found["rests"]} == {"objective", "module", "item"}


def test_the_calendar_is_written_whole(here: Path) -> None:
    said = told("--ical", "reviews.ics")
    body = (here.parent / "reviews.ics").read_bytes()
    events = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert len(events) >= 5 and f"Wrote reviews.ics: {len(events)} days" in said
    assert "0 days" in told("--ical", "reviews.ics", "--days", "3")


def test_what_is_broken_is_left_out_and_said(here: Path) -> None:
    add(COURSE, "colour: red\n")(here)
    result = run()
    assert result.exit_code == 0
    assert "1 error: what could not be read is left out" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["crw"], "did you mean 'crew'?"),
        (["nowhere"], "There are crew."),
        (["--source", "lettr"], "did you mean 'letter'?"),
        (["--case", "zzz"], "learning trace names those there are"),
        (["--case", "x", "--factor", "y"], "Ask for one thing"),
        (["--days", "-1"], "-1"),
    ],
)
def test_what_is_not_there_is_refused(here: Path, arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2 and said in result.output.replace("\n", " ")


def test_without_courses_it_says_where_to_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEARNING_COURSES", raising=False)
    result = run()
    assert result.exit_code == 2 and "There is no folder courses." in result.output
