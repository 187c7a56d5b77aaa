"""Sight: who sees whom, from both sides, whatever the tree looks like."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.db import Database
from learning.errors import NotFound
from learning.people import leaving, places, teams
from learning.people.models import Person, Place, Team
from learning.people.places import Span
from learning.people.teams import Naming
from learning.supervision import sight, supervisors
from learning.supervision.sight import SeenTeam
from tests.builders import cast_into
from tests.supervision.moments import day
from tests.supervision.organisation import TODAY, Organisation


def public(house: Organisation, person_id: int) -> str:
    return house.session.get_one(Person, person_id).public_id


def sees(house: Organisation, viewer: int, whom: int, on: dt.date = TODAY) -> bool:
    seen = sight.sight(house.session, viewer, on=on)
    try:
        found = sight.person(house.session, seen, public(house, whom), on=on)
    except NotFound:
        return False
    return found.id == whom


def seen_team(team: Team) -> SeenTeam:
    return SeenTeam(team.id, team.public_id, team.name, team.path)


def test_a_supervisor_sees_the_people_of_the_team_and_of_all_below(house: Organisation) -> None:
    cast = house.cast
    assert sees(house, cast.bob, cast.alice)
    assert sees(house, cast.olu, cast.alice) and sees(house, cast.olu, cast.bob)
    assert not sees(house, cast.bob, cast.charlie) and not sees(house, cast.olu, cast.charlie)


@pytest.mark.parametrize("name", ["alice", "charlie", "ada", "rana"])
def test_who_supervises_nobody_sees_nobody(house: Organisation, name: str) -> None:
    viewer = getattr(house.cast, name)
    seen = sight.sight(house.session, viewer, on=TODAY)
    assert seen.roots == ()
    assert sight.teams_page(house.session, seen.roots, size=9) == []
    found = sight.people(
        house.session, seen, sight.in_team(seen_team(house.duty)), on=TODAY, most=9
    )
    assert found == ([], True)
    for team in (house.duty, house.elsewhere):
        with pytest.raises(NotFound):
            sight.team(house.session, seen, team.public_id)
    assert not sees(house, viewer, house.cast.alice)


def test_those_who_supervise_the_same_team_do_not_see_each_other(house: Organisation) -> None:
    house.put(house.cast.ada, house.duty, supervises=True)
    assert not sees(house, house.cast.bob, house.cast.ada)
    assert not sees(house, house.cast.ada, house.cast.bob)
    assert sees(house, house.cast.olu, house.cast.ada)
    house.put(house.cast.ada, house.family_help, supervises=True)
    assert sees(house, house.cast.ada, house.cast.bob), "she supervises the team above as well"


def test_a_supervisor_who_works_in_their_team_sees_themselves_and_is_no_supervisor_of_theirs(
    house: Organisation,
) -> None:
    house.put(house.cast.bob, house.duty)
    assert sees(house, house.cast.bob, house.cast.bob)
    names = [one.id for one in supervisors.supervisors(house.session, house.cast.bob, on=TODAY)]
    assert names == [house.cast.olu]


def test_sight_begins_and_ends_with_its_days(house: Organisation) -> None:
    viewer = house.cast.ada
    house.put(viewer, house.duty, day("2027-03-04"), day("2027-03-05"), supervises=True)
    seen = {
        on: sees(house, viewer, house.cast.alice, day(on))
        for on in ("2027-03-03", "2027-03-04", "2027-03-05", "2027-03-06")
    }
    assert list(seen.values()) == [False, True, True, False]
    [place] = places.held(house.session, [house.cast.alice])
    places.end(house.session, place.public_id, house.cast.alice, until=TODAY, on=TODAY)
    assert sees(house, house.cast.bob, house.cast.alice, TODAY)
    assert not sees(house, house.cast.bob, house.cast.alice, TODAY + dt.timedelta(days=1))


def test_who_was_deactivated_is_seen_no_more(house: Organisation) -> None:
    leaving.close(house.session, house.cast.alice, on=TODAY)
    assert not sees(house, house.cast.bob, house.cast.alice)


@pytest.mark.parametrize("address", ["", "x", "no such person at all", "\ud800", "a" * 40])
def test_an_address_that_leads_nowhere_is_not_found(house: Organisation, address: str) -> None:
    seen = sight.sight(house.session, house.cast.olu, on=TODAY)
    with pytest.raises(NotFound):
        sight.person(house.session, seen, address, on=TODAY)
    with pytest.raises(NotFound):
        sight.team(house.session, seen, address)


def test_teams_come_in_the_order_of_the_tree_a_page_at_a_time(house: Organisation) -> None:
    seen = sight.sight(house.session, house.cast.olu, on=TODAY)
    names = []
    after = ""
    while page := sight.teams_page(house.session, seen.roots, after=after, size=1):
        names += [one.name for one in page]
        after = page[-1].path
    assert names == ["Family Help", "Duty", "Long-term"]
    assert sight.team(house.session, seen, house.duty.public_id).depth == 2


def test_a_person_with_two_places_is_listed_once_with_both_teams(house: Organisation) -> None:
    house.put(house.cast.alice, house.long_term)
    seen = sight.sight(house.session, house.cast.olu, on=TODAY)
    below = sight.in_or_below(seen.roots[0])
    found, whole = sight.people(house.session, seen, below, on=TODAY, most=50)
    assert whole
    assert [one.name for one in found] == ["Alice Learner", "Bob Supervisor", "Olu Administrator"]
    assert found[0].teams == ("Duty", "Long-term")
    assert sight.people(house.session, seen, below, on=TODAY, most=1)[1] is False


@given(st.data())
def test_who_is_said_to_see_somebody_is_who_does(
    sqlite_engine: Database, data: st.DataObject
) -> None:
    """The learner's list of supervisors and the supervisors' sight are one rule from two sides."""
    with sqlite_engine.engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            cast = cast_into(session)
            made: list[Team] = []
            for number in range(data.draw(st.integers(1, 6))):
                parent = data.draw(st.sampled_from([None, *made]))
                made.append(teams.make(session, Naming(f"Team {number}"), parent))
            everybody = [cast.alice, cast.bob, cast.charlie, cast.ada, cast.olu]
            for _ in range(data.draw(st.integers(0, 10))):
                _given_a_place(session, data, everybody, made)
            for person_id in everybody:
                said = {one.id for one in supervisors.supervisors(session, person_id, on=TODAY)}
                assert said == _who_see(session, person_id, everybody)
        outer.rollback()


def _given_a_place(
    session: Session, data: st.DataObject, everybody: list[int], made: list[Team]
) -> None:
    person_id = data.draw(st.sampled_from(everybody))
    team = data.draw(st.sampled_from(made))
    supervises = data.draw(st.booleans())
    same = select(Place.id).where(
        Place.person_id == person_id, Place.team_id == team.id, Place.supervises.is_(supervises)
    )
    if session.scalar(same) is None:
        span = Span(TODAY + dt.timedelta(days=data.draw(st.integers(-1, 1))))
        places.put(session, person_id, team, span, supervises=supervises, on=TODAY)


def _who_see(session: Session, person_id: int, everybody: list[int]) -> set[int]:
    address = session.get_one(Person, person_id).public_id
    found = set()
    for viewer in everybody:
        if viewer == person_id:
            continue
        seen = sight.sight(session, viewer, on=TODAY)
        try:
            sight.person(session, seen, address, on=TODAY)
        except NotFound:
            continue
        found.add(viewer)
    return found
