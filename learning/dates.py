"""Days counted in months and years: one rule for what has no such day.

The 31st of a shorter month is its last day, and 29 February is the 28th in other years.
"""

from __future__ import annotations

import calendar
import datetime as dt


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of the month so many months later or, where there is none, its last."""
    years, month0 = divmod(day.month - 1 + months, 12)
    return in_year(day.year + years, month0 + 1, day.day)


def in_year(year: int, month: int, day: int) -> dt.date:
    """A day of a year; one that the month does not have is its last."""
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def next_yearly(month_day: str, since: dt.date) -> dt.date:
    """The first `11-30` that is `since` or comes after it."""
    month, day = (int(part) for part in month_day.split("-"))
    this_year = in_year(since.year, month, day)
    return this_year if this_year >= since else in_year(since.year + 1, month, day)


def in_words(day: dt.date) -> str:
    """A day as people write it: 3 March 2027."""
    return f"{day.day} {day:%B %Y}"
