"""Tables of people: who they are, what they may do, where they work and are signed in.

A password is one way in and not what a person is: other ways (a sign-in of the employer's, a
passkey, a second factor) hang on `person_id` in tables of their own, and all of them end in a row
of `SignIn`.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from learning.db.base import Base, UTCDateTime, public_id

ROLES = ("learner", "supervisor", "author", "reviewer", "administrator")
_LISTED = ", ".join(f"'{role}'" for role in ROLES)


class Person(Base):
    """Somebody with an account. Everybody is a learner, whatever else they are."""

    __tablename__ = "person"
    #: an index and no constraint: to add one, SQLite would have to make the table anew
    __table_args__ = (Index("uq_person_external_id", "external_id", unique=True),)

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
    #: what the employer's own list calls them; by it they are known again in an import
    external_id: Mapped[str | None] = mapped_column(String(80))
    #: the first day on which the account lets nobody in; None while it does
    deactivated_on: Mapped[dt.date | None]
    #: counts the changes that administrators make, so that neither of two is lost
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))


class Role(Base):
    """A role beyond learner that a person holds."""

    __tablename__ = "role"
    __table_args__ = (CheckConstraint(f"name IN ({_LISTED})", name="known"),)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    #: the first day; None for who has had it since before that was kept
    since: Mapped[dt.date | None]


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


class Team(Base):
    """A node in the tree of teams: a service, a locality, a team at work."""

    __tablename__ = "team"
    __table_args__ = (Index("ix_team_path", "path"), Index("ix_team_parent_id", "parent_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=public_id)
    #: what the employer's own list calls it
    external_id: Mapped[str | None] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    #: None for one that lies in no other
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    #: the ids from the top down to this one, `/1/5/`: all that lies in a team begins with its path
    path: Mapped[str] = mapped_column(
        String(200).with_variant(String(200, collation="C"), "postgresql")
    )
    #: the first day on which it is no more; None while it is
    closed_on: Mapped[dt.date | None]
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))


class TeamMove(Base):
    """A team came to lie in another one: where it lay before is not forgotten."""

    __tablename__ = "team_move"
    __table_args__ = (Index("ix_team_move_team_id", "team_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"))
    from_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    to_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    #: the first day in the new place
    on: Mapped[dt.date]


class Place(Base):
    """Somebody works in a team, or supervises it, from one day to another."""

    __tablename__ = "place"
    __table_args__ = (
        Index("ix_place_person_id", "person_id"),
        Index("ix_place_team_id", "team_id", "person_id"),
        CheckConstraint("until IS NULL OR until >= since", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    #: sees what people in the team, and in all that lies in it, have completed
    supervises: Mapped[bool]
    since: Mapped[dt.date]
    #: the last day; None while no end is known
    until: Mapped[dt.date | None]
    #: the days on which the place, and its end, were noted: until then others saw what held before
    noted_on: Mapped[dt.date | None]
    end_noted_on: Mapped[dt.date | None]


class Recount(Base):
    """Somebody's duties have to be worked out anew, from a day on."""

    __tablename__ = "recount"
    __table_args__ = (Index("ix_recount_on", "on"), Index("ix_recount_person_id", "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    on: Mapped[dt.date]


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
