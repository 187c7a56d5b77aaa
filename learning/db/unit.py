"""The unit of work: a session that commits as a whole or not at all.

`reading()` sees one state of the database and writes nothing; `writing()` begins as a writer at its
first statement, so that nothing it has read can change under it. No hashing, rendering or waiting
for others belongs inside a writing unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from learning.db.writers import WriterQueue
from learning.errors import Invalid

_BUSY_MS = 10_000


class Database:
    """An engine and how units of work are opened on it. One a process; threads share it."""

    def __init__(self, engine: Engine, queue: WriterQueue | None) -> None:
        self.engine = engine
        self._writer = engine.execution_options(writes=True)
        self._queue = queue

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    def session(self, *, writes: bool) -> tuple[Session, Callable[[], None]]:
        """A session and the function that ends it; uncommitted work is rolled back then.

        A writing session waits here for its turn on SQLite, before anything is read. A reading one
        takes a connection at once: finding one at the first statement costs it twice as much.
        """
        return self._writing_session() if writes else self._reading_session()

    def _writing_session(self) -> tuple[Session, Callable[[], None]]:
        leave = self._queue.enter() if self._queue else None
        session = Session(self._writer, expire_on_commit=False)

        def end() -> None:
            try:
                session.close()
            finally:
                if leave:
                    leave()

        return session, end

    def _reading_session(self) -> tuple[Session, Callable[[], None]]:
        connection = self.engine.connect()
        session = Session(connection, expire_on_commit=False)

        def end() -> None:
            try:
                session.close()
            finally:
                connection.close()

        return session, end

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A unit that only reads."""
        session, end = self.session(writes=False)
        try:
            yield session
        finally:
            end()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A unit that commits when the block ends well and rolls back when it raises."""
        session, end = self.session(writes=True)
        try:
            yield session
            session.commit()
        finally:
            end()

    def close(self) -> None:
        """Give all connections back; the object is not used afterwards."""
        self.engine.dispose()
        if self._queue:
            self._queue.close()


def open_database(address: str) -> Database:
    """Open the database at a SQLAlchemy address; `sqlite://` is one in memory.

    PostgreSQL is reached through psycopg 3, whatever driver the address names. Raises `Invalid`
    for any other kind of database.
    """
    url = make_url(address)
    kind = url.get_backend_name()
    if kind not in ("sqlite", "postgresql", "postgres"):
        raise Invalid(f"A database is SQLite or PostgreSQL, not '{kind}'. Check 'database_url'.")
    if kind != "sqlite":
        engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        return Database(engine, None)
    in_memory = url.database in (None, "", ":memory:")
    options: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {"pool_size": 8}
    engine = create_engine(url, connect_args={"check_same_thread": False}, **options)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    path = None if in_memory else Path(f"{url.database}.writer")
    return Database(engine, WriterQueue(path))


def _prepare(connection: Any, _record: object) -> None:
    # our own BEGIN: the driver's would start late and as a reader
    connection.isolation_level = None
    for pragma in (
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={_BUSY_MS}",
        "secure_delete=ON",
        "cache_size=-8000",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    # straight to the driver: as a statement of SQLAlchemy's it would cost as much as a query
    driver: Any = connection.connection.dbapi_connection
    driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN").close()
