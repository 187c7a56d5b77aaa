"""Backups of the database: made whole or not at all, checked, and remembered.

The file is written beside its place under another name and takes its own name once it was checked:
whoever copies it away never gets half of one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from learning.db import Database, schema
from learning.errors import Unavailable
from learning.installation.models import Backup

#: older than that, administrators are told
FRESH = dt.timedelta(days=7)
_NO_PROGRAM = (
    "The programs pg_dump and pg_restore are not on this machine. Install PostgreSQL's client, in "
    "the server's version, and try again."
)


@dataclass(frozen=True)
class Made:
    """A backup that lies in its place. One of another version's schema is not noted in it."""

    path: Path
    size: int
    noted: bool


def make(database: Database, folder: Path, *, at: dt.datetime) -> Made:
    """Back the database up into a file of a folder, which is made if need be, and note that.

    The database is taken as it is and never upgraded first. Raises `Unavailable` where it cannot be
    made or does not pass its check; nothing is left then.
    """
    revision = _revision(database)
    ending = "sqlite3" if database.is_sqlite else "dump"
    path = folder / f"debrief-{at:%Y-%m-%d-%H%M%S}.{ending}"
    part = path.with_name(f"{path.name}.part")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        (_copy if database.is_sqlite else _dump)(database.engine.url, part)
        _settle(part)
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise Unavailable(f"The backup could not be made: {error}.") from error
    finally:
        with contextlib.suppress(OSError):  # it is gone where all went well
            part.unlink()
    made = Made(path, path.stat().st_size, revision == schema.newest())
    if made.noted:
        with database.writing() as session:
            session.add(Backup(at=at, name=path.name, size=made.size))
    return made


def _revision(database: Database) -> str:
    try:
        with database.reading() as session:
            revision = schema.current(session.connection())
    except SQLAlchemyError as error:
        raise Unavailable("The database cannot be read. Check it, and 'database_url'.") from error
    if revision is None:
        raise Unavailable("The database is empty, so there is nothing to back up yet.")
    return revision


def last(session: Session) -> Backup | None:
    """The backup that was made last."""
    return session.scalar(select(Backup).order_by(Backup.at.desc(), Backup.id.desc()).limit(1))


def _copy(url: URL, part: Path) -> None:
    """Copy an SQLite database as it is at one moment, while others go on writing."""
    if url.database in (None, "", ":memory:"):
        raise Unavailable("A database in memory has no backup. Set 'database_url' to a file.")
    source = f"{Path(str(url.database)).resolve().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(source, uri=True)) as there,
        closing(sqlite3.connect(part)) as here,
    ):
        there.backup(here)
        here.execute("PRAGMA journal_mode=DELETE").close()  # one file, without another beside it
        found = here.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise Unavailable("The copy of the database is damaged. Check the disk, and the database.")


def _dump(url: URL, part: Path) -> None:
    """Dump a PostgreSQL database, and read the dump's list to see that it is whole."""
    password = {"PGPASSWORD": str(url.password)} if url.password else {}
    plain = url.set(drivername="postgresql", password=None).render_as_string()
    _run(["pg_dump", "-Fc", "--file", str(part), "--dbname", plain], password)
    _run(["pg_restore", "--list", str(part)], {})


def _run(command: list[str], variables: dict[str, str]) -> None:
    """Run a program of PostgreSQL's; what it complains of first is told."""
    try:
        environ = {**os.environ, **variables}
        done = subprocess.run(command, env=environ, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise Unavailable(_NO_PROGRAM) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()[:1]
        raise Unavailable(f"{command[0]} stopped: {said[0].rstrip('.') if said else 'no reason'}.")


def _settle(part: Path) -> None:
    """Have the file on the disk before it takes its name."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
