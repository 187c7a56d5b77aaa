"""Requiring: a course is asked of a team or of everybody, otherwise than before, or no longer.

What was asked stays on record: a requirement that has begun is ended with a day, never taken away.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning import dates
from learning.db.base import is_public_id
from learning.errors import Conflict, Invalid, NotFound, Stale
from learning.people import recounting
from learning.people.models import Team
from learning.people.places import Span, check_span
from learning.people.teams import NO_TEAM
from learning.releases.shelf import Shelf
from learning.supervision import courses, terms
from learning.supervision.models import Requirement
from learning.supervision.terms import FIELDS, Terms

NO_REQUIREMENT = (
    "There is no such requirement. Those that there are stand in the list of requirements, under "
    "Administration."
)
_STALE = "Somebody else changed this requirement since you opened the page. Look at what holds now."
_TWICE = (
    "The same course is required of the same team and role already on some of these days. Change "
    "that requirement, or choose other days."
)


def find(session: Session, public_id: str) -> Requirement:
    """A requirement by the id in its address; `NotFound` where there is none."""
    sought = select(Requirement).where(Requirement.public_id == public_id)
    found = session.scalar(sought) if is_public_id(public_id) else None
    if found is None:
        raise NotFound(NO_REQUIREMENT)
    return found


def terms_of(requirement: Requirement) -> Terms:
    """What a requirement says."""
    return Terms(**{name: getattr(requirement, name) for name in FIELDS})


def make(
    session: Session, shelf: Shelf, asked: Terms, team: Team | None, *, on: dt.date
) -> Requirement:
    """Require a course of all in a team and below it, or of everybody.

    Refused for a course that nobody can begin, for a closed team, and where the same is required of
    the same already: of two who do so at once one is refused.
    """
    asked = _checked(asked, on=on)
    courses.live(session, shelf, asked.course)
    courses.hold(session, asked.course)
    _refuse_closed(session, team)
    _refuse_twice(session, asked, team.id if team else None)
    made = Requirement(team_id=team.id if team else None, **vars(asked))
    session.add(made)
    session.flush()
    _recount(session, made, on=on)
    return made


def change(
    session: Session,
    requirement: Requirement,
    asked: Terms,
    team: Team | None,
    *,
    version: int,
    on: dt.date,
) -> list[str]:
    """Ask the same course otherwise: of others, by another day, for longer. The fields that change.

    Another course is another requirement. One that has ended is history and stays as it was.
    """
    asked = _checked(asked, on=on)
    if asked.course != requirement.course:
        raise Invalid("The course of a requirement stays. End this one, and make another.")
    courses.hold(session, asked.course)
    _next_version(session, requirement, version)
    refuse_ended(requirement, on=on)
    team_id = team.id if team else None
    if team_id != requirement.team_id:
        _refuse_closed(session, team)
    _refuse_twice(session, asked, team_id, but=requirement.id)
    _recount(session, requirement, on=on)
    new = {**vars(asked), "team_id": team_id}
    changed = [name for name, value in new.items() if getattr(requirement, name) != value]
    for name in changed:
        setattr(requirement, name, new[name])
    session.flush()
    _recount(session, requirement, on=on)
    return changed


def end(
    session: Session, requirement: Requirement, *, last: dt.date, version: int, on: dt.date
) -> None:
    """Let a requirement hold until a day and no longer. What was asked until then stays known."""
    courses.hold(session, requirement.course)
    _next_version(session, requirement, version)
    refuse_ended(requirement, on=on)
    if last < requirement.starts_on:
        raise Invalid(
            f"It begins on {dates.in_words(requirement.starts_on)}. Choose that day or a later one."
        )
    check_span(Span(requirement.starts_on, last), on=on)
    asked = replace(terms_of(requirement), ends_on=last)
    _refuse_twice(session, asked, requirement.team_id, but=requirement.id)
    requirement.ends_on = last
    session.flush()
    _recount(session, requirement, on=on)


def take_away(session: Session, requirement: Requirement, *, version: int, on: dt.date) -> None:
    """Take a requirement away that has not begun: nobody was asked anything by it yet."""
    _next_version(session, requirement, version)
    if requirement.starts_on <= on:
        raise Conflict("It has begun, so it stays on record. End it with a last day instead.")
    _recount(session, requirement, on=on)
    session.delete(requirement)
    session.flush()


def refuse_ended(requirement: Requirement, *, on: dt.date) -> None:
    """Raise `Conflict` for a requirement whose last day has passed."""
    if requirement.ends_on is not None and requirement.ends_on < on:
        ended = dates.in_words(requirement.ends_on)
        raise Conflict(f"This requirement ended on {ended} and stays as it was. Make a new one.")


def _checked(asked: Terms, *, on: dt.date) -> Terms:
    """The terms, checked; everybody is a learner, so that role asks the same as none."""
    terms.check(asked, on=on)
    return replace(asked, role=None) if asked.role == "learner" else asked


def _refuse_closed(session: Session, team: Team | None) -> None:
    """Refuse a team that is closed or gone, and have it stay as it is until the unit ends."""
    if team is None:
        return
    query = select(Team.closed_on).where(Team.id == team.id).with_for_update(read=True)
    row = session.execute(query).first()
    if row is None:
        raise NotFound(NO_TEAM)
    if row.closed_on is not None:
        raise Conflict("That team is closed. Choose one that is open.")


def _refuse_twice(
    session: Session, asked: Terms, team_id: int | None, but: int | None = None
) -> None:
    """Refuse what another requirement asks already; the course is held meanwhile."""
    days = select(Requirement.starts_on, Requirement.ends_on).where(
        Requirement.course == asked.course,
        Requirement.team_id.is_not_distinct_from(team_id),
        Requirement.role.is_not_distinct_from(asked.role),
        Requirement.id.is_distinct_from(but),
    )
    if any(Span(*row).meets(asked.span) for row in session.execute(days)):
        raise Conflict(_TWICE)


def _next_version(session: Session, requirement: Requirement, version: int) -> None:
    """Count a change, if the requirement is still as it was when the form was opened."""
    same = (Requirement.id == requirement.id) & (Requirement.version == version)
    counted = session.execute(update(Requirement).where(same).values(version=version + 1))
    if counted.rowcount != 1:  # type: ignore[attr-defined]
        raise Stale(_STALE)
    session.refresh(requirement)


def _recount(session: Session, requirement: Requirement, *, on: dt.date) -> None:
    """Have the duties of all whom a requirement asks worked out anew."""
    team = session.get(Team, requirement.team_id) if requirement.team_id is not None else None
    recounting.ask_of_team(session, team.path if team else None, requirement.role, on=on)
