"""The tree of teams as administrators see it."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from learning.people import chart, leaving, places, teams
from learning.people.chart import Search
from learning.people.models import Team
from learning.people.paging import Spot
from learning.people.places import Span
from learning.people.teams import Naming
from tests.builders import AT, Cast
from tests.statements import statements

ON = AT.date()
DAY = dt.timedelta(days=1)


@pytest.fixture
def service(session: Session) -> Team:
    """A service with North (and Duty in it) and South, and another service."""
    top = teams.make(session, Naming("Family Help", "FH1"), None)
    north = teams.make(session, Naming("North"), top)
    teams.make(session, Naming("Other service"), None)
    teams.make(session, Naming("Duty"), north)
    teams.make(session, Naming("South", "FH9"), top)
    return top


def names(session: Session, sought: Search = Search(), spot: Spot = Spot()) -> list[str]:  # noqa: B008
    return [one.name for one in chart.tree(session, sought, spot, on=ON).rows]


def test_each_branch_comes_together_by_name_and_knows_the_way_down(
    session: Session, service: Team
) -> None:
    found = chart.tree(session, Search(), Spot(), on=ON).rows
    assert [(one.name, one.within) for one in found] == [
        ("Family Help", ""),
        ("North", "Family Help"),
        ("Duty", "Family Help, North"),
        ("South", "Family Help"),
        ("Other service", ""),
    ]
    assert found[2].way[0].public_id == service.public_id


def test_teams_are_sought_by_name_number_and_branch(session: Session, service: Team) -> None:
    assert names(session, Search("OUT")) == ["South"]
    assert names(session, Search(" fh ")) == ["Family Help", "South"]
    assert names(session, Search(path=service.path)) == ["North", "Duty", "South"]
    assert names(session, Search("nowhere")) == []
    south = session.query(Team).filter_by(name="South").one()
    south.closed_on = ON
    session.flush()
    assert names(session, Search("fh", open_only=True)) == ["Family Help"]
    assert chart.node(session, south, on=ON).closed_on == ON


def test_who_has_a_place_today_is_counted_once(session: Session, cast: Cast, service: Team) -> None:
    def put(person: int, since: dt.date, until: dt.date | None, *, supervises: bool) -> None:
        span = Span(since, until)
        places.put(session, person, service, span, supervises=supervises, on=ON)

    put(cast.bob, ON, None, supervises=False)
    put(cast.bob, ON, None, supervises=True)
    put(cast.alice, ON + DAY, None, supervises=False)
    put(cast.ada, ON - 9 * DAY, ON - DAY, supervises=False)
    put(cast.charlie, ON - DAY, None, supervises=False)
    leaving.close(session, cast.charlie, on=ON + DAY)
    assert chart.node(session, service, on=ON).people == 1
    assert chart.node(session, service, on=ON).external_id == "FH1"


def test_a_page_takes_as_many_statements_as_it_would_for_one_team(
    session: Session, service: Team
) -> None:
    with statements(session) as sent:
        chart.tree(session, Search(), Spot(), on=ON, most=1)
    few = len(sent)
    with statements(session) as sent:
        chart.tree(session, Search(), Spot(), on=ON)
    assert len(sent) == few == 5
