"""The table of audit lines. The database itself refuses to change or delete one."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from learning.db.base import Base, UTCDateTime


class AuditLine(Base):
    """Somebody did something to somebody or something.

    Ids are public ids without a foreign key: when a person is erased the line stays, and its id
    leads to nobody.
    """

    __tablename__ = "audit_line"
    __table_args__ = (
        Index("ix_audit_line_actor", "actor", "id"),
        Index("ix_audit_line_subject", "subject_kind", "subject", "id"),
        Index("ix_audit_line_act", "act", "id"),
        Index("ix_audit_line_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    #: the public id of whoever did it; empty for the command line and the platform itself
    actor: Mapped[str] = mapped_column(String(24))
    #: one of `learning.audit.acts`
    act: Mapped[str] = mapped_column(String(40))
    #: what kind of thing it was done to: person, team, requirement, setting, file, ...
    subject_kind: Mapped[str] = mapped_column(String(20))
    #: its public id; may be empty
    subject: Mapped[str] = mapped_column(String(60))
    #: a few words that name nobody, such as the number of rows of an import
    note: Mapped[str] = mapped_column(String(200), default="", server_default="")
    #: what is written once a day has a key here; a second line with the same key is not added
    once: Mapped[str | None] = mapped_column(String(100), unique=True)
