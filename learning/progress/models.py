"""Tables of progress: enrolments, attempts, responses and the completions that come of them.

Completions are only ever added, and go only with the person they are about. Nothing of this room is
shown to anybody but that person.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
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


class AwaitingTally(Base):
    """A person's first attempt at a quiz has ended and is not yet in the sums of its items."""

    __tablename__ = "awaiting_tally"

    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True
    )


class Regrade(Base):
    """An item was void, so that an attempt is worth more. The attempt stays as it was.

    Rows are only added. Scores are those of the whole attempt, 0-1, and never fall.
    """

    __tablename__ = "regrade"
    __table_args__ = (UniqueConstraint("attempt_id", "item"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    item: Mapped[str] = mapped_column(String(60))
    #: the release that made the item void
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    #: why, in the author's words to the learner
    reason: Mapped[str] = mapped_column(String(500))
    score_before: Mapped[float]
    score_after: Mapped[float]
    passed_before: Mapped[bool]
    passed_after: Mapped[bool]
    at: Mapped[dt.datetime] = mapped_column(UTCDateTime)


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


class PastCompletion(Base):
    """A course that somebody completed elsewhere, or before it was here, as an employer says.

    It counts for what is required, and says where it comes from. Nothing here can be signed of it.
    """

    __tablename__ = "past_completion"
    __table_args__ = (UniqueConstraint("person_id", "course", "completed_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    course: Mapped[str] = mapped_column(String(60))
    completed_on: Mapped[dt.date]
    #: None where it does not run out
    valid_until: Mapped[dt.date | None]
    #: where it was recorded, in the words of the list: the name of a system or of a provider
    source: Mapped[str] = mapped_column(String(200))
    added_on: Mapped[dt.date]


class Doubt(Base):
    """Somebody found a version of an item unclear. Authors see how many did, never who."""

    __tablename__ = "doubt"
    __table_args__ = (
        Index("ix_doubt_item_sha256", "item_sha256"),
        Index("ix_doubt_course_item", "course", "item"),
    )

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    item_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    course: Mapped[str] = mapped_column(String(60))
    item: Mapped[str] = mapped_column(String(60))
    #: what they wrote; may be empty
    note: Mapped[str] = mapped_column(String(300))
    on: Mapped[dt.date]


class Certificate(Base):
    """A course completion in signed words. What was signed stays as it is, byte for byte."""

    __tablename__ = "certificate"
    __table_args__ = (
        Index(
            "uq_certificate_in_force",
            "completion_id",
            unique=True,
            sqlite_where=text("revoked_on IS NULL"),
            postgresql_where=text("revoked_on IS NULL"),
        ),
        Index("ix_certificate_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: names the certificate in addresses, in what is signed, and in the list of revoked ones
    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    completion_id: Mapped[int] = mapped_column(ForeignKey("completion.id", ondelete="CASCADE"))
    issued_on: Mapped[dt.date]
    #: the signed text, see `learning.signing.statements`
    signed: Mapped[bytes] = mapped_column(LargeBinary)
    key_id: Mapped[str] = mapped_column(String(16))
    revoked_on: Mapped[dt.date | None]


class Revocation(Base):
    """A certificate that no longer holds. It outlives the certificate, and names nobody."""

    __tablename__ = "revocation"

    certificate: Mapped[str] = mapped_column(String(24), primary_key=True)
    revoked_on: Mapped[dt.date]
    #: one of `learning.signing.checking.REASONS`
    reason: Mapped[str] = mapped_column(String(10))


class CpdEntry(Base):
    """A learner's own note of what they learnt, for the body that registers them."""

    __tablename__ = "cpd_entry"
    __table_args__ = (Index("ix_cpd_entry_person_id", "person_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    done_on: Mapped[dt.date]
    #: stated, never measured
    minutes: Mapped[int | None]
    #: what it was, and why it matters to their work
    relevance: Mapped[str]
    learnt: Mapped[str]
    impact: Mapped[str]
    #: the day of the talk with a colleague; None where there was none yet
    talked_on: Mapped[dt.date | None]
    talked_with: Mapped[str] = mapped_column(String(120))
    talk: Mapped[str]
    changed_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)


class OutsideRecord(Base):
    """A signed record from another installation. Never a completion here."""

    __tablename__ = "outside_record"
    __table_args__ = (UniqueConstraint("person_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    #: of the signed text: the same file twice is one row
    sha256: Mapped[str] = mapped_column(String(64))
    signed: Mapped[bytes] = mapped_column(LargeBinary)
    #: who issued it, under the name that the administrator here gave their key
    issuer: Mapped[str] = mapped_column(String(200))
    added_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)


class ErasedCompletions(Base):
    """How many completions of people who were erased fell into a month. Names nobody.

    With the completions that are still there they give the whole number for a release.
    """

    __tablename__ = "erased_completions"

    course: Mapped[str] = mapped_column(String(60), primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    #: empty for the course as a whole
    module: Mapped[str] = mapped_column(String(60), primary_key=True)
    #: the first day of the month
    month: Mapped[dt.date] = mapped_column(primary_key=True)
    completions: Mapped[int]


class Refresher(Base):
    """What is known of how well a person holds an objective, and the day to ask again."""

    __tablename__ = "refresher"
    __table_args__ = (Index("ix_refresher_person_due", "person_id", "due_on"),)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    course: Mapped[str] = mapped_column(String(60), primary_key=True)
    objective: Mapped[str] = mapped_column(String(60), primary_key=True)
    #: see `learning.assessment.scheduling`
    memory: Mapped[dict[str, Any]] = mapped_column(JSON)
    reviewed_on: Mapped[dt.date]
    due_on: Mapped[dt.date]


class RefresherRound(Base):
    """A few items asked again at one sitting. It counts for nothing but the next day to ask."""

    __tablename__ = "refresher_round"
    __table_args__ = (Index("ix_refresher_round_person_id", "person_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    #: what was chosen, in order: see `learning.progress.refreshing.Asked`
    paper: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    begun_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)


class RefresherResponse(Base):
    """The response to one item of a round, counted from 0 in its paper; final when it is saved."""

    __tablename__ = "refresher_response"

    round_id: Mapped[int] = mapped_column(
        ForeignKey("refresher_round.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item: Mapped[str] = mapped_column(String(60))
    item_sha256: Mapped[str] = mapped_column(String(64))
    given: Mapped[dict[str, Any]] = mapped_column(JSON)
    confidence: Mapped[str | None] = mapped_column(String(10))
    score: Mapped[float]
    marker: Mapped[int]
    saved_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)


class RefresherPause(Base):
    """A person wants no refreshers: until a day, or (None) until they say otherwise."""

    __tablename__ = "refresher_pause"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    until: Mapped[dt.date | None]
