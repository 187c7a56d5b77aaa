"""Counting statements: what a unit of work sends to the database, the prepared ones included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from sqlalchemy import event
from sqlalchemy.orm import Session

from learning.db.prepared import Prepared


@contextmanager
def statements(session: Session) -> Iterator[list[str]]:
    """A list that grows by every statement the session sends while the block runs."""
    sent: list[str] = []
    rows, connection = Prepared.rows, session.connection()

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    def noted(prepared: Prepared[Any], *given: Any, **named: Any) -> Any:
        sent.append("a prepared statement")
        return rows(prepared, *given, **named)

    event.listen(connection, "before_cursor_execute", note)
    try:
        with mock.patch.object(Prepared, "rows", noted):
            yield sent
    finally:
        event.remove(connection, "before_cursor_execute", note)
