"""`learning backup`, as it is called at night."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from learning.cli import root
from learning.db import open_database
from learning.installation import backups


def test_a_backup_goes_into_the_instance_or_where_it_is_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path / "instance"))
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
