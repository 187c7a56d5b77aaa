"""The table of jobs: the queue and the outbox in one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from learning.db.base import Base, UTCDateTime, public_id

_OPEN = "done_at IS NULL AND failed_at IS NULL"


class Job(Base):
    """Something to do later, at least once. It is leased by one worker at a time.

    `payload` holds no secret: a one-time link is made of a nonce there and the installation's key
    when its mail is written.
    """

    __tablename__ = "job"
    __table_args__ = (
        Index(
            "ix_job_open",
            "due_at",
            "id",
            sqlite_where=text(_OPEN),
            postgresql_where=text(_OPEN),
        ),
        Index("ix_job_failed_at", "failed_at"),
        Index("ix_job_done_at", "done_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: names the job in addresses; a mail's Message-ID is made of it, the same at every try
    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=public_id)
    #: what to do, such as `mail.invitation`
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    #: not before
    due_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    #: who has it now, and until when nobody else may take it
    lease: Mapped[str | None] = mapped_column(String(24))
    leased_until: Mapped[dt.datetime | None] = mapped_column(UTCDateTime)
    done_at: Mapped[dt.datetime | None] = mapped_column(UTCDateTime)
    #: when it was given up; an administrator may have it tried again
    failed_at: Mapped[dt.datetime | None] = mapped_column(UTCDateTime)
    #: what went wrong last, without what was typed and without addresses
    error: Mapped[str] = mapped_column(String(200), default="", server_default="")
