"""Asking: what the demo's authority requires of its people, each service in its own way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session

from learning.people.models import Team
from learning.releases.shelf import Shelf
from learning.sample.northbrook import EARLY_HELP, SCHOOLS, SOCIAL_CARE, TOP
from learning.sample.stories import YEARLY
from learning.supervision import requiring
from learning.supervision.terms import Terms

_DAY = dt.timedelta(days=1)


def require(
    session: Session, shelf: Shelf, made: Mapping[str, Team], course: str, *, on: dt.date
) -> None:
    """Require a course of two services, of one team and of every supervisor."""
    for number, terms in _asked(course, on):
        requiring.make(session, shelf, terms, made[number], on=on)


def _asked(course: str, on: dt.date) -> Iterator[tuple[str, Terms]]:
    """Sixty days after joining, so that a newcomer is not due soon from the first day on."""
    since = on - 800 * _DAY
    yield SOCIAL_CARE, Terms(course, since, "after", due_days=60, valid_months=12)
    yield EARLY_HELP, Terms(course, since, "yearly", due_month_day=YEARLY)
    by = on + 45 * _DAY
    yield SCHOOLS, Terms(course, on - 120 * _DAY, "on", due_on=by, valid_months=24)
    yield TOP, Terms(course, since, "after", due_days=60, role="supervisor", valid_months=24)
