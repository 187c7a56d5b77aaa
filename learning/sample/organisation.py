"""The demo's organisation: teams, people, what is required of them, and where each of them stands.

It is made once. From then on it is the demo's own: whatever somebody changes in it stays changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from learning.people import leaving, recounting
from learning.people.models import Person, Place, Role, Team
from learning.people.queries import DEMO_DOMAIN
from learning.releases.shelf import Shelf
from learning.sample import asking, histories, northbrook, staffing
from learning.sample.staffing import Member

_MORNING = dt.time(9, tzinfo=dt.UTC)


def seed_organisation(session: Session, shelf: Shelf, *, at: dt.datetime) -> int:
    """Make the organisation, unless any of it is there; returns how many people were added.

    `at` has the offset of the installation's zone. The standing cast, if it is there, gets places.
    Without a live course nothing is required and nobody has a history. What follows for whom is
    left to be worked out, as after any change.
    """
    on, staff = at.date(), staffing.staff(at.date())
    if _is_there(session, staff):
        return 0
    teams = northbrook.found(session, on=on)
    newcomers = _joined(session, staff, at=at)
    people = {**_standing(session, staffing.cast(on), at=at), **newcomers}
    _place(session, teams, people)
    for person_id, member in newcomers.items():
        if member.left_on is not None:
            leaving.close(session, person_id, on=member.left_on)
    northbrook.close(session, teams, on=on)
    _tell(session, shelf, teams, people, on=on)
    recounting.ask(session, people, on=on)
    return len(newcomers)


def _is_there(session: Session, staff: Sequence[Member]) -> bool:
    """Whether anybody or any team of it is there: then it was made, or its place is taken."""
    people = select(Person.id).where(
        or_(
            Person.email.in_([_email(one) for one in staff]),
            Person.external_id.in_([one.number for one in staff]),
        )
    )
    teams = select(Team.id).where(Team.external_id.in_(northbrook.NUMBERS))
    return bool(session.scalar(select(or_(people.exists(), teams.exists()))))


def _email(member: Member) -> str:
    return f"{member.key}@{DEMO_DOMAIN}"


def _joined(session: Session, staff: Sequence[Member], *, at: dt.datetime) -> dict[int, Member]:
    """Add people, with no password and marked as invented; returns them by their row ids."""
    rows = [
        Person(
            name=one.name,
            email=_email(one),
            external_id=one.number,
            invented=True,
            joined_at=_joined_at(one, at=at),
        )
        for one in staff
    ]
    session.add_all(rows)
    session.flush()
    return {row.id: one for row, one in zip(rows, staff, strict=True)}


def _joined_at(member: Member, *, at: dt.datetime) -> dt.datetime:
    """The morning of their first day in their first team, or now where that is to come."""
    return min(dt.datetime.combine(member.posts[0].span.since, _MORNING), at)


def _standing(session: Session, cast: Sequence[Member], *, at: dt.datetime) -> dict[int, Member]:
    """Those of the standing cast who are still there, and whom nobody has given a place yet.

    They have had their accounts since their places began.
    """
    known = {_email(one): one for one in cast}
    placed = select(Place.id).where(Place.person_id == Person.id).exists()
    rows = session.execute(
        select(Person.id, Person.email).where(
            Person.email.in_(known), Person.invented, Person.deactivated_on.is_(None), ~placed
        )
    )
    found = {person_id: known[email] for person_id, email in rows}
    for person_id, member in found.items():
        if member.posts:
            session.get_one(Person, person_id).joined_at = _joined_at(member, at=at)
    return found


def _place(session: Session, teams: Mapping[str, Team], people: Mapping[int, Member]) -> None:
    """Give everybody their places, and the supervisor's role to those who supervise."""
    held = set(session.scalars(select(Role.person_id).where(Role.name == "supervisor")))
    for person_id, member in people.items():
        for post in member.posts:
            place = Place(person_id=person_id, team_id=teams[post.team].id)
            place.supervises = post.supervises
            place.since, place.until = post.span.since, post.span.until
            session.add(place)
        if person_id not in held and any(post.supervises for post in member.posts):
            session.add(Role(person_id=person_id, name="supervisor"))
    session.flush()


def _tell(
    session: Session,
    shelf: Shelf,
    teams: Mapping[str, Team],
    people: Mapping[int, Member],
    *,
    on: dt.date,
) -> None:
    """Require the course, and write what people did with it and when they were away."""
    stories = {person_id: member.story for person_id, member in people.items()}
    olu = next((one for one, member in people.items() if member.key == "olu"), None)
    histories.pauses(session, stories, made_by=olu, on=on)
    told = histories.chosen(session, shelf)
    if told is not None:
        asking.require(session, shelf, teams, told.id, on=on)
        histories.exemptions(session, shelf, stories, told.id, made_by=olu)
        histories.completions(session, stories, told, on=on)
