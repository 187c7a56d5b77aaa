"""Tables of authoring: running sums of items and options, and proposed words.

Nothing here names a person, and nothing leads to one.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from learning.db.base import Base, public_id


class ItemTally(Base):
    """Sums over the first attempts in which a rev of an item was scored.

    The rest is the mean score, 0-1, of the other scored items of the same attempt.
    """

    __tablename__ = "item_tally"

    course: Mapped[str] = mapped_column(String(60), primary_key=True)
    item: Mapped[str] = mapped_column(String(60), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    module: Mapped[str] = mapped_column(String(60))
    responses: Mapped[int]
    score_sum: Mapped[float]
    score_sq: Mapped[float]
    #: over the responses of attempts with other scored items
    rested: Mapped[int]
    rested_score_sum: Mapped[float]
    rested_score_sq: Mapped[float]
    rest_sum: Mapped[float]
    rest_sq: Mapped[float]
    cross_sum: Mapped[float]
    #: of the responses: how many said how sure they were, were certain, were certain and wrong
    confident: Mapped[int]
    certain: Mapped[int]
    certain_wrong: Mapped[int]


class OptionTally(Base):
    """How often an option (a step in a place, a pair, a range of numbers) was chosen."""

    __tablename__ = "option_tally"

    course: Mapped[str] = mapped_column(String(60), primary_key=True)
    item: Mapped[str] = mapped_column(String(60), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    option: Mapped[str] = mapped_column(String(130), primary_key=True)
    chosen: Mapped[int]


class Proposal(Base):
    """Other words for a block of a course. Who proposed them is not kept."""

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'taken', 'declined')", name="state"),
        Index("ix_proposal_state", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=public_id)
    #: the release line: a course, or `cases`
    course: Mapped[str] = mapped_column(String(60))
    version: Mapped[int]
    #: from the folder of courses
    file: Mapped[str] = mapped_column(String(200))
    #: the field of a YAML file, such as `items.door.prompt`; empty for a block of Markdown
    field: Mapped[str] = mapped_column(String(200), server_default="")
    #: where a block began in its text, as published, counted from 1; 0 for a field
    line: Mapped[int] = mapped_column(server_default="0")
    before: Mapped[str]
    after: Mapped[str]
    why: Mapped[str] = mapped_column(String(500))
    told_on: Mapped[dt.date]
    state: Mapped[str] = mapped_column(String(10), server_default="waiting")
    done_on: Mapped[dt.date | None]
