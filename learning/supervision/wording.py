"""Wording: a requirement as people say it, in a few plain sentences. Pure."""

from __future__ import annotations

import datetime as dt

from learning import dates
from learning.supervision.terms import Terms

_LEAP_YEAR = 2028
#: of whom a course is required, before "in Family Help"
ROLES = {
    "supervisor": "Every supervisor",
    "author": "Every author",
    "reviewer": "Every reviewer",
    "administrator": "Every administrator",
}
EVERYBODY = "Everybody"


def whom(role: str | None, team: str | None) -> str:
    """Of whom it is required: "Everybody in Family Help". Without a team, everywhere."""
    who = ROLES.get(role or "", EVERYBODY)
    return f"{who} in {team}" if team else who


def due(terms: Terms) -> str:
    """By when it is to be completed: "within 30 days of joining"."""
    if terms.due_kind == "on" and terms.due_on is not None:
        return f"by {dates.in_words(terms.due_on)}"
    if terms.due_kind == "after":
        return f"within {'a day' if terms.due_days == 1 else f'{terms.due_days} days'} of joining"
    return f"by {_day_of_years(terms.due_month_day or '')} {_every(_years(terms), 'year')}"


def asks(terms: Terms, *, course: str, team: str | None) -> str:
    """Who completes what, by when and how often, in one sentence.

    `course` is its title, `team` the team's name.
    """
    again = ""
    if terms.due_kind != "yearly" and terms.valid_months is not None:
        again = f", and again {_every(terms.valid_months, 'month')}"
    return f"{whom(terms.role, team)} completes {course} {due(terms)}{again}."


def sentence(terms: Terms, *, course: str, team: str | None) -> str:
    """The whole rule: what is asked, when renewing counts, and what a critical change does."""
    said = [asks(terms, course=course, team=team)]
    if terms.due_kind != "yearly" and terms.valid_months is None:
        said.append("A completion counts for as long as the course says.")
    return " ".join([*said, _renewal(terms.renewal_days), _grace(terms.grace_days)])


def lasts(terms: Terms, *, on: dt.date) -> str:
    """On which days it holds, told on a day: "Since 1 May 2027, until 3 March 2028"."""
    since, until = dates.in_words(terms.starts_on), terms.ends_on
    if until is not None and until < on:
        return f"From {since} until {dates.in_words(until)}: it has ended"
    end = f", until {dates.in_words(until)}" if until is not None else ""
    return f"{'Since' if terms.starts_on <= on else 'From'} {since}{end}"


def _day_of_years(month_day: str) -> str:
    if month_day == "02-29":
        return "29 February (28 February in other years)"
    day = dt.date.fromisoformat(f"{_LEAP_YEAR}-{month_day}")
    return f"{day.day} {day:%B}"


def _years(terms: Terms) -> int:
    """How many years lie between two due days of a yearly rule."""
    return max((terms.valid_months or 12) // 12, 1)


def _every(number: int, what: str) -> str:
    if number == 1:
        return "each year" if what == "year" else "every month"
    return f"every {number} {what}s"


def _days(number: int) -> str:
    return f"{number} {'day' if number == 1 else 'days'}"


def _renewal(days: int) -> str:
    return f"Renewal opens {f'{_days(days)} before' if days else 'on the last day'}."


def _grace(days: int) -> str:
    said = f"for {_days(days)}" if days else "no longer"
    return f"After a critical change the completion of before counts {said}."
