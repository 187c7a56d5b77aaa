"""Stories: what somebody invented did with a course, as days that make sense together.

A story is a word; the days follow from it, from whose turn it is, and from how the course is
required where they work, so that what it tells is so on the day on which the demo is made.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from learning.people.places import Span
from learning.sample.northbrook import EARLY_HELP, SOCIAL_CARE, last_yearly

_DAY = dt.timedelta(days=1)
YEARLY = "11-30"
"""The day of each year by which one service completes the course."""


@dataclass(frozen=True)
class Story:
    """When somebody began at work, and the days of what they did with the course since."""

    since: dt.date
    #: days on which they completed it here
    completed: tuple[dt.date, ...] = ()
    #: days on which they completed it elsewhere
    elsewhere: tuple[dt.date, ...] = ()
    #: the day on which they began it, where they have not completed it here yet
    begun: dt.date | None = None
    pause: Span | None = None
    exempt: Span | None = None


def told(word: str, turn: int, team: str, *, on: dt.date) -> Story:
    """The story behind a word, of somebody in a team."""
    found = _newcomer(word, turn, on) or _absent(word, turn, on)
    if found is not None:
        return found
    yearly = team.startswith(EARLY_HELP)
    if word == "overdue":
        days = 75 + turn * 13 % 90 if team.startswith(SOCIAL_CARE) else 500 + turn
        return Story(on - days * _DAY)
    days_of = _by_the_day if yearly else _by_months
    done = days_of(word, turn, on)
    since = done[0] - (25 + turn * 53 % 800) * _DAY
    return Story(since, elsewhere=done) if word == "elsewhere" else Story(since, completed=done)


def _newcomer(word: str, turn: int, on: dt.date) -> Story | None:
    """Somebody who came of late, or comes next week."""
    lately = {"starting": -7, "new": 4 + turn % 12, "soon": 38 + turn % 6, "begun": 14 + turn % 10}
    if word not in lately:
        return None
    since = on - lately[word] * _DAY
    return Story(since, begun=since + 3 * _DAY if word == "begun" else None)


def _absent(word: str, turn: int, on: dt.date) -> Story | None:
    """Somebody who is away, was until lately, or need not complete the course."""
    since, spread = on - (300 + turn * 31 % 700) * _DAY, turn % 20 * _DAY
    if word == "away":
        return Story(since, pause=Span(on - 25 * _DAY - spread, on + 40 * _DAY + spread))
    if word == "gone":
        return Story(since, pause=Span(on - 30 * _DAY - spread))
    if word == "back":
        return Story(on - 110 * _DAY, pause=Span(on - 95 * _DAY, on - 5 * _DAY))
    if word == "exempt":
        return Story(since, exempt=Span(on - 120 * _DAY - spread, on + 200 * _DAY + spread))
    return None


def _by_months(word: str, turn: int, on: dt.date) -> tuple[dt.date, ...]:
    """Completions where each counts for twelve months, and renewal opens two before."""
    if word == "renewal":
        return (on - (312 + turn * 7 % 40) * _DAY,)
    if word == "expired":
        return (on - (380 + turn * 17 % 150) * _DAY,)
    if word == "renewed":
        return on - (375 + turn % 10) * _DAY, on - (30 + turn % 10) * _DAY
    return (on - (20 + turn * 29 % 250) * _DAY,)


def _by_the_day(word: str, turn: int, on: dt.date) -> tuple[dt.date, ...]:
    """Completions where each counts until a day of the year, and renewal opens two months before.

    Whoever completed it for the last such day is complete until the next one; some did so again.
    """
    last = last_yearly(YEARLY, on)
    if word == "expired":
        return (last - (90 + turn * 17 % 200) * _DAY,)
    for_last = last - (5 + turn * 11 % 45) * _DAY
    again = on - (2 + turn % 30) * _DAY
    if again > for_last and (word == "renewed" or turn % 3 == 0):
        return for_last, again
    return (for_last,)
