"""Statements that are asked at every request: compiled once and handed to the driver as they are.

SQLAlchemy spends five times as long on such a statement as SQLite does. Here it writes the
statement and knows its types, and no more; the unit of work stays the session's. For reading
alone: what writes goes through the session, whose errors can be told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import CompoundSelect, Connection, Dialect, Float, Select
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]
Made = TypeVar("Made")


@dataclass(frozen=True)
class _Text:
    """A statement as one kind of database takes it."""

    sql: str
    #: names of the values in their order, each with its conversion where it needs one
    binds: tuple[tuple[str, Convert | None], ...]
    #: whether the driver takes values by place and not by name
    by_place: bool
    #: conversions of the columns that need one, by place
    columns: tuple[tuple[int, Convert], ...]

    def values(self, given: Mapping[str, Any]) -> Any:
        """The values as the driver takes them."""
        found = [
            (name, convert(given[name]) if convert else given[name]) for name, convert in self.binds
        ]
        return [value for _, value in found] if self.by_place else dict(found)

    def cells(self, row: Sequence[Any]) -> Sequence[Any]:
        """A row that the driver gave, as Python's values."""
        cells = list(row)
        for place, convert in self.columns:
            cells[place] = convert(cells[place])
        return cells


class Prepared(Generic[Made]):
    """A select whose values all have names (`bindparam`), and what to make of a row's cells."""

    def __init__(
        self, statement: Select[Any] | CompoundSelect[Any], make: Callable[..., Made]
    ) -> None:
        self._statement, self._make = statement, make
        self._texts: dict[str, _Text] = {}

    def rows(self, session: Session, **given: Any) -> list[Made]:
        """The rows, read within the session's unit of work."""
        connection = _connection(session)
        text = self._texts.get(connection.dialect.name) or self._written(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(text.sql, text.values(given))
            found = cursor.fetchall()
        finally:
            cursor.close()
        return [self._make(*text.cells(row)) for row in found]

    def _written(self, dialect: Dialect) -> _Text:
        compiled: Any = self._statement.compile(dialect=dialect)
        impls = [one.type.dialect_impl(dialect) for one in self._statement.selected_columns]
        converts = [_converter(one, dialect) for one in impls]
        text = _Text(
            sql=compiled.string,
            binds=tuple(
                (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
                for name in (compiled.positiontup or compiled.params)
            ),
            by_place=compiled.positional,
            columns=tuple((place, one) for place, one in enumerate(converts) if one),
        )
        self._texts[dialect.name] = text
        return text


def _connection(session: Session) -> Connection:
    """The connection of a session's unit of work, begun; the short way where it has one already."""
    bind = session.bind
    if not isinstance(bind, Connection):
        return session.connection()
    if not bind.in_transaction():
        bind.begin()
    return bind


def _converter(impl: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """What a column's cells need. Fractions need nothing: both drivers give floats for them."""
    return None if isinstance(impl, Float) else impl.result_processor(dialect, None)
