"""`learning backup`, as it is called at night."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from learning.cli import root
from learning.db import open_database, schema
from learning.errors import Invalid
from learning.installation import backups
from learning.tables import METADATA


def test_a_backup_goes_into_the_instance_or_where_it_is_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path / "instance"))
    assert CliRunner().invoke(root, ["db", "upgrade"]).exit_code == 0
    (tmp_path / "else where").mkdir()
    for arguments, folder in (
        ([], tmp_path / "instance" / "backups"),
        (["--out", str(tmp_path / "else where")], tmp_path / "else where"),
    ):
        told = CliRunner().invoke(root, ["backup", *arguments])
        assert told.exit_code == 0, told.output
        [made] = folder.iterdir()
        assert told.stdout == f"{made} ({made.stat().st_size:,} bytes)\n"
        with closing(open_database(f"sqlite:///{made}")) as copy, copy.reading() as unit:
            assert (backups.last(unit) is None) == (not arguments)


def test_a_backup_goes_into_no_folder_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path / "instance"))
    assert CliRunner().invoke(root, ["db", "upgrade"]).exit_code == 0
    told = CliRunner().invoke(root, ["backup", "--out", "copies"])
    assert isinstance(told.exception, Invalid)
    assert str(told.exception) == "There is no folder copies. Make it first, or correct --out."
    Path("copies").mkdir()
    told = CliRunner().invoke(root, ["backup", "--out", "copies"])
    assert told.exit_code == 0 and told.stdout.startswith(f"{Path('copies')}{os.sep}debrief-")


def test_a_backup_before_an_upgrade_says_that_it_is_not_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path))
    with closing(open_database(f"sqlite:///{tmp_path / 'debrief.sqlite3'}")) as database:
        schema.upgrade(database, METADATA, to="0009")
    told = CliRunner().invoke(root, ["backup"])
    assert (told.exit_code, "not noted" in told.stderr) == (0, True)
