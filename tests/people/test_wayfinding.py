"""Teams are found by name or number, each with the way down to it."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from learning.people import teams, wayfinding
from learning.people.models import Team
from learning.people.teams import Naming

TODAY = dt.date(2027, 3, 3)


@pytest.fixture
def tree(session: Session) -> dict[str, Team]:
    """Two services, each with a team Duty; the second's is closed later."""
    made: dict[str, Team] = {}
    for service in ("Family Help", "Fostering"):
        made[service] = teams.make(session, Naming(service), None)
        duty = teams.make(session, Naming("Duty", f"{service} 1"), made[service])
        made[f"{service} duty"] = duty
    return made


def named(session: Session, sought: str) -> list[str]:
    return [one.in_full for one in wayfinding.offer(session, sought).teams]


def test_teams_of_one_name_are_told_apart_by_the_way(
    session: Session, tree: dict[str, Team]
) -> None:
    assert named(session, " dUt ") == ["Family Help, Duty", "Fostering, Duty"]
    assert named(session, "Fostering 1") == ["Fostering, Duty"]
    assert len(named(session, "")) == 4 and named(session, "zebra") == []


@pytest.mark.parametrize("text", ["%", "_", "\\", "/"])
def test_signs_of_the_database_are_plain_letters(
    session: Session, tree: dict[str, Team], text: str
) -> None:
    assert named(session, text) == []


def test_a_closed_team_is_not_offered_but_its_way_is_told(
    session: Session, tree: dict[str, Team]
) -> None:
    duty = tree["Fostering duty"]
    duty.closed_on = TODAY
    session.flush()
    assert named(session, "duty") == ["Family Help, Duty"]
    assert wayfinding.way_to(session, duty).way == ("Fostering",)


def test_teams_are_offered_outside_of_a_branch(session: Session, tree: dict[str, Team]) -> None:
    duty = tree["Fostering duty"]
    offer = wayfinding.offer(session, "duty", outside=session.get_one(Team, duty.parent_id).path)
    assert [one.in_full for one in offer.teams] == ["Family Help, Duty"]


def test_no_more_teams_are_offered_than_can_be_chosen_from(session: Session) -> None:
    for number in range(6):
        teams.make(session, Naming(f"Team {number}"), None)
    offer = wayfinding.offer(session, "team", most=5)
    assert len(offer.teams) == 5 and offer.more
    assert not wayfinding.offer(session, "team", most=6).more
