"""Lists for tests, and what is said of their lines."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl
from sqlalchemy.orm import Session

from learning.lists import importing, reading
from learning.lists.findings import Finding
from learning.lists.plans import Plan
from learning.lists.reading import Listing
from tests.builders import AT

ON = AT.date()
TEAMS = "team_id,name,parent_id\nN,North,\nN1,North duty,N\nN2,North long term,N\nS,South,\n"
PEOPLE = (
    "person_id,name,email,team_id,supervises,since,until,roles,leaves_on\n"
    "1,Ama Boateng,ama@example.org,N1,no,2027-01-04,,,\n"
    "2,Jo Reid,jo@example.org,N,yes,2026-09-01,,author,\n"
    "3,Kit Vale,kit@example.org,,,,,,\n"
)


def listing(text: str) -> Listing:
    return reading.read(text.encode())


def workbook(rows: Iterable[Sequence[Any]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def looked_at(session: Session, body: str | bytes, *, leavers: bool = False) -> Plan:
    whole = body.encode() if isinstance(body, str) else body
    return importing.plan(session, reading.read(whole), on=ON, leavers=leavers)


def brought(
    session: Session, body: str | bytes, *, leavers: bool = False, at: dt.datetime = AT
) -> Plan:
    """Plan and apply, wrong lines left out."""
    whole = body.encode() if isinstance(body, str) else body
    plan = importing.plan(session, reading.read(whole), on=at.date(), leavers=leavers)
    importing.apply(session, plan, at=at)
    return plan


def outcomes(findings: Iterable[Finding]) -> list[tuple[int | None, str]]:
    return sorted(((one.line, one.outcome) for one in findings), key=lambda one: one[0] or 0)


def said(findings: Iterable[Finding], line: int | None, outcome: str = "") -> str:
    """Everything said of a line."""
    return " ".join(
        one.text for one in findings if one.line == line and outcome in ("", one.outcome)
    )
