"""Northbrook: the demo's invented authority, with three services and twelve teams.

Numbers are what an employer's own list would call a team: each begins with that of the one it lies
in. One team was closed, and one lay in another service until last spring.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.orm import Session

from learning import dates
from learning.people import teams
from learning.people.models import Team
from learning.people.teams import Naming

TOP = "NB"
SOCIAL_CARE, EARLY_HELP, PARTNERSHIP = "NB-1", "NB-2", "NB-3"
DUTY, SCHOOLS, MISSING = "NB-11", "NB-31", "NB-32"
CLOSED = "NB-19"
_DAY = dt.timedelta(days=1)
_CLOSED_FOR = 150 * _DAY

#: lists of teams follow the ids of the tree, so this order puts the teams of one service in theirs
_NAMES = {
    TOP: "Northbrook",
    SOCIAL_CARE: "Children's Social Care",
    EARLY_HELP: "Early Help and Health Visiting",
    PARTNERSHIP: "Schools and Police Partnership",
    "NB-21": "Early Help Front Door",
    "NB-22": "Health Visiting Riverside",
    "NB-23": "Health Visiting Hillside",
    CLOSED: "Family Support South",
    "NB-33": "Police Liaison Desk",
    SCHOOLS: "School Safeguarding Leads",
    MISSING: "Missing and Exploited Children",
    DUTY: "Duty and Assessment",
    "NB-12": "Child Protection East",
    "NB-13": "Child Protection West",
    "NB-14": "Children in Our Care",
    "NB-141": "Fostering and Kinship",
    "NB-142": "Moving to Adulthood",
}
#: what lay elsewhere before it was moved
_BEFORE = {MISSING: SOCIAL_CARE}
#: all numbers of teams
NUMBERS = tuple(_NAMES)


def within(number: str) -> str | None:
    """The number of the team in which one lies; None for the authority itself."""
    if number == TOP:
        return None
    return number[:-1] if len(number) > len(SOCIAL_CARE) else TOP


def closed_on(on: dt.date) -> dt.date:
    """The day on which the closed team was no more, seen from a day."""
    return on - _CLOSED_FOR


def spring(on: dt.date) -> dt.date:
    """The last 1 April before a day: on it the moved team came to where it is."""
    return last_yearly("04-01", on)


def last_yearly(month_day: str, on: dt.date) -> dt.date:
    """The last such day before a day."""
    return dates.next_yearly(month_day, dates.in_year(on.year - 1, on.month, on.day))


def found(session: Session, *, on: dt.date) -> dict[str, Team]:
    """Make all teams, as they were before one was moved and one was closed."""
    made: dict[str, Team] = {}
    for number, name in _NAMES.items():
        above = _BEFORE.get(number) or within(number)
        made[number] = teams.make(session, Naming(name, number), made[above] if above else None)
    for number in _BEFORE:
        to = made[within(number) or TOP]
        teams.move(session, made[number], to, version=made[number].version, on=spring(on))
    return made


def close(session: Session, made: Mapping[str, Team], *, on: dt.date) -> None:
    """Close the team that is no more, once everybody's places there have ended."""
    team = made[CLOSED]
    teams.close(session, team, version=team.version, on=closed_on(on))
