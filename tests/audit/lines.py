"""Audit lines for tests, each a minute after the one before."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.audit import noting
from learning.audit.models import AuditLine
from learning.audit.noting import Line
from tests.builders import AT

MINUTE = dt.timedelta(minutes=1)
SEEN = Line("person.seen", "person", "alice", "bob")


def noted(session: Session, *lines: Line, at: dt.datetime = AT) -> None:
    """Add lines in this order."""
    for number, line in enumerate(lines):
        noting.note(session, line, at=at + number * MINUTE)


def stored(session: Session) -> list[AuditLine]:
    """Every line there is, the oldest first."""
    return list(session.scalars(select(AuditLine).order_by(AuditLine.id)))
