"""Tidying: what a database keeps beside its rows must not tell in which order they came.

On SQLite the write-ahead log is written back and cut to nothing. On PostgreSQL all rows are written
anew in one transaction and then by their random keys, so that neither their places nor their
transactions tell one from another; what was deleted is gone from the files with that. Until it is
done, the order of what came since the last time can be read there by whoever holds the files.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, text, update
from sqlalchemy.exc import OperationalError

from learning.db import Database
from learning.db.base import table
from learning.reports.models import Opening, Part, PartKey, Purged, Report

_PATIENCE_MS = 500
_BUSY = "55P03"
"""What PostgreSQL calls a lock that was not had in time."""
_TABLES: dict[Table, dict[str, Any]] = {
    table(Report): {"week": Report.week},
    table(Part): {"week": Part.week},
    table(PartKey): {"wrapped": PartKey.wrapped},
    table(Opening): {"person_id": Opening.person_id},
    table(Purged): {"week": Purged.week},
}


def cut_log(database: Database) -> None:
    """Write SQLite's log back and cut it to nothing; PostgreSQL's is for whoever runs it.

    Behind somebody who reads for long it is left to the next time: a reporter who withdraws is
    not kept waiting.
    """
    file = database.engine.url.database
    if not database.is_sqlite or file in (None, "", ":memory:"):
        return
    with database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        (usual,) = driver.execute("PRAGMA busy_timeout").fetchone()
        driver.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}").close()
        try:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        finally:
            driver.execute(f"PRAGMA busy_timeout={usual}").close()


def tidy(database: Database) -> None:
    """Do it, outside any unit of work. Others wait for it a moment on PostgreSQL.

    Where somebody keeps a table busy there, it is left to the next day: whoever comes would queue
    up behind it.
    """
    if database.is_sqlite:
        cut_log(database)
        return
    with database.writing() as session:
        for one, same in _TABLES.items():
            session.execute(update(one).values(same))
    with database.engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        alone.execute(text(f"SET lock_timeout = {_PATIENCE_MS}"))
        try:
            for one in _TABLES:
                alone.execute(text(f"CLUSTER {one.name} USING pk_{one.name}"))
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) != _BUSY:
                raise
        finally:
            alone.execute(text("RESET lock_timeout"))
