"""Backups: whole, checked and remembered, or refused with nothing left behind."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from learning.db import Database, open_database, schema
from learning.errors import Unavailable
from learning.installation import backups
from learning.people.models import Person
from learning.tables import METADATA
from learning.work import jobs
from tests.builders import AT, cast_into


def refused(database: Database, folder: Path) -> str:
    with pytest.raises(Unavailable) as refusal:
        backups.make(database, folder, at=AT)
    assert refusal.value.text.endswith(".")
    assert not folder.exists() or list(folder.iterdir()) == []
    return refusal.value.text


def test_a_backup_holds_everything_and_is_remembered(committing: Database, tmp_path: Path) -> None:
    with committing.writing() as unit:
        cast_into(unit)
    with committing.reading() as unit:
        assert backups.last(unit) is None
    folder = tmp_path / "new" / "backups"
    made = backups.make(committing, folder, at=AT)
    ending = "sqlite3" if committing.is_sqlite else "dump"
    assert made.path == folder / f"debrief-2027-03-03-093000.{ending}"
    assert list(folder.iterdir()) == [made.path], "nothing lies beside it"
    assert made.size == made.path.stat().st_size > 1_000
    if sys.platform != "win32":
        assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    with committing.reading() as unit:
        last = backups.last(unit)
        assert last is not None
        assert (last.at, last.name, last.size) == (AT, made.path.name, made.size)
    if committing.is_sqlite:
        with closing(open_database(f"sqlite:///{made.path}")) as copy, copy.reading() as unit:
            assert unit.query(Person).count() == 8
    else:
        listed = subprocess.run(["pg_restore", "--list", made.path], capture_output=True)
        assert b"TABLE DATA public person" in listed.stdout


def test_a_backup_is_of_one_moment_while_others_write(
    file_database: Database, tmp_path: Path
) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with file_database.writing() as unit:  # always two at once
                jobs.put(unit, "a", {}, at=AT)
                jobs.put(unit, "a", {}, at=AT)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        made = [backups.make(file_database, tmp_path / str(n), at=AT) for n in range(4)]
    finally:
        stop.set()
        thread.join(30)
    for one in made:
        with closing(sqlite3.connect(one.path)) as copy:
            assert copy.execute("SELECT count(*) % 2 FROM job").fetchone() == (0,)


def test_a_database_in_memory_has_no_backup(sqlite_engine: Database, tmp_path: Path) -> None:
    assert "in memory" in refused(sqlite_engine, tmp_path / "backups")


def test_a_place_that_cannot_be_written_is_named(file_database: Database, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable, match="could not be made"):
        backups.make(file_database, tmp_path / "file", at=AT)


def test_a_database_that_cannot_be_read_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite3").write_bytes(b"no database" * 1_000)
    with closing(open_database(f"sqlite:///{tmp_path / 'broken.sqlite3'}")) as broken:
        assert "cannot be read" in refused(broken, tmp_path / "backups")


def test_a_database_that_breaks_meanwhile_leaves_nothing(
    file_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise sqlite3.DatabaseError("disk image is malformed")

    monkeypatch.setattr(backups, "_copy", fail)
    assert "could not be made: disk image" in refused(file_database, tmp_path / "backups")


def test_an_empty_database_has_no_backup(empty_address: str, tmp_path: Path) -> None:
    with closing(open_database(empty_address)) as empty:
        assert "nothing to back up yet" in refused(empty, tmp_path / "backups")


def test_a_database_of_an_older_version_is_taken_as_it_is(
    empty_address: str, tmp_path: Path
) -> None:
    with closing(open_database(empty_address)) as older:
        schema.upgrade(older, METADATA, to="0009")
        made = backups.make(older, tmp_path / "backups", at=AT)
        assert not made.noted and made.path.exists()
        with older.reading() as unit:
            assert schema.current(unit.connection()) == "0009"


def test_a_damaged_copy_is_never_kept(
    file_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Damaged(sqlite3.Connection):
        def execute(self, sql: str, *given: Any) -> Any:
            if "integrity_check" in sql:
                return SimpleNamespace(fetchone=lambda: ("row 3 missing from index",))
            return super().execute(sql, *given)

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: real(*a, **k, factory=Damaged))
    assert "damaged" in refused(file_database, tmp_path / "backups")


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A PostgreSQL database that nobody has to reach."""
    monkeypatch.setattr(backups, "_revision", lambda _: schema.newest())
    url = make_url("postgresql+psycopg://debrief:of the machine@db.invalid/debrief")
    return SimpleNamespace(is_sqlite=False, engine=SimpleNamespace(url=url))


def test_without_pg_dump_it_says_what_to_install(
    elsewhere: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "Install PostgreSQL's client" in refused(elsewhere, tmp_path / "backups")


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for pg_dump")
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo 'pg_dump: server version mismatch.\nmore' >&2; exit 1", "server version mismatch."),
        ("exit 3", "pg_dump stopped: no reason."),
        ('case "$*" in *machine*) exit 0;; esac; echo "$PGPASSWORD" >&2; exit 1', "the machine"),
    ],
)
def test_what_pg_dump_says_is_told_and_the_password_is_on_no_command_line(
    elsewhere: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    program = tmp_path / "bin" / "pg_dump"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(program.parent))
    assert said in refused(elsewhere, tmp_path / "backups")
