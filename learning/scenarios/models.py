"""Tables of scenarios: what one person chose alone, and what a crew did together.

A seat in a crew has no name, and choices of a crew go when it ends: only counts stay.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from learning.db.base import Base, UTCDateTime, public_id


class ScenarioRun(Base):
    """One person plays a scenario alone. What they chose is for their own debrief."""

    __tablename__ = "scenario_run"
    __table_args__ = (
        Index(
            "uq_scenario_run_open",
            "person_id",
            "course",
            "scenario",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_scenario_run_person_id", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    course: Mapped[str] = mapped_column(String(60))
    scenario: Mapped[str] = mapped_column(String(60))
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    scenario_sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"))
    #: the ids of the choices, from the start on
    path: Mapped[list[str]] = mapped_column(JSON)
    begun_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UTCDateTime)


class CrewSession(Base):
    """A scenario played by a crew: a facilitator's screen, and phones that joined by a code."""

    __tablename__ = "crew_session"
    __table_args__ = (
        CheckConstraint(
            "state IN ('waiting', 'briefing', 'choosing', 'showing', 'debrief', 'ended')",
            name="state",
        ),
        Index(
            "uq_crew_session_code",
            "code",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_crew_session_facilitator_id", "facilitator_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=public_id)
    #: what participants type to join; no two open sessions have the same
    code: Mapped[str] = mapped_column(String(12))
    facilitator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    course: Mapped[str] = mapped_column(String(60))
    scenario: Mapped[str] = mapped_column(String(60))
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    scenario_sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"))
    state: Mapped[str] = mapped_column(String(10))
    #: the version at which the node came up: 0 before the first, and never the same for two
    round: Mapped[int]
    node: Mapped[str] = mapped_column(String(60))
    #: rounds that were closed: [{"round", "node", "number", "counts": {choice: number}, "taken"}];
    #: no counts where few chose, and nothing taken (None) yet in the last one at most
    path: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    #: grows with whatever changes what a screen shows
    version: Mapped[int]
    #: participants who are signed in may have it noted that they took part
    attendance: Mapped[bool] = mapped_column(server_default=false())
    begun_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    touched_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UTCDateTime)


class CrewSeat(Base):
    """A phone that joined. It is known by a token in its cookie, and never by a name.

    Of no seat a time is kept: beside that of a sign-in it could tell whose phone it is.
    """

    __tablename__ = "crew_seat"
    __table_args__ = (Index("ix_crew_seat_session_id", "session_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("crew_session.id", ondelete="CASCADE"))
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    #: both are when the session began: a time of its own could lead to whose phone it is


class CrewChoice(Base):
    """What a seat chose in a round; gone when the crew goes on, or the session ends."""

    __tablename__ = "crew_choice"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("crew_session.id", ondelete="CASCADE"), primary_key=True
    )
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seat_id: Mapped[int] = mapped_column(
        ForeignKey("crew_seat.id", ondelete="CASCADE"), primary_key=True
    )
    choice: Mapped[str] = mapped_column(String(60))


class CrewAttendance(Base):
    """Somebody who was signed in took part, because they asked to have it noted."""

    __tablename__ = "crew_attendance"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("crew_session.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    on: Mapped[dt.date]
