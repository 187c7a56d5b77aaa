"""Shredding: the data keys of sealed parts go first, and with them everything they open.

What a file system or a backup keeps of the rows is sealed still. On SQLite `secure_delete` writes
zeros over what is deleted, and the write-ahead log is emptied afterwards, see
`learning.reports.purging`.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learning.reports.models import Part, PartKey, Report


def parts_of(session: Session, report_ids: Sequence[str]) -> None:
    """Destroy the sealed parts of reports, with every key to them."""
    chosen = select(Part.id).where(Part.report_id.in_(report_ids))
    session.execute(delete(PartKey).where(PartKey.part_id.in_(chosen)))
    session.execute(delete(Part).where(Part.report_id.in_(report_ids)))
    session.flush()


def reports(session: Session, report_ids: Sequence[str]) -> None:
    """Destroy reports whole: parts, keys, locks and openings."""
    parts_of(session, report_ids)
    session.execute(delete(Report).where(Report.id.in_(report_ids)))
    session.flush()
