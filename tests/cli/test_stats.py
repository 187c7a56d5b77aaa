"""`learning stats`: items with their verdicts, and nothing of too few."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from learning.cli import root, stats
from learning.db import Database, open_database, schema
from learning.tables import METADATA
from tests.authoring.crowd import Crowd, crowd_in
from tests.content_builders import compiled, item, module, put_into

ITEMS = [item(item_id=one) for one in "abcd"]


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The database of an instance, in which a course is published."""
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path))
    opened = open_database(f"sqlite:///{tmp_path / 'debrief.sqlite3'}")
    schema.upgrade(opened, METADATA)
    put_into(opened, compiled(module(items=ITEMS), module("handover")))
    yield opened
    opened.close()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(root, ["stats", *arguments])


def test_what_waits_is_taken_in_and_each_item_is_told_with_what_to_do(stored: Database) -> None:
    crowd_in(stored, 60, wrong=lambda turn: ["a"] if turn % 2 else ["b", "c", "d"])
    told = run("crew")
    assert told.exit_code == 0
    lines = told.output.splitlines()
    assert lines[0] == "identity/a, rev 1: check the key"
    assert ": 60 first responses, facility 0.50, discrimination -1.00 (" in lines[1]
    assert lines[2:4] == ["  - name: 50 in 100", "  + both: 50 in 100"]
    assert lines[4].startswith("  > Those who do well")
    assert lines[-2] == "handover/handover-door, rev 1: not enough data yet"
    assert lines[-1] == "5 items of crew: 1 need you, 3 are well, 1 have too few responses."


def test_of_the_certain_it_is_told_how_many_were_wrong(stored: Database) -> None:
    rules = {"confidence": "optional"}
    asked = compiled(module("handover", items=ITEMS, rules=rules), course_id="other")
    put_into(stored, asked)
    with stored.writing() as unit:
        for turn, one in enumerate(Crowd(unit).people(40)):
            one.take("handover", "other", wrong=["a"] if turn < 20 else [])
    assert "  Wrong: 50 in 100 of those who were certain" in run("other").output.splitlines()


def test_under_thirty_no_number_is_told_in_either_format(stored: Database) -> None:
    crowd_in(stored, 29, wrong=lambda _turn: ["a"])
    assert "29" not in run("crew").output and "in 100" not in run("crew").output
    [first, *_] = json.loads(run("crew", "--format", "json", "--module", "identity").output)
    hidden = ("responses", "facility", "discrimination", "certain_and_wrong")
    assert [first[name] for name in hidden] == [None] * 4
    assert first["chosen"] == [] and first["said"] == "not enough data yet"


def test_as_json_there_are_values_with_their_bounds(stored: Database) -> None:
    crowd_in(stored, 60, wrong=lambda turn: ["a"] if turn % 2 else ["b", "c", "d"])
    found = json.loads(run("crew", "--format", "json").output)
    assert found[0]["facility"]["value"] == 0.5 and found[0]["verdicts"] == ["key"]
    assert found[0]["chosen"][0] == {"part": "name", "right": False, "told": "50 in 100"}


def test_an_unknown_course_or_module_is_refused(stored: Database) -> None:
    told = run("nowhere")
    assert told.exit_code == 2 and "Nothing is published of 'nowhere'" in told.stderr
    told = run("crew", "--module", "elsewhere")
    assert told.exit_code == 1 and "has no module" in str(told.exception)


def test_long_work_says_how_far_it_is(stored: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stats, "_AT_ONCE", 10)
    crowd_in(stored, 12)
    assert "Took in 12 first attempts" in run("crew").stderr


def test_help_says_how_with_an_example() -> None:
    told = run("--help")
    assert told.exit_code == 0 and "Examples: learning stats crew" in told.output
