"""Tables of near-miss reports: sealed parts, the keys they are sealed to, and counts by week.

No column here holds a moment of a reporter's doing, an address, or a word of what was told. Weeks
are named by their Monday. Ids are random, and on SQLite these tables have no row numbers, so that
nothing tells which of two reports of one week came first. May be imported in this room alone.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from learning.db.base import Base, UTCDateTime, public_id

#: SQLite keeps rows by their random key, and not in the order in which they came
_UNORDERED: dict[str, Any] = {"sqlite_with_rowid": False}
#: names of states; a report that is withdrawn has no sealed part any more
STATES = ("received", "in_review", "closed", "withdrawn")
#: how reading ended. Publishing adds its own
OUTCOMES = ("learned", "counted", "routed", "not_followed_up")
#: what parts are: from the reporter `told`, `answer`, `verdict`; from reviewers the others,
#: of which a `note` is for themselves and a `text` is what would be published
PARTS = ("told", "answer", "verdict", "message", "note", "text", "outcome")
#: what the counts by week count
COUNTED = ("received", "withdrawn", "unopened", "unfinished", "closed")


def _one_of(column: str, names: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(name) for name in names)})"


class HolderKey(Base):
    """A public key that reports are sealed to: a reviewer's, or the recovery key's.

    A reviewer's private key is here too, locked with their passphrase; the recovery key's is on
    paper and nowhere else. A key that ended opens nothing new, and what was sealed to it is gone.
    """

    __tablename__ = "report_holder_key"
    __table_args__ = (
        CheckConstraint("kind IN ('reviewer', 'recovery')", name="kind"),
        CheckConstraint("(kind = 'recovery') = (locked IS NULL)", name="locked"),
        CheckConstraint("kind = 'reviewer' OR person_id IS NULL", name="person"),
        Index(
            "uq_report_holder_key_person",
            "person_id",
            unique=True,
            sqlite_where=text("ended_on IS NULL AND person_id IS NOT NULL"),
            postgresql_where=text("ended_on IS NULL AND person_id IS NOT NULL"),
        ),
        Index(
            "uq_report_holder_key_recovery",
            "kind",
            unique=True,
            sqlite_where=text("ended_on IS NULL AND kind = 'recovery'"),
            postgresql_where=text("ended_on IS NULL AND kind = 'recovery'"),
        ),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=public_id)
    kind: Mapped[str] = mapped_column(String(10))
    #: whose it is; an account that is deleted takes its key along
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    public: Mapped[bytes] = mapped_column(LargeBinary)
    locked: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_on: Mapped[dt.date]
    ended_on: Mapped[dt.date | None]


class Unlocked(Base):
    """A reviewer's private key, locked again with a random key that only their cookie holds."""

    __tablename__ = "report_unlocked"

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=public_id)
    key_id: Mapped[str] = mapped_column(ForeignKey("report_holder_key.id", ondelete="CASCADE"))
    locked: Mapped[bytes] = mapped_column(LargeBinary)
    until: Mapped[dt.datetime] = mapped_column(UTCDateTime)


class Report(Base):
    """A report as it may lie in a database: weeks, a state, and locks. The telling is in parts."""

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint(_one_of("state", STATES), name="state"),
        CheckConstraint(f"outcome IS NULL OR {_one_of('outcome', OUTCOMES)}", name="outcome"),
        CheckConstraint("waits_for IN ('reviewers', 'reporter', 'nobody')", name="waits_for"),
        Index("ix_report_state_week", "state", "week", "id"),
        _UNORDERED,
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=public_id)
    #: what the reporter and the reviewers call it: two words and two digits
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    #: the Mondays of the weeks in which it came, and in which somebody last did something with it
    week: Mapped[dt.date]
    moved_week: Mapped[dt.date]
    state: Mapped[str] = mapped_column(String(10), server_default="received")
    outcome: Mapped[str | None] = mapped_column(String(20))
    waits_for: Mapped[str] = mapped_column(String(10), server_default="reviewers")
    #: the reporter has copied the six words, so they are never shown again
    confirmed: Mapped[bool] = mapped_column(server_default=false())
    #: half of what Argon2id makes of the six words, hashed; the other half locks `reporter_key`
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    verifier: Mapped[bytes] = mapped_column(LargeBinary)
    reporter_public: Mapped[bytes] = mapped_column(LargeBinary)
    reporter_key: Mapped[bytes] = mapped_column(LargeBinary)
    #: grows with whatever changes what a reviewer sees
    version: Mapped[int] = mapped_column(server_default="1")


class Part(Base):
    """One sealed text of a report: what was told, a message, a note, what became of it."""

    __tablename__ = "report_part"
    __table_args__ = (
        CheckConstraint(_one_of("kind", PARTS), name="kind"),
        UniqueConstraint("report_id", "number"),
        _UNORDERED,
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=public_id)
    report_id: Mapped[str] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    #: the order within its report, from 1
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    #: the Monday of the week in which it was written
    week: Mapped[dt.date]
    #: of a text: the last day on which the reporter may object
    until: Mapped[dt.date | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    #: its data key, sealed to the reporter; None where it is not for them
    reporter_wrapped: Mapped[bytes | None] = mapped_column(LargeBinary)


class PartKey(Base):
    """The data key of a part, sealed to one holder."""

    __tablename__ = "report_part_key"
    __table_args__ = (Index("ix_report_part_key_key_id", "key_id"), _UNORDERED)

    part_id: Mapped[str] = mapped_column(
        ForeignKey("report_part.id", ondelete="CASCADE"), primary_key=True
    )
    key_id: Mapped[str] = mapped_column(
        ForeignKey("report_holder_key.id", ondelete="CASCADE"), primary_key=True
    )
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


class Opening(Base):
    """Somebody has opened the raw text of a report: they cannot be its second reader."""

    __tablename__ = "report_opening"
    __table_args__ = (_UNORDERED,)

    report_id: Mapped[str] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )


class WeekCount(Base):
    """How many reports of a week came, were withdrawn, or were purged, and in which state."""

    __tablename__ = "report_week_count"
    __table_args__ = (CheckConstraint(_one_of("what", COUNTED), name="what"),)

    week: Mapped[dt.date] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[int]


class Round(Base):
    """A day on which what is done once a day was begun: of several workers, by one."""

    __tablename__ = "report_round"

    on: Mapped[dt.date] = mapped_column(primary_key=True)


class Purged(Base):
    """The ledger: a report of this id was destroyed, and is to be again where it comes back."""

    __tablename__ = "report_purged"
    __table_args__ = (_UNORDERED,)

    report_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    #: the Monday of the week in which that was
    week: Mapped[dt.date]
