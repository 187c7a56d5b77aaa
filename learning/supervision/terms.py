"""Terms: what a requirement asks, of which role, from when, by when and how often. Pure values.

A form gives them, a row keeps them, and a sentence tells them (see `wording`).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from learning.errors import Invalid
from learning.people.models import ROLES
from learning.people.places import Span, check_span

MOST_MONTHS, MOST_DAYS, MOST_DAYS_AFTER = 120, 365, 730
RENEWAL_DAYS, GRACE_DAYS = 60, 28
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")
_SHORTEST_MONTH, _LEAP_YEAR = 28, 2028


class Misfit(Invalid):
    """Terms that cannot be; `field` names the one to change."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


@dataclass(frozen=True)
class Terms:
    """A requirement without its team; the fields are those of `models.Requirement`."""

    course: str
    starts_on: dt.date
    #: on, after or yearly: which of the three below holds
    due_kind: str
    due_on: dt.date | None = None
    due_days: int | None = None
    due_month_day: str | None = None
    role: str | None = None
    ends_on: dt.date | None = None
    valid_months: int | None = None
    renewal_days: int = RENEWAL_DAYS
    grace_days: int = GRACE_DAYS

    @property
    def span(self) -> Span:
        """The days on which it holds."""
        return Span(self.starts_on, self.ends_on)


FIELDS = tuple(Terms.__dataclass_fields__)


def check(terms: Terms, *, on: dt.date) -> None:
    """Raise `Misfit` for what can only be a slip or could never be kept."""
    _check_span(terms.span, "starts_on" if terms.ends_on is None else "ends_on", on=on)
    if terms.role is not None and terms.role not in ROLES:
        raise Misfit("role", f"There is no role '{terms.role}'. Use one of: {', '.join(ROLES)}.")
    _check_due(terms, on=on)
    _check_validity(terms)


def is_month_day(text: str) -> bool:
    """Whether a text is a day of some year, such as `11-30`; `02-29` is one."""
    found = _MONTH_DAY.fullmatch(text)
    if found is None:
        return False
    try:
        dt.date(_LEAP_YEAR, int(found[1]), int(found[2]))
    except ValueError:
        return False
    return True


def _check_span(span: Span, field: str, *, on: dt.date) -> None:
    try:
        check_span(span, on=on)
    except Invalid as error:
        raise Misfit(field, error.text) from error


def _check_due(terms: Terms, *, on: dt.date) -> None:
    given = {"on": terms.due_on, "after": terms.due_days, "yearly": terms.due_month_day}
    others = [value for kind, value in given.items() if kind != terms.due_kind]
    if given.get(terms.due_kind) is None or any(value is not None for value in others):
        said = "Choose one way in which the course is due, and say its day or its days."
        raise Misfit("due_kind", said)
    if terms.due_on is not None:
        _check_due_day(terms, terms.due_on, on=on)
    if terms.due_days is not None and not 1 <= terms.due_days <= MOST_DAYS_AFTER:
        raise Misfit("due_days", f"Choose from 1 to {MOST_DAYS_AFTER} days after joining.")
    if terms.due_month_day is not None and not is_month_day(terms.due_month_day):
        raise Misfit("due_month_day", "That is no day of a year. Choose one such as 30 November.")


def _check_due_day(terms: Terms, day: dt.date, *, on: dt.date) -> None:
    _check_span(Span(day), "due_on", on=on)
    if not terms.span.holds(day):
        raise Misfit(
            "due_on",
            "The day by which it is due lies outside of the days on which the requirement holds. "
            "Change the one or the other.",
        )


def _check_validity(terms: Terms) -> None:
    months = terms.valid_months
    if months is not None and not 1 <= months <= MOST_MONTHS:
        said = f"A completion counts for 1 to {MOST_MONTHS} months. Choose so many."
        raise Misfit("valid_months", said)
    if months is not None and months % 12 and terms.due_kind == "yearly":
        said = "By a day of each year, a completion counts for whole years: 12, 24, 36."
        raise Misfit("valid_months", said)
    for field in ("renewal_days", "grace_days"):
        if not 0 <= getattr(terms, field) <= MOST_DAYS:
            raise Misfit(field, f"Choose from 0 to {MOST_DAYS} days.")
    counted = months if months is not None else 12 if terms.due_kind == "yearly" else None
    if counted is not None and terms.renewal_days >= counted * _SHORTEST_MONTH:
        raise Misfit(
            "renewal_days",
            "Renewal would open before the course was completed at all. Choose fewer days, or more "
            "months.",
        )
