"""Weeks: reports know the Monday of a week and no nearer time, and our clock is told in weeks."""

from __future__ import annotations

import datetime as dt


def monday(on: dt.date) -> dt.date:
    """The Monday of the week of a day."""
    return on - dt.timedelta(days=on.weekday())


def since(week: dt.date, on: dt.date) -> int:
    """Whole weeks from the one of `week` to the one of a day; 0 within the same week."""
    return (monday(on) - week).days // 7


def after_working_days(week: dt.date, days: int) -> dt.date:
    """The latest day on which so many working days (Monday to Friday) have gone by.

    Only the week is known, so it is counted from its Sunday: that promises no more than can be
    held. Bank holidays are not known here.
    """
    whole, rest = divmod(days - 1, 5)
    return week + dt.timedelta(days=7 + whole * 7 + rest)
