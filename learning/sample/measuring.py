"""Teams for measuring: the invented learners, spread over as many teams as wanted.

One team lies above services of thirty teams each. The first in a team supervises it, the second in
a service's first team that service, and the very first person everything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from learning.people import recounting, teams
from learning.people.models import Person, Place, Role, Team
from learning.people.queries import DEMO_DOMAIN
from learning.people.teams import Naming
from learning.progress.completing import valid_until
from learning.progress.models import PastCompletion
from learning.releases.shapes import Course
from learning.releases.shelf import Shelf
from learning.sample import histories
from learning.supervision import requiring
from learning.supervision.models import Requirement
from learning.supervision.terms import Terms

IN_SERVICE = 30
"""Teams in a service."""
_DAY = dt.timedelta(days=1)
_TOP = "seed"


@dataclass(frozen=True)
class Seeded:
    """A team of the seeded tree with the ids of the team above it and the top."""

    id: int
    service: int
    top: int


def seed_teams(session: Session, shelf: Shelf, count: int, *, at: dt.datetime) -> int:
    """Make teams up to `count`, and spread the learners who have no place evenly over them.

    Returns how many people were placed. Where a course is live it is required of all, and two of
    three have completed it at some time; whose duties that changes is left to be worked out.
    """
    tree = _tree(session, count)
    people = _placeless(session)
    if not tree or not people:
        return 0
    led = set(session.scalars(select(Place.team_id).where(Place.supervises)))
    places = list(_places(people, tree, led, on=at.date()))
    session.execute(insert(Place), places)
    supervise = {row["person_id"] for row in places if row["supervises"]}
    if supervise:
        roles = [{"person_id": one, "name": "supervisor"} for one in sorted(supervise)]
        session.execute(insert(Role), roles)
    told = histories.chosen(session, shelf)
    if told is not None:
        _require(session, shelf, tree[0].top, told.id, on=at.date())
        past = list(_past(people, told.course, on=at.date()))
        if past:
            session.execute(insert(PastCompletion), past)
    recounting.ask(session, people, on=at.date())
    return len(people)


def _tree(session: Session, count: int) -> list[Seeded]:
    """The first `count` seeded teams in their order, with those that were missing made."""
    if count < 1:
        return []
    known = {one.external_id: one for one in session.scalars(select(Team).where(_is_seeded()))}
    top = known.get(_TOP) or teams.make(session, Naming("Seeded authority", _TOP), None)
    found = []
    for begin in range(0, count, IN_SERVICE):
        number = f"{_TOP}-{begin // IN_SERVICE + 1:04d}"
        service = known.get(number) or _made(session, f"Service {number[-4:]}", number, top)
        numbers = [f"{number}-{n:02d}" for n in range(1, min(IN_SERVICE, count - begin) + 1)]
        for one in numbers:
            team = known.get(one) or _made(session, f"Team {one[-7:]}", one, service)
            found.append(Seeded(team.id, service.id, top.id))
    return found


def _is_seeded() -> Any:
    return Team.external_id.startswith(_TOP, autoescape=True)


def _made(session: Session, name: str, number: str, above: Team) -> Team:
    return teams.make(session, Naming(name, number), above)


def _placeless(session: Session) -> Sequence[int]:
    """The learners who were added for measuring and have no place yet, in order."""
    theirs = select(Place.id).where(Place.person_id == Person.id).exists()
    seeded = Person.email.like(f"learner-%@{DEMO_DOMAIN}") & Person.invented
    return session.scalars(select(Person.id).where(seeded, ~theirs).order_by(Person.id)).all()


def _places(
    people: Sequence[int], tree: Sequence[Seeded], led: set[int], *, on: dt.date
) -> Iterator[dict[str, Any]]:
    """A run of people for each team; sizes differ by one at most.

    `led` are the teams that somebody supervises already.
    """
    for turn, team in enumerate(tree):
        here = people[turn * len(people) // len(tree) : (turn + 1) * len(people) // len(tree)]
        for place, person_id in enumerate(here):
            since = on - (person_id * 37 % 1_500) * _DAY
            leads = {0: {team.id, team.top}, 1: {team.service}}.get(place, set()) - led
            led |= leads
            for team_id in sorted(leads | {team.id}):
                yield _place(person_id, team_id, since, supervises=team_id in leads)


def _place(person_id: int, team_id: int, since: dt.date, *, supervises: bool) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "team_id": team_id,
        "supervises": supervises,
        "since": since,
        "until": None,
    }


def _require(session: Session, shelf: Shelf, top: int, course: str, *, on: dt.date) -> None:
    if session.scalar(select(Requirement.id).where(Requirement.team_id == top)) is None:
        terms = Terms(course, on - 1_600 * _DAY, "after", due_days=60, valid_months=12)
        requiring.make(session, shelf, terms, session.get_one(Team, top), on=on)


def _past(people: Sequence[int], course: Course, *, on: dt.date) -> Iterator[dict[str, Any]]:
    for person_id in people:
        if person_id % 3:
            day = on - (person_id * 11 % 450) * _DAY
            yield {
                "person_id": person_id,
                "course": course.id,
                "completed_on": day,
                "valid_until": valid_until(course.front.validity, day),
                "source": "Seeded for measuring",
                "added_on": on,
            }
