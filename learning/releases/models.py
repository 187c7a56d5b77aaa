"""Tables of releases: immutable blobs, what they render to, and which release is live.

Nothing here is ever changed once written, except which release of a course is active.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from learning.db.base import Base, UTCDateTime


class BlobRow(Base):
    """What an author wrote, as canonical JSON (or a picture's bytes), named by its SHA-256."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    body: Mapped[bytes] = mapped_column(LargeBinary)


class Rendering(Base):
    """The HTML pieces of a blob, as one version of the renderer made them."""

    __tablename__ = "rendering"

    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"), primary_key=True)
    renderer: Mapped[int] = mapped_column(primary_key=True)
    html: Mapped[str]


class Release(Base):
    """A course (or the case library, course `cases`) as published."""

    __tablename__ = "release"
    __table_args__ = (
        UniqueConstraint("course", "version"),
        CheckConstraint("effect IN ('editorial', 'material', 'critical')", name="effect"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str] = mapped_column(String(60))
    #: 1, 2, 3, ... within the course
    version: Mapped[int]
    #: git commit of the working tree; empty without git
    commit: Mapped[str] = mapped_column(String(64))
    #: the working tree held changes that the commit does not
    dirty: Mapped[bool]
    manifest_sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"))
    effect: Mapped[str] = mapped_column(String(10))
    at: Mapped[dt.datetime] = mapped_column(UTCDateTime)


class ActiveRelease(Base):
    """The release of a course that pages and new attempts use."""

    __tablename__ = "active_release"

    course: Mapped[str] = mapped_column(String(60), primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    since: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    #: somebody went back to it: only somebody, and no start of the server, replaces it
    held: Mapped[bool] = mapped_column(server_default=false())


class Activation(Base):
    """A release was made the active one: when, by whom, why. Rows are only added."""

    __tablename__ = "activation"
    __table_args__ = (
        CheckConstraint("kind IN ('published', 'back')", name="kind"),
        Index("ix_activation_course", "course", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str] = mapped_column(String(60))
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    kind: Mapped[str] = mapped_column(String(10))
    #: None for the command line, and where the account is gone
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    why: Mapped[str] = mapped_column(String(300), server_default="")


class PublishedItem(Base):
    """The lock of an item's rev against its meaning, as last published."""

    __tablename__ = "published_item"

    course: Mapped[str] = mapped_column(String(60), primary_key=True)
    item: Mapped[str] = mapped_column(String(60), primary_key=True)
    module: Mapped[str] = mapped_column(String(60))
    rev: Mapped[int]
    meaning: Mapped[str] = mapped_column(String(64))
    retired: Mapped[bool]


class PublishedTree(Base):
    """The digest of the course files as last published without a problem: unchanged means done."""

    __tablename__ = "published_tree"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))


class SearchDocument(Base):
    """Something that can be found by its words; made anew whenever its release line is published.

    The words are looked up by what only the migration makes: see `indexing`.
    """

    __tablename__ = "search_document"
    __table_args__ = (Index("ix_search_document_course", "course"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    #: the release line it belongs to
    course: Mapped[str] = mapped_column(String(60))
    #: course, module, scenario or case
    kind: Mapped[str] = mapped_column(String(10))
    #: a course's id, `course/module`, `course/scenario`, or a case's id
    ref: Mapped[str] = mapped_column(String(130))
    title: Mapped[str]
    #: plain text, for excerpts
    body: Mapped[str]
    #: every word of title and text once, folded
    words: Mapped[str]


class Erratum(Base):
    """What a reader says is wrong on a page. Who said it is not kept."""

    __tablename__ = "erratum"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    #: the path of the page
    page: Mapped[str] = mapped_column(String(200))
    said: Mapped[str] = mapped_column(String(1_000))
    told_on: Mapped[dt.date]
    done_on: Mapped[dt.date | None]
