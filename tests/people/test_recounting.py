"""Asking for duties to be worked out anew: for some people, for a branch, for a role."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.people import leaving, places, recounting, teams
from learning.people.models import Recount, Team
from learning.people.places import Span
from learning.people.teams import Naming
from tests.builders import AT, Cast

ON = AT.date()
DAY = dt.timedelta(days=1)


@pytest.fixture
def branch(session: Session, cast: Cast) -> Team:
    """A service with a team: Alice was in the team, Bob supervises the service, Ada is outside."""
    service = teams.make(session, Naming("Service"), None)
    team = teams.make(session, Naming("Team"), service)
    other = teams.make(session, Naming("Other"), None)
    places.put(session, cast.alice, team, Span(ON - 9 * DAY, ON - DAY), supervises=False, on=ON)
    places.put(session, cast.bob, service, Span(ON), supervises=True, on=ON)
    places.put(session, cast.ada, other, Span(ON), supervises=False, on=ON)
    session.query(Recount).delete()
    return service


def asked(session: Session) -> list[tuple[int, dt.date]]:
    rows = session.execute(select(Recount.person_id, Recount.on).order_by(Recount.person_id))
    return [(row.person_id, row.on) for row in rows]


def test_some_people_are_asked_for_once_each(session: Session, cast: Cast) -> None:
    recounting.ask(session, [cast.bob, cast.alice, cast.bob], on=ON)
    assert asked(session) == [(cast.alice, ON), (cast.bob, ON)]
    recounting.ask(session, [], on=ON)
    assert len(asked(session)) == 2


def test_a_branch_is_everybody_who_was_ever_in_it(
    session: Session, cast: Cast, branch: Team
) -> None:
    recounting.ask_of_team(session, branch.path, None, on=ON + DAY)
    assert asked(session) == [(cast.alice, ON + DAY), (cast.bob, ON + DAY)]


@pytest.mark.parametrize(("role", "who"), [("supervisor", ["bob"]), ("learner", ["alice", "bob"])])
def test_a_role_in_a_branch_is_those_who_hold_it(
    session: Session, cast: Cast, branch: Team, role: str, who: list[str]
) -> None:
    recounting.ask_of_team(session, branch.path, role, on=ON)
    assert asked(session) == [(getattr(cast, name), ON) for name in who]


def test_everybody_is_everybody_but_who_left(session: Session, cast: Cast) -> None:
    leaving.close(session, cast.charlie, on=ON)
    session.query(Recount).delete()
    recounting.ask_of_team(session, None, None, on=ON)
    assert {one for one, _ in asked(session)} == set(vars(cast).values()) - {cast.charlie}
    session.query(Recount).delete()
    recounting.ask_of_team(session, None, "author", on=ON)
    assert asked(session) == [(cast.ada, ON)]
