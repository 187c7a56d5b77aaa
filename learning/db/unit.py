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

from sqlalchemy import Connection, Dialect, Engine, PoolProxiedConnection, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from learning.db.writers import WriterQueue
from learning.errors import Invalid

_BUSY_MS = 10_000


class Unit(Session):
    """One unit of work, on a connection of the pool that it takes with its first statement.

    Prepared statements use the driver's connection as it is. SQLAlchemy's comes around it with the
    first statement of another kind: opening that takes longer than most requests spend in SQLite.
    Both see and end the same transaction.
    """

    def __init__(self, engine: Engine, *, writes: bool) -> None:
        super().__init__(expire_on_commit=False)
        self._engine, self._writes = engine, writes
        #: what kind of database it works on
        self.dialect: Dialect = engine.dialect
        self._pooled: PoolProxiedConnection | None = None
        self._around: Connection | None = None

    def driver(self) -> PoolProxiedConnection:
        """The driver's connection, within the transaction."""
        if self._around is not None:
            self._pooled = self._around.connection
        elif self._pooled is None:
            self._pooled = self._engine.raw_connection()
        if self.dialect.name == "sqlite":
            _begin_on(self._pooled, writes=self._writes)
        return self._pooled

    def get_bind(self, *_given: Any, **_named: Any) -> Connection:
        """SQLAlchemy's connection, around the driver's where there is one already."""
        if self._around is None:
            taken = self._pooled
            self._around = Connection(self._engine, taken) if taken else self._engine.connect()
        return self._around

    def commit(self) -> None:
        """Commit what was done either way."""
        if self._mapped():
            super().commit()
        if self._pooled is not None:
            self._pooled.commit()

    def rollback(self) -> None:
        """Undo what was done either way."""
        if self._mapped():
            super().rollback()
        if self._pooled is not None:
            self._pooled.rollback()

    def end(self) -> None:
        """Roll back and give the connection back to the pool; ending twice is harmless."""
        try:
            if self._mapped():
                self.close()
        finally:
            held, self._around, self._pooled = self._around or self._pooled, None, None
            if held is not None:
                held.close()

    def _mapped(self) -> bool:
        """Whether anything went through SQLAlchemy, which would be asked for nothing otherwise."""
        return self.in_transaction() or self._around is not None


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

        A writing session waits here for its turn on SQLite, before anything is read.
        """
        if not writes:
            reader = Unit(self.engine, writes=False)
            return reader, reader.end
        leave = self._queue.enter() if self._queue else None
        writer = Unit(self._writer, writes=True)

        def end() -> None:
            try:
                writer.end()
            finally:
                if leave:
                    leave()

        return writer, end

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
        "cache_size=-2000",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    writes = bool(connection.get_execution_options().get("writes"))
    _begin_on(connection.connection, writes=writes)


def _begin_on(connection: PoolProxiedConnection, *, writes: bool) -> None:
    # straight to the driver: as a statement of SQLAlchemy's it would cost as much as a query
    driver: Any = connection.dbapi_connection
    if not driver.in_transaction:
        driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN").close()
