"""Intake: a telling is sealed outside any unit of work, and stored in one.

What is stored knows the week and no nearer time. The six words are made of the form's own secret,
so that a form that is sent twice gives the same receipt and no second report.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.db.base import public_id
from learning.errors import Stale
from learning.reports import counting, holding, keyring, parts, receipts, sealing
from learning.reports.models import Part, PartKey, Report
from learning.reports.receipts import Receipt
from learning.reports.telling import Telling
from learning.reports.weeks import monday

_SALT_BYTES = 16


@dataclass(frozen=True)
class Ready:
    """A report that is sealed and waits to be stored."""

    receipt: Receipt
    report_id: str
    part_id: str
    salt: bytes
    verifier: bytes
    reporter: tuple[bytes, bytes] = field(repr=False)
    """The reporter's public key, and their private one locked with half of the receipt."""
    sealed: sealing.Sealed = field(repr=False)


def seal(telling: Telling, receipt: Receipt, to: Mapping[str, bytes]) -> Ready:
    """Seal a telling to the holders' public keys. Takes some tenths of a second on purpose."""
    report_id, part_id, salt = public_id(), public_id(), os.urandom(_SALT_BYTES)
    halves = receipts.open_with(receipt.words, salt)
    pair = holding.new_pair()
    return Ready(
        receipt=receipt,
        report_id=report_id,
        part_id=part_id,
        salt=salt,
        verifier=halves.verifier,
        reporter=(
            pair.public,
            holding.lock_briefly(pair.private, halves.key, about=report_id.encode()),
        ),
        sealed=sealing.seal(
            telling.as_bytes(), about=parts.about(report_id, part_id, "told"), to=to
        ),
    )


@dataclass(frozen=True)
class Before:
    """A report that has the reference already: that of this receipt, or by chance another's."""

    salt: bytes
    verifier: bytes
    confirmed: bool

    def is_of(self, receipt: Receipt) -> bool:
        """Whether it is the report of this receipt. Takes as long as sealing."""
        halves = receipts.open_with(receipt.words, self.salt)
        return receipts.matches(halves.verifier, self.verifier)


def before(session: Session, reference: str) -> Before | None:
    """The report with a reference, if there is one."""
    query = select(Report.salt, Report.verifier, Report.confirmed)
    row = session.execute(query.where(Report.reference == reference)).one_or_none()
    return Before(*row) if row else None


def store(session: Session, ready: Ready, *, on: dt.date) -> bool:
    """Store a sealed report; False where its reference was taken in the meantime.

    Raises `Stale` where the keys in use are no longer those it was sealed to: seal it again.
    """
    if set(keyring.publics(keyring.holders(session))) != set(ready.sealed.keys):
        raise Stale("The reviewers changed at this moment. Send it again: nothing was kept.")
    week = monday(on)
    report = Report(
        id=ready.report_id,
        reference=ready.receipt.reference,
        week=week,
        moved_week=week,
        salt=ready.salt,
        verifier=ready.verifier,
        reporter_public=ready.reporter[0],
        reporter_key=ready.reporter[1],
    )
    try:
        with session.begin_nested():
            session.add(report)
            session.flush()
    except IntegrityError:
        return False
    part = Part(id=ready.part_id, report_id=report.id, number=1, kind="told", week=week)
    part.sealed = ready.sealed.blob
    session.add(part)
    session.flush()
    session.add_all(
        PartKey(part_id=part.id, key_id=key_id, wrapped=wrapped)
        for key_id, wrapped in ready.sealed.keys.items()
    )
    counting.count(session, week, "received")
    session.flush()
    return True


def confirm(session: Session, reference: str) -> None:
    """The reporter has copied the six words: they are not shown again."""
    report = session.scalar(select(Report).where(Report.reference == reference).with_for_update())
    if report is not None:
        report.confirmed = True
        session.flush()
