"""Places: who works in which team, and who supervises it, from which day to which.

A place that has begun is ended, never taken away: agency staff come and go, and a person keeps
their history when they move.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session

from learning.db.base import is_public_id
from learning.errors import Conflict, Invalid, NotFound
from learning.people import recounting, teams
from learning.people.models import Person, Place, Role, Team

_EARLIEST = dt.date(1950, 1, 1)
_LONGEST_AHEAD = dt.timedelta(days=3_660)


@dataclass(frozen=True)
class Span:
    """From a day to a day, both included; without an end, for good."""

    since: dt.date
    until: dt.date | None = None

    def holds(self, on: dt.date) -> bool:
        """Whether a day lies in it."""
        return self.since <= on and (self.until is None or on <= self.until)

    def meets(self, other: Span) -> bool:
        """Whether two have a day in common."""
        first, second = sorted((self, other), key=lambda one: one.since)
        return first.until is None or second.since <= first.until


def put(
    session: Session, person_id: int, team: Team, span: Span, *, supervises: bool, on: dt.date
) -> Place:
    """Give somebody a place in a team. Who supervises one gets the supervisor's role with it.

    Refused where the days cannot be right, and where the person has such a place already. The
    person and the team are held, so that neither leaves or closes meanwhile.
    """
    check_span(span, on=on)
    _hold(session, person_id)
    _refuse_closed(session, team, span)
    place = Place(
        person_id=person_id,
        team_id=team.id,
        supervises=supervises,
        since=span.since,
        until=span.until,
        noted_on=on,
    )
    _refuse_twice(session, place)
    session.add(place)
    if supervises and session.get(Role, (person_id, "supervisor")) is None:
        session.add(Role(person_id=person_id, name="supervisor", since=max(span.since, on)))
    session.flush()
    recounting.ask(session, [person_id], on=on)
    return place


def end(session: Session, public_id: str, person_id: int, *, until: dt.date, on: dt.date) -> None:
    """Have a place of somebody's end with a day, which may be later than the one it had.

    One that has not begun before today goes for good where it would end before its first day; one
    that has, was, and is refused such an end.
    """
    place = of(session, public_id, person_id)
    if until >= place.since:
        _lasting_until(session, place, until, on=on)
    elif place.since < on:
        raise Invalid(
            "That is before the first day in this team. Choose that day or a later one as the last."
        )
    else:
        session.delete(place)
    session.flush()
    recounting.ask(session, [person_id], on=on)


def take_back(session: Session, public_id: str, person_id: int, *, on: dt.date) -> None:
    """Take away a place that has not begun before today. One that has is ended instead."""
    place = of(session, public_id, person_id)
    end(session, public_id, person_id, until=place.since - dt.timedelta(days=1), on=on)


def _lasting_until(session: Session, place: Place, until: dt.date, *, on: dt.date) -> None:
    span = Span(place.since, until)
    check_span(span, on=on)
    if place.until is not None and until > place.until:
        _hold(session, place.person_id)
        _refuse_closed(session, session.get_one(Team, place.team_id), span)
        _refuse_twice(session, place, span)
    place.until, place.end_noted_on = until, on


def move(
    session: Session, public_id: str, person_id: int, team: Team, *, since: dt.date, on: dt.date
) -> Place:
    """Move somebody from one place to the same in another team, from the day `since`.

    The new place ends when the old one would have. A place that would have no day left goes.
    """
    place = of(session, public_id, person_id)
    held, until, supervises = place.team_id, place.until, place.supervises
    if held == team.id:
        raise Conflict("They are in that team already. Choose another one.")
    _refuse_outside(span_of(place), since)
    if since == place.since:
        session.delete(place)
    else:
        place.until, place.end_noted_on = since - dt.timedelta(days=1), on
    session.flush()
    return put(session, person_id, team, Span(since, until), supervises=supervises, on=on)


def _refuse_outside(span: Span, since: dt.date) -> None:
    """Raise `Invalid` for the move on a day on which somebody is not in the team."""
    if since < span.since:
        begun = _day(span.since)
        raise Invalid(f"They are in this team from {begun}. Choose that day or a later one.")
    if span.until is not None and since > span.until:
        last = _day(span.until)
        raise Invalid(f"They are in this team until {last}. Choose that day or an earlier one.")


def _day(date: dt.date) -> str:
    return f"{date.day} {date:%B %Y}"


def leave(session: Session, person_id: int, *, on: dt.date) -> None:
    """End all places of somebody on the day before they left; those to come are taken away."""
    theirs = Place.person_id == person_id
    session.execute(delete(Place).where(theirs, Place.since >= on))
    last = on - dt.timedelta(days=1)
    for place in session.scalars(select(Place).where(theirs, _lasts(on))):
        place.until, place.end_noted_on = last, on
    session.flush()
    recounting.ask(session, [person_id], on=on)


def held(session: Session, people: Iterable[int]) -> list[Place]:
    """Every place that some people have had, have or will have, in the order of their days."""
    query = select(Place).where(Place.person_id.in_(list(people)))
    return list(session.scalars(query.order_by(Place.since, Place.id)))


def span_of(place: Place) -> Span:
    """The days of a place."""
    return Span(place.since, place.until)


def check_span(span: Span, *, on: dt.date) -> None:
    """Raise `Invalid` for days that can only be a slip of the keyboard."""
    if span.until is not None and span.until < span.since:
        raise Invalid("The last day is before the first. Exchange them, or leave the last empty.")
    if span.since < _EARLIEST or (span.until or span.since) > on + _LONGEST_AHEAD:
        raise Invalid("That day is too far away. Check the year.")


def _lasts(on: dt.date) -> ColumnElement[bool]:
    return or_(Place.until.is_(None), Place.until >= on)


def of(session: Session, public_id: str, person_id: int) -> Place:
    """A place of a person's by the id in its address; `NotFound` where they have none such."""
    sought = select(Place).where(Place.public_id == public_id, Place.person_id == person_id)
    found = session.scalar(sought) if is_public_id(public_id) else None
    if found is None:
        raise NotFound("There is no such place. The person's page lists those they have.")
    return found


def _hold(session: Session, person_id: int) -> None:
    """Let nobody else change where a person works until the unit ends; whoever left is refused."""
    query = select(Person.deactivated_on).where(Person.id == person_id)
    found = session.execute(query.with_for_update(key_share=True)).first()
    if found is None:
        raise NotFound("There is no such person. The list of people shows who is here.")
    if found[0] is not None:
        raise Conflict("This account is deactivated. Reactivate it before you give it a place.")


def _refuse_closed(session: Session, team: Team, span: Span) -> None:
    """Raise `Conflict` where a team would have people when it is no more."""
    teams.hold(session, team)
    if team.closed_on is not None and (span.until is None or span.until >= team.closed_on):
        raise Conflict("That team is closed. Choose one that is open.")


def _refuse_twice(session: Session, place: Place, span: Span | None = None) -> None:
    """Raise `Conflict` where somebody would have one place twice on a day."""
    for one in held(session, [place.person_id]):
        same = (one.team_id, one.supervises) == (place.team_id, place.supervises)
        if same and one is not place and span_of(one).meets(span or span_of(place)):
            raise Conflict(
                "They have this place already on some of these days. End it first, or choose "
                "other days."
            )
