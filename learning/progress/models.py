"""Tables of progress: enrolments, attempts, responses and the completions that come of them.

Completions are only ever added. Nothing of this room is shown to anybody but the person it is
about.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from learning.db.base import Base, UTCDateTime, public_id


class Enrolment(Base):
    """A person has begun a course; the release pins the completion rule that holds for them."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("person_id", "course"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    course: Mapped[str] = mapped_column(String(60))
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    at: Mapped[dt.datetime] = mapped_column(UTCDateTime)


class Attempt(Base):
    """One go at a quiz, pinned to the release it began with. One open at a time for each module."""

    __tablename__ = "attempt"
    __table_args__ = (
        Index(
            "uq_attempt_open",
            "person_id",
            "course",
            "module",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_attempt_person_module", "person_id", "course", "module"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    course: Mapped[str] = mapped_column(String(60))
    module: Mapped[str] = mapped_column(String(60))
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    quiz_sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"))
    #: what was drawn: [{"item", "sha256", "shown": [option ids in the order shown]}]
    paper: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    begun_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UTCDateTime)
    #: 0-1 over the scored items, once ended
    score: Mapped[float | None]
    passed: Mapped[bool | None]


class ResponseRow(Base):
    """The response to one item of an attempt; `score` is empty until it is final."""

    __tablename__ = "response"
    __table_args__ = (
        CheckConstraint("confidence IN ('guessing', 'sure', 'certain')", name="confidence"),
        {"sqlite_with_rowid": False},
    )

    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[str] = mapped_column(String(60), primary_key=True)
    #: the canonical response, see `learning.assessment.marking`
    given: Mapped[dict[str, Any]] = mapped_column(JSON)
    confidence: Mapped[str | None] = mapped_column(String(10))
    score: Mapped[float | None]
    #: version of the marker that gave the score
    marker: Mapped[int | None]
    saved_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)


class Completion(Base):
    """A module or a whole course was completed on a day. Rows are added, never changed."""

    __tablename__ = "completion"
    __table_args__ = (
        Index("ix_completion_person_course", "person_id", "course"),
        CheckConstraint("basis IN ('quiz', 'read', 'talk', 'modules')", name="basis"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    course: Mapped[str] = mapped_column(String(60))
    #: None for the course as a whole
    module: Mapped[str | None] = mapped_column(String(60))
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    completed_on: Mapped[dt.date]
    #: None where it does not run out
    valid_until: Mapped[dt.date | None]
    #: what it rests on; `talk` is told to nobody, so that nobody asks why
    basis: Mapped[str] = mapped_column(String(10))


class Doubt(Base):
    """Somebody found a version of an item unclear. Authors see how many did, never who."""

    __tablename__ = "doubt"
    __table_args__ = (Index("ix_doubt_item_sha256", "item_sha256"),)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    item_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    course: Mapped[str] = mapped_column(String(60))
    item: Mapped[str] = mapped_column(String(60))
    #: what they wrote; may be empty
    note: Mapped[str] = mapped_column(String(300))
    on: Mapped[dt.date]
