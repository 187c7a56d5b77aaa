"""Statements of every request: compiled once and handed to the driver as they are.

SQLAlchemy spends five times as long on such a statement as SQLite does. Here it writes the
statement and knows its types, and no more; the unit of work stays the session's. A statement that
fails raises the driver's own error: what is to be told apart goes through the session.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, TypeVar

from sqlalchemy import CompoundSelect, Dialect, Float, Insert, Select, Update
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from learning.db.unit import Unit

Convert = Callable[[Any], Any]
Made = TypeVar("Made")
_NAMED = re.compile(r"%\((\w+)\)s")
_AT_ONCE = 50
"""Rows in one insert; drivers take some thousands of values."""


@dataclass(frozen=True)
class _Text:
    """A statement as one kind of database takes it."""

    sql: str
    #: names of the values in their order, each with its conversion where it needs one
    binds: tuple[tuple[str, Convert | None], ...]
    #: conversions of the columns that need one, by place
    columns: tuple[tuple[int, Convert], ...]
    #: values that the kind of database asks for by itself (an OFFSET of 0, on SQLite)
    fixed: Mapping[str, Any]

    def values(self, given: Mapping[str, Any]) -> Any:
        """The values of one row as the driver takes them."""
        if self.fixed:
            given = {**self.fixed, **given}
        return [
            convert(given[name]) if convert is not None else given[name]
            for name, convert in self.binds
        ]

    def all_values(self, rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
        """The values of many rows. What neighbours share is converted once."""
        made = [_column([row[name] for row in rows], convert) for name, convert in self.binds]
        return list(zip(*made, strict=True))

    def of_rows(self, number: int) -> str:
        """An insert of so many rows: for the driver one step where there would be many."""
        start = self.sql.index("VALUES (") + len("VALUES ")
        return self.sql + f", {self.sql[start:]}" * (number - 1)

    def cells(self, row: Sequence[Any]) -> Sequence[Any]:
        """A row that the driver gave, as Python's values."""
        if not self.columns:
            return row
        cells = list(row)
        for place, convert in self.columns:
            cells[place] = convert(cells[place])
        return cells


class _Statement:
    """A statement whose values all have names, with its text for each kind of database."""

    def __init__(self, statement: Any, columns: Sequence[Any]) -> None:
        self._statement, self._columns = statement, columns
        self._texts: dict[str, _Text] = {}

    def within(self, session: Session) -> tuple[_Text, Any]:
        """The text, and a cursor within the session's unit of work."""
        if isinstance(session, Unit):
            dialect, driver = session.dialect, session.driver()
        else:
            connection = session.connection()
            dialect, driver = connection.dialect, connection.connection
        return self._texts.get(dialect.name) or self._written(dialect), driver.cursor()

    def _written(self, dialect: Dialect) -> _Text:
        compiled: Any = self._statement.compile(dialect=dialect)
        converts = [_converter(one.type.dialect_impl(dialect), dialect) for one in self._columns]
        names = compiled.positiontup or _NAMED.findall(compiled.string)
        text = _Text(
            sql=compiled.string if compiled.positional else _NAMED.sub("%s", compiled.string),
            binds=tuple(
                (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
                for name in names
            ),
            columns=tuple((place, one) for place, one in enumerate(converts) if one),
            fixed={
                name: compiled.binds[name].value
                for name in names
                if not compiled.binds[name].required
            },
        )
        self._texts[dialect.name] = text
        return text


class Prepared(Generic[Made]):
    """A select whose values are `bindparam`s, and what to make of a row's cells."""

    def __init__(
        self, statement: Select[Any] | CompoundSelect[Any], make: Callable[..., Made]
    ) -> None:
        self._statement = _Statement(statement, list(statement.selected_columns))
        self._make = make

    def rows(self, session: Session, **given: Any) -> list[Made]:
        """The rows; what the session has not flushed yet is not among them."""
        text, cursor = self._statement.within(session)
        try:
            cursor.execute(text.sql, text.values(given))
            found = cursor.fetchall()
        finally:
            cursor.close()
        return [self._make(*text.cells(row)) for row in found]


class Change:
    """An insert of whole rows or from a select, or an update; its values are `bindparam`s."""

    def __init__(self, statement: Insert | Update) -> None:
        self._inserts = isinstance(statement, Insert) and statement.select is None
        made = statement.inline() if isinstance(statement, Insert) else statement
        self._statement = _Statement(made, ())

    def run(self, session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run it for each row of values."""
        text, cursor = self._statement.within(session)
        values = text.all_values(rows)
        try:
            if self._inserts:
                for place in range(0, len(values), _AT_ONCE):
                    some = values[place : place + _AT_ONCE]
                    cursor.execute(text.of_rows(len(some)), [*chain.from_iterable(some)])
            else:
                cursor.executemany(text.sql, values)
        finally:
            cursor.close()


def _column(values: list[Any], convert: Convert | None) -> list[Any]:
    """The values converted; the same one again and again only once."""
    if convert is None:
        return values
    made: list[Any] = []
    for place, value in enumerate(values):
        again = place and value is values[place - 1]
        made.append(made[-1] if again else convert(value))
    return made


def _converter(impl: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """What a column's cells need. Fractions need nothing: both drivers give floats for them."""
    return None if isinstance(impl, Float) else impl.result_processor(dialect, None)
