"""The standing cast, and builders for what tests need around it.

Alice learns in Bob's team, Bob supervises, Charlie is in another team and may not, Rana, Ravi and
Rosa review reports, Ada authors, Olu administers.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learning.db import Database
from learning.people.models import Person, Recount
from learning.people.recounting import ASKED
from learning.sample.people import CAST, seed_cast

AT = dt.datetime(2027, 3, 3, 9, 30, tzinfo=dt.UTC)
COURSES = Path(__file__).parent / "courses"
NAMES = tuple(one.key for one in CAST)


@dataclass(frozen=True)
class Cast:
    """The ids of the cast's people."""

    alice: int
    bob: int
    charlie: int
    rana: int
    ravi: int
    rosa: int
    ada: int
    olu: int


def cast_into(session: Session) -> Cast:
    """Add the cast, whose duties are worked out by now: there are none."""
    seed_cast(session, at=AT)
    session.execute(delete(Recount))
    session.info.pop(ASKED, None)
    rows = session.execute(select(Person.email, Person.id))
    return Cast(**{row.email.partition("@")[0]: row.id for row in rows})


def published(database: Database, courses: Path = COURSES) -> None:
    """Publish a tree of courses; a problem in it fails the test."""
    from learning.cli.publish import publish_tree  # needs the whole compiler; few tests do

    outcomes, errors = publish_tree(courses, database, always=True)
    assert not errors, [str(error) for error in errors]
    assert all(one.state in ("published", "unchanged") for one in outcomes), outcomes
