"""A course that is not published is refused by its name, with the way on."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from learning.cli import regrade, stats
from learning.cli.live import unknown


@pytest.mark.parametrize(
    ("typed", "names", "said"),
    [
        ("crw", ["cases", "crew"], "Nothing is published of 'crw', did you mean 'crew'?"),
        ("zzz", ["cases", "crew"], "Nothing is published of 'zzz'. There are cases, crew."),
    ],
)
def test_the_name_that_was_meant_is_offered(typed: str, names: list[str], said: str) -> None:
    assert unknown(typed, names).message == said


@pytest.mark.parametrize("command", [stats.command, regrade.command])
def test_where_nothing_is_published_the_demo_is_named(
    command: click.Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path))
    told = CliRunner().invoke(command, ["crew"])
    assert told.exit_code == 2
    assert "Nothing is published of 'crew'. Publish first" in told.stderr
    assert "LEARNING_DEMO=true" in told.stderr
