"""Noting: one line more, within the unit of what it tells, so that neither is without the other.

Who only looks changes nothing; that line has a unit of its own and is written before anything is
shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.audit.acts import ACTS, KINDS
from learning.audit.models import AuditLine
from learning.db.base import table


@dataclass(frozen=True)
class Line:
    """What a line says. `actor` and `subject` are public ids; see `AuditLine` for each."""

    act: str
    kind: str
    subject: str = ""
    actor: str = ""
    note: str = ""


def note(session: Session, line: Line, *, at: dt.datetime) -> None:
    """Add a line. An act that is not on the list is a fault of the caller."""
    session.add(_row(line, at=at))
    session.flush()


def note_all(session: Session, lines: Iterable[Line], *, at: dt.datetime) -> None:
    """Add many lines at once, in the order in which they come."""
    rows = [_values(line, at=at) for line in lines]
    if rows:
        session.execute(insert(table(AuditLine)), rows)


def note_once_a_day(session: Session, line: Line, *, at: dt.datetime) -> None:
    """Add a line unless the same one stands there already for the day of `at`.

    Of two at once one is kept.
    """
    once = f"{line.act} {line.subject} {line.actor} {at.date().isoformat()}"
    if session.scalar(select(AuditLine.id).where(AuditLine.once == once)) is not None:
        return
    row = _row(line, at=at)
    row.once = once
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return


def _row(line: Line, *, at: dt.datetime) -> AuditLine:
    return AuditLine(**_values(line, at=at))


def _values(line: Line, *, at: dt.datetime) -> dict[str, Any]:
    assert line.act in ACTS and line.kind in KINDS, "write new acts and kinds into learning.audit"
    return {
        "at": at,
        "actor": line.actor,
        "act": line.act,
        "subject_kind": line.kind,
        "subject": line.subject,
        "note": line.note[:200],
    }
