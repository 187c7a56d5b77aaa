"""What every table shares: naming of constraints, aware times, random public ids."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from sqlalchemy import DateTime, MetaData, Table, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of all tables; the constraint names it gives are what migrations refer to."""

    metadata = MetaData(naming_convention=_NAMES)


class UTCDateTime(TypeDecorator[dt.datetime]):
    """A moment in UTC. Refuses naive datetimes; SQLite keeps it as text without an offset."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """PostgreSQL keeps the zone; SQLite has none to keep."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        """Store UTC; a naive time is a fault of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime: give it a time zone before it is stored")
        moment = value.astimezone(dt.UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """Every moment that comes back is aware and in UTC."""
        if value is None:
            return None
        moment: dt.datetime = value if value.tzinfo else value.replace(tzinfo=dt.UTC)
        return moment.astimezone(dt.UTC)


def public_id() -> str:
    """A random id for an address: 16 characters, 96 bits, telling nothing about order."""
    return secrets.token_urlsafe(12)


def is_public_id(text: str) -> bool:
    """Whether a text has the shape of a public id: what has not is not worth asking for.

    PostgreSQL refuses to be asked for text with a NUL at all.
    """
    return len(text) <= 24 and text.isascii() and text.isprintable()


def table(model: type[Base]) -> Table:
    """The table of a model, for statements that want rows and no objects."""
    found = model.__table__
    assert isinstance(found, Table), "every model here has a table of its own"
    return found
