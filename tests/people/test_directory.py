"""The directory finds people by name, address, number and team, and shows where they work."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from learning.errors import NotFound
from learning.people import directory, leaving, places, teams
from learning.people.directory import Search
from learning.people.models import Person, Team
from learning.people.paging import Spot
from learning.people.places import Span
from learning.people.teams import Naming
from tests.builders import AT, Cast
from tests.statements import statements

ON = AT.date()
DAY = dt.timedelta(days=1)


@pytest.fixture
def north(session: Session, cast: Cast) -> Team:
    """Family Help with North in it: Bob supervises the service and works in North; Alice too."""
    top = teams.make(session, Naming("Family Help"), None)
    team = teams.make(session, Naming("North"), top)
    places.put(session, cast.alice, team, Span(ON - DAY), supervises=False, on=ON)
    places.put(session, cast.bob, team, Span(ON), supervises=False, on=ON)
    places.put(session, cast.bob, top, Span(ON), supervises=True, on=ON)
    places.put(session, cast.ada, team, Span(ON + DAY), supervises=False, on=ON)
    session.get_one(Person, cast.alice).external_id = "0042"
    session.flush()
    return team


def found(session: Session, sought: Search) -> list[str]:
    page = directory.page(session, sought, Spot(), on=ON)
    return [one.name.partition(" ")[0] for one in page.rows]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("alice", ["Alice"]),
        (" REVIEWER ", ["Rana", "Ravi", "Rosa"]),
        ("bob@demo", ["Bob"]),
        ("004", ["Alice"]),
        ("demo.invalid", []),
        ("%", []),
        ("a" * 3_000, []),
    ],
)
def test_people_are_found_by_how_something_of_them_begins(
    session: Session, north: Team, text: str, names: list[str]
) -> None:
    assert found(session, Search(text)) == names


def test_people_are_found_by_the_team_they_have_a_place_in_today(
    session: Session, north: Team
) -> None:
    top = session.get_one(Team, north.parent_id)
    assert found(session, Search(path=north.path)) == ["Alice", "Bob"]
    assert found(session, Search(path=top.path)) == ["Alice", "Bob"]
    assert found(session, Search(path=top.path, alone=True)) == ["Bob"]
    assert found(session, Search(path=top.path, supervises=True)) == ["Bob"]
    assert found(session, Search("ali", path=top.path, supervises=False)) == ["Alice"]


def test_a_person_is_shown_with_all_their_places(session: Session, cast: Cast, north: Team) -> None:
    bob = directory.entry(session, session.get_one(Person, cast.bob).public_id)
    assert bob.roles == ["learner", "supervisor"]
    assert {(one.team, one.within, one.supervises) for one in bob.now(ON)} == {
        ("North", "Family Help", False),
        ("Family Help", "", True),
    }
    assert [one.team for one in bob.supervises_themself(ON)] == ["Family Help"]
    ada = directory.entry(session, session.get_one(Person, cast.ada).public_id)
    assert ada.now(ON) == [] and ada.open(ON) == list(ada.places)
    leaving.close(session, cast.bob, on=ON + DAY)
    bob = directory.entry(session, bob.public_id)
    assert bob.deactivated_on == ON + DAY
    assert [one.span.until for one in bob.places] == [ON, ON]
    assert bob.supervises_themself(ON + DAY) == []


def test_nobody_is_found_by_an_id_that_is_none(session: Session, cast: Cast) -> None:
    for wrong in ("", "x" * 16, "x" * 99):
        with pytest.raises(NotFound, match="list of people"):
            directory.entry(session, wrong)


def test_a_page_takes_as_many_statements_as_it_would_for_one_person(
    session: Session, north: Team
) -> None:
    with statements(session) as sent:
        directory.page(session, Search(), Spot(), on=ON, most=1)
    few = len(sent)
    with statements(session) as sent:
        directory.page(session, Search(), Spot(), on=ON)
    assert len(sent) == few == 4


def test_whoever_stays_in_a_team_now_or_later_is_told(session: Session, north: Team) -> None:
    def staying(on: dt.date, most: int = 9) -> list[str]:
        found = directory.staying(session, north.path, on=on, most=most)
        return [one.name.partition(" ")[0] for one in found]

    assert staying(ON) == ["Ada", "Alice", "Bob"] and staying(ON, 1) == ["Ada"]
    for place in places.held(session, [one.id for one in session.query(Person)]):
        place.until = place.since
    assert staying(ON) == ["Ada", "Bob"], "Alice had her place yesterday"
