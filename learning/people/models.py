"""Tables of people: who they are, what they may do, and where they are signed in.

A password is one way in and not what a person is: other ways (a sign-in of the employer's, a
passkey, a second factor) hang on `person_id` in tables of their own, and all of them end in a row
of `SignIn`.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from learning.db.base import Base, UTCDateTime, public_id

ROLES = ("learner", "supervisor", "author", "reviewer", "administrator")
_LISTED = ", ".join(f"'{role}'" for role in ROLES)


class Person(Base):
    """Somebody with an account. Everybody is a learner, whatever else they are."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: names the person in addresses; random, so that it tells nothing
    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=public_id)
    name: Mapped[str] = mapped_column(String(120))
    #: folded to lower case; what the person signs in with
    email: Mapped[str] = mapped_column(String(254), unique=True)
    #: PHC string of Argon2id; None for demo people, who have no password
    password: Mapped[str | None] = mapped_column(String(200))
    #: made up for the demo; shown beside the name everywhere
    invented: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)


class Role(Base):
    """A role beyond learner that a person holds."""

    __tablename__ = "role"
    __table_args__ = (CheckConstraint(f"name IN ({_LISTED})", name="known"),)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(20), primary_key=True)


class SignIn(Base):
    """One device on which a person is signed in; the token itself is in the cookie alone."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_person_id", "person_id"),)

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    until: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    #: browser and system in two words, "Firefox on Android"; empty where they were not told
    device: Mapped[str] = mapped_column(String(40), default="", server_default="")


class Invitation(Base):
    """A one-time link to an account with a role; only the hash of its token is kept."""

    __tablename__ = "invitation"
    __table_args__ = (Index("ix_invitation_made_at", "made_at"),)

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    #: whom it is meant for, in the words of who made it; empty where nobody is named
    meant_for: Mapped[str] = mapped_column(String(120), default="", server_default="")
    #: None for the first link, and once whoever made it is gone
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    made_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    until: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[dt.datetime | None] = mapped_column(UTCDateTime)


class ResetLink(Base):
    """A one-time link to a new password; only the hash of its token is kept."""

    __tablename__ = "reset_link"
    __table_args__ = (Index("ix_reset_link_person_id", "person_id"),)

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    made_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    until: Mapped[dt.datetime] = mapped_column(UTCDateTime)


class Tries(Base):
    """How often something was tried in vain of late; what, is a hash that only we can make."""

    __tablename__ = "tries"
    __table_args__ = (Index("ix_tries_last_at", "last_at"),)

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int]
    last_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    #: until when nothing of it is even looked at
    wait_until: Mapped[dt.datetime] = mapped_column(UTCDateTime)


class Erasure(Base):
    """Somebody was erased at their own request: enough to do it again in a restored backup.

    No name, no address and no id: whoever has not the installation's key can make nothing of it.
    """

    __tablename__ = "erasure"

    #: HMAC-SHA256 of the person's public id with the installation's key
    person_hmac: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: tells which key that was, and nothing about it
    key_id: Mapped[str] = mapped_column(String(16))
    erased_on: Mapped[dt.date]
