"""`learning regrade`: told first, done when asked, and done once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from learning.audit.models import AuditLine
from learning.cli import root
from learning.db import Database, open_database, schema
from learning.progress import regrading
from learning.progress.models import Completion, Regrade
from learning.progress.regrading import Found
from learning.tables import METADATA
from tests.authoring.crowd import crowd_in
from tests.content_builders import changes, compiled, item, module, put_into

ITEMS = [item(item_id=one) for one in "abcde"]
WHY = "Both doors were the right one."
VOID = {**ITEMS[0], "status": "retired", "void": {"from_release": 1, "reason": WHY}}


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The database of an instance in which three met an item, and two miss the pass by it."""
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path))
    opened = open_database(f"sqlite:///{tmp_path / 'debrief.sqlite3'}")
    schema.upgrade(opened, METADATA)
    put_into(opened, compiled(module(items=ITEMS)))
    crowd_in(opened, 3, wrong=lambda turn: [["a", "b"], ["a", "b"], ["a", "b", "c"]][turn])
    yield opened
    opened.close()


def voided(database: Database) -> None:
    put_into(database, compiled(module(items=[VOID, *ITEMS[1:]]), changes=changes("material")))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(root, ["regrade", *arguments])


def rows(database: Database, model: type) -> int:
    with database.reading() as unit:
        return unit.scalar(select(func.count()).select_from(model)) or 0


def test_without_apply_it_is_told_and_nothing_is_changed(stored: Database) -> None:
    voided(stored)
    told = run("crew")
    assert told.exit_code == 0
    assert told.output == (
        f"a is void from release 1: {WHY}\n"
        "3 results change, 2 become passes.\n"
        "Nothing is changed yet. To do it: learning regrade crew --apply\n"
    )
    assert rows(stored, Regrade) == 0


def test_with_apply_it_is_done_noted_and_not_done_again(stored: Database) -> None:
    voided(stored)
    assert "3 results changed, 2 became passes." in run("crew", "--apply").output
    assert (rows(stored, Regrade), rows(stored, Completion)) == (3, 4)
    with stored.reading() as unit:
        [line] = unit.scalars(select(AuditLine))
        assert (line.act, line.subject, line.actor) == ("course.regraded", "crew", "")
    told = run("crew", "--apply")
    assert "No attempt is left to be credited." in told.output and told.exit_code == 0
    assert rows(stored, Regrade) == 3 and rows(stored, AuditLine) == 1


def test_as_json_there_are_numbers(stored: Database) -> None:
    voided(stored)
    assert json.loads(run("crew", "--format", "json").output) == {
        **{"course": "crew", "applied": False, "void": ["a"]},
        **{"credited": 3, "changed": 3, "passes": 2},
    }


def test_where_nothing_is_void_it_says_so_and_an_unknown_course_is_refused(
    stored: Database,
) -> None:
    told = run("crew", "--apply")
    assert told.exit_code == 0 and "No item of crew is void in its live release" in told.output
    assert "Nothing is published of 'nowhere'" in run("nowhere").stderr


def test_a_release_that_never_asked_the_item_is_pointed_out(stored: Database) -> None:
    late = {**VOID, "void": {"from_release": 2, "reason": WHY}}
    put_into(stored, compiled(module(items=[late, *ITEMS[1:]]), changes=changes("material")))
    told = run("crew")
    assert "but release 2 is live and does not ask it" in told.stderr
    assert "No attempt is left to be credited." in told.stdout


def test_long_work_says_how_far_it_is(stored: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    voided(stored)
    monkeypatch.setattr(regrading, "AT_ONCE", 2)
    assert "2 attempts looked at" in run("crew").stderr


@pytest.mark.parametrize(
    ("found", "done", "words"),
    [
        (Found(14, 14, 2), False, "14 results change, 2 become passes."),
        (Found(1, 1, 1), False, "1 result changes, 1 becomes a pass."),
        (Found(3, 1, 1), True, "1 result changed, 1 became a pass."),
        (Found(2_000, 1_500, 0), True, "1,500 results changed, 0 became passes."),
        (Found(), False, "No attempt is left to be credited."),
    ],
)
def test_numbers_are_told_in_words(found: Found, done: bool, words: str) -> None:
    assert regrading.told(found, done=done) == words


def test_help_says_how_with_an_example() -> None:
    told = run("--help")
    assert told.exit_code == 0 and "learning regrade crew --apply" in told.output
