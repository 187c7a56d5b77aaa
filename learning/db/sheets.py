"""Sheets: what a room holds about one person, as that person's own copy lists it.

A room offers its sheets and no more; who joins the rooms writes them to a file. A sheet names the
columns it tells, so that a test finds what nobody would be told of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Select, func, select
from sqlalchemy.orm import Session

#: One line of a sheet: plain JSON values, days and moments, by the names of its columns.
Row = Mapping[str, Any]
#: Rows that are in memory at a time.
BATCH = 200


@dataclass(frozen=True)
class Sheet:
    """A list of rows about one person. Both functions take the session and the person's row id."""

    #: names the list in files, `attempts`
    name: str
    #: says to the person what it holds
    title: str
    columns: tuple[str, ...]
    #: the columns of the database that it tells
    tells: frozenset[Column[Any]]
    rows: Callable[[Session, int], Iterator[Row]]
    count: Callable[[Session, int], int]


def listing(name: str, title: str, statement: Select[Any], person: Column[Any]) -> Sheet:
    """A sheet of what a statement finds where `person` is the one asked for; it gives the order.

    Columns are called what the statement calls them. Rows come in batches, however many there are.
    """
    chosen = statement.selected_columns
    columns = tuple(chosen.keys())

    def rows(session: Session, person_id: int) -> Iterator[Row]:
        asked = statement.where(person == person_id).execution_options(yield_per=BATCH)
        for cells in session.execute(asked):
            yield dict(zip(columns, cells, strict=True))

    told = {one for column in chosen for one in column.base_columns if isinstance(one, Column)}
    return Sheet(name, title, columns, frozenset({person, *told}), rows, counted(person))


def counted(person: Column[Any]) -> Callable[[Session, int], int]:
    """How many rows of a table are about a person."""

    def count(session: Session, person_id: int) -> int:
        query = select(func.count()).select_from(person.table).where(person == person_id)
        return session.scalar(query) or 0

    return count
