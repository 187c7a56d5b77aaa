"""Parts: the sealed texts of a report, each with a data key of its own and who may open it.

Sealing happens outside a unit of work and storing within one, so a part is made ready first. It is
sealed to the keys in use, and to the reporter where it is for them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning.db.base import public_id
from learning.errors import Stale
from learning.reports import keyring, sealing
from learning.reports.models import Part, PartKey, Report
from learning.reports.weeks import monday

#: the id under which the reporter stands among those a part is sealed to
REPORTER = "reporter"
#: what is written for the reporter to read
FOR_REPORTER = frozenset({"message", "text", "outcome"})
LONGEST = 12_000
"""Bytes of a message, an answer or a note."""


@dataclass(frozen=True)
class ReadyPart:
    """A sealed part that waits to be stored."""

    report_id: str
    part_id: str
    kind: str
    sealed: sealing.Sealed = field(repr=False)
    until: dt.date | None = None


def about(report_id: str, part_id: str, kind: str) -> bytes:
    """What a sealed part is bound to: moved elsewhere, it does not open."""
    return f"{report_id}/{part_id}/{kind}".encode()


def seal(
    report_id: str,
    kind: str,
    content: Mapping[str, str],
    to: Mapping[str, bytes],
    *,
    part_id: str = "",
    until: dt.date | None = None,
) -> ReadyPart:
    """Seal a part of a report that is there. `to` holds the reporter where it is for them.

    Its id is random unless one is given: what is sent twice with one id is kept once.
    """
    part_id = part_id or public_id()
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    sealed = sealing.seal(plain, about=about(report_id, part_id, kind), to=to)
    return ReadyPart(report_id, part_id, kind, sealed, until)


def store(session: Session, report: Report, ready: ReadyPart, *, on: dt.date) -> Part:
    """Add a part to a report that the unit holds, and note the week.

    Raises `Stale` where the keys in use are no longer those it was sealed to.
    """
    in_use = set(keyring.publics(keyring.holders(session)))
    if in_use != set(ready.sealed.keys) - {REPORTER}:
        raise Stale("The reviewers changed at this moment. Send it again: nothing was kept.")
    part = Part(
        id=ready.part_id,
        report_id=report.id,
        number=_next(session, report.id),
        kind=ready.kind,
        week=monday(on),
        until=ready.until,
        sealed=ready.sealed.blob,
        reporter_wrapped=ready.sealed.keys.get(REPORTER),
    )
    session.add(part)
    session.flush()
    session.add_all(
        PartKey(part_id=part.id, key_id=key_id, wrapped=wrapped)
        for key_id, wrapped in ready.sealed.keys.items()
        if key_id != REPORTER
    )
    report.moved_week = max(report.moved_week, monday(on))
    report.version += 1
    session.flush()
    return part


def opened(report_id: str, part: Part, wrapped: bytes, private: bytes) -> dict[str, str]:
    """What a part says, opened with a private key. Raises what `sealing.unseal` raises."""
    bound = about(report_id, part.id, part.kind)
    said: dict[str, str] = json.loads(sealing.unseal(part.sealed, wrapped, private, about=bound))
    return said


def of(session: Session, report_id: str) -> list[Part]:
    """The parts of a report, in the order in which they were written."""
    query = select(Part).where(Part.report_id == report_id).order_by(Part.number)
    return list(session.scalars(query))


def _next(session: Session, report_id: str) -> int:
    query = select(func.coalesce(func.max(Part.number), 0)).where(Part.report_id == report_id)
    return (session.scalar(query) or 0) + 1
