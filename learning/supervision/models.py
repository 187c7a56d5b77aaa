"""Tables of supervision: requirements, exemptions, pauses, and the read model of duties.

All of them hold dates. There is no state to go stale: it is worked out when somebody looks.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from learning.db.base import Base, public_id


class Requirement(Base):
    """A course that everybody in a team and below it, or with a role, has to complete."""

    __tablename__ = "requirement"
    __table_args__ = (
        CheckConstraint(
            "(due_kind = 'on' AND due_on IS NOT NULL)"
            " OR (due_kind = 'after' AND due_days IS NOT NULL)"
            " OR (due_kind = 'yearly' AND due_month_day IS NOT NULL)",
            name="due",
        ),
        Index("ix_requirement_team_id", "team_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=public_id)
    course: Mapped[str] = mapped_column(String(60))
    #: the top of the teams it is for; None for everybody
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    #: only of people with this role; None for all of them
    role: Mapped[str | None] = mapped_column(String(20))
    starts_on: Mapped[dt.date]
    #: the last day; None while no end is known
    ends_on: Mapped[dt.date | None]
    #: on: by one day; after: days after joining; yearly: by a day of each year
    due_kind: Mapped[str] = mapped_column(String(10))
    due_on: Mapped[dt.date | None]
    due_days: Mapped[int | None]
    #: `11-30`; 29 February falls on the 28th in other years
    due_month_day: Mapped[str | None] = mapped_column(String(5))
    #: how long a completion counts; None: as long as the course says
    valid_months: Mapped[int | None]
    #: days before the end of validity in which completing again counts for the next time
    renewal_days: Mapped[int]
    #: days for which an older completion still counts after a critical change of the course
    grace_days: Mapped[int]
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))


class Exemption(Base):
    """Somebody need not complete a course, for a reason that is written down."""

    __tablename__ = "exemption"
    __table_args__ = (
        Index("ix_exemption_person_id", "person_id"),
        CheckConstraint("until IS NULL OR until >= since", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    course: Mapped[str] = mapped_column(String(60))
    since: Mapped[dt.date]
    until: Mapped[dt.date | None]
    reason: Mapped[str] = mapped_column(String(300))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class Pause(Base):
    """Somebody is away from work, and no clock runs for them. Why is nobody's affair here."""

    __tablename__ = "pause"
    __table_args__ = (
        Index("ix_pause_person_id", "person_id"),
        CheckConstraint("until IS NULL OR until >= since", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    since: Mapped[dt.date]
    #: the last day away; None while the return is not known
    until: Mapped[dt.date | None]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class Duty(Base):
    """The read model: one person, one course, and dates. All that a supervisor's pages know.

    There is a row where a course is or was required of somebody, and where they have completed it.
    It is worked out anew from requirements, places and completions whenever one of them changes.
    """

    __tablename__ = "duty"
    __table_args__ = (Index("ix_duty_due", "due", "person_id", "course"),)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    course: Mapped[str] = mapped_column(String(60), primary_key=True)
    #: what it rests on; None where nothing requires it
    requirement_id: Mapped[int | None] = mapped_column(
        ForeignKey("requirement.id", ondelete="SET NULL")
    )
    #: first and last day on which it is required
    required_since: Mapped[dt.date | None]
    required_until: Mapped[dt.date | None]
    #: the day by which it has to be completed, or completed again; None where nothing is to be done
    due: Mapped[dt.date | None]
    completed_on: Mapped[dt.date | None]
    #: the last day on which that counts; None where it does not run out
    valid_until: Mapped[dt.date | None]
    #: the first day on which completing it again counts for the next time
    renewal_opens: Mapped[dt.date | None]
    #: the version of the course that was completed; None where it was completed elsewhere
    release: Mapped[int | None]
    #: the public id of the certificate, where its owner made one
    certificate: Mapped[str | None] = mapped_column(String(24))
    #: the day on which it was begun, where it is required
    begun_on: Mapped[dt.date | None]
    exempt_since: Mapped[dt.date | None]
    exempt_until: Mapped[dt.date | None]
    paused_since: Mapped[dt.date | None]
    paused_until: Mapped[dt.date | None]
