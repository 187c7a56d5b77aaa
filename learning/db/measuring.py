"""What kind of database this is, and how large it has grown."""

from __future__ import annotations

from sqlalchemy.orm import Session

_SQLITE = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
_POSTGRESQL = "SELECT pg_database_size(current_database())"


def kind(session: Session) -> str:
    """The database's name and version: `SQLite 3.46.1`, `PostgreSQL 18.1`."""
    connection = session.connection()
    name = "SQLite" if connection.dialect.name == "sqlite" else "PostgreSQL"
    parts = connection.dialect.server_version_info or ()
    return f"{name} {'.'.join(str(part) for part in parts)}"


def size(session: Session) -> int:
    """The size of the whole database in bytes."""
    connection = session.connection()
    asked = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL
    return int(connection.exec_driver_sql(asked).scalar_one())
