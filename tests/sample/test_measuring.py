"""Teams for measuring: every learner placed once, duties true, and no second time."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from learning.db import Database
from learning.people.models import Person, Place, Role, Team
from learning.progress.models import PastCompletion
from learning.releases.shelf import Shelf
from learning.sample import measuring
from learning.sample.measuring import IN_SERVICE, Seeded
from learning.sample.people import seed_learners
from learning.supervision import recounting, sight
from learning.supervision.models import Duty, Requirement
from tests.builders import AT
from tests.content_builders import compiled, put

ZONE = "Europe/London"
ON = AT.date()


def seed(database: Database, people: int, teams: int) -> int:
    with database.writing() as unit:
        seed_learners(unit, people, at=AT)
        placed = measuring.seed_teams(unit, Shelf(seconds=0), teams, at=AT)
    recounting.catch_up(database, ZONE, on=ON)
    return placed


@pytest.fixture
def course(database: Database) -> None:
    with database.writing() as unit:
        put(unit, compiled())


@pytest.mark.usefixtures("course")
def test_each_learner_has_one_place_to_work_in_and_duties_as_if_worked_out_anew(
    database: Database,
) -> None:
    assert seed(database, 80, 33) == 80
    with database.reading() as session:
        rows = session.execute(select(Team.name, Team.path)).all()
        assert Counter(path.count("/") - 1 for _, path in rows) == {1: 1, 2: 2, 3: 33}
        below = select(Place.person_id).join(Team).where(Team.name.startswith("Team "))
        assert sorted(session.scalars(below)) == sorted(session.scalars(select(Person.id)))
        assert session.scalar(select(func.count()).select_from(Duty)) == 80
        some = session.scalar(select(func.count()).select_from(PastCompletion)) or 0
        assert 40 < some < 65
    assert recounting.rebuild(database, ZONE, on=ON) == (80, 0)


@pytest.mark.usefixtures("course")
def test_the_first_of_all_sees_everybody_and_the_second_a_service(database: Database) -> None:
    seed(database, 93, 31)
    with database.reading() as session:
        first, second, *_ = session.scalars(select(Person.id).order_by(Person.id)).all()
        [top] = sight.sight(session, first, on=ON).roots
        [service] = sight.sight(session, second, on=ON).roots
        assert (top.name, service.name) == ("Seeded authority", "Service 0001")
        seen = sight.sight(session, first, on=ON)
        found, _ = sight.people(session, seen, sight.in_or_below(top), on=ON, most=200)
        assert len(found) == 93
        teams = sight.teams_page(session, [service], size=99)
        assert len(teams) == 1 + IN_SERVICE
        supervise = set(session.scalars(select(Place.person_id).where(Place.supervises)))
        held = select(Role.person_id).where(Role.name == "supervisor")
        assert supervise == set(session.scalars(held))


@pytest.mark.usefixtures("course")
def test_again_only_newcomers_are_placed_and_nobody_supervises_beside_another(
    database: Database,
) -> None:
    assert seed(database, 12, 4) == 12
    assert seed(database, 12, 4) == 0
    assert seed(database, 20, 4) == 8
    assert seed(database, 26, 6) == 6
    with database.reading() as session:
        query = select(Place.team_id, func.count()).where(Place.supervises).group_by(Place.team_id)
        assert {number for _, number in session.execute(query)} == {1}
        assert session.scalar(select(func.count()).select_from(Team)) == 1 + 1 + 6
        assert session.scalar(select(func.count()).select_from(Requirement)) == 1
    assert recounting.rebuild(database, ZONE, on=ON) == (26, 0)


def test_without_a_course_people_have_teams_and_nothing_is_due(database: Database) -> None:
    assert seed(database, 5, 2) == 5
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Requirement)) == 0
        assert session.scalar(select(func.count()).select_from(Duty)) == 0


@pytest.mark.parametrize(("people", "teams"), [(0, 0), (5, 0), (0, 3)])
def test_without_teams_or_people_nobody_is_placed(
    database: Database, people: int, teams: int
) -> None:
    assert seed(database, people, teams) == 0


@pytest.mark.usefixtures("course")
def test_one_person_in_more_teams_than_people_is_enough(database: Database) -> None:
    assert seed(database, 1, 5) == 1
    assert recounting.rebuild(database, ZONE, on=ON) == (1, 0)


@given(
    people=st.lists(st.integers(1, 10_000), unique=True, max_size=60).map(sorted),
    number=st.integers(1, 40),
)
def test_people_are_spread_evenly_and_each_works_in_one_team(
    people: list[int], number: int
) -> None:
    tree = [Seeded(100 + n, 50 + n // IN_SERVICE, 1) for n in range(number)]
    places = list(measuring._places(people, tree, set(), on=dt.date(2027, 3, 3)))
    works = [one for one in places if one["team_id"] >= 100]
    assert sorted(one["person_id"] for one in works) == people
    sizes = [sum(one["team_id"] == team.id for one in works) for team in tree]
    assert max(sizes) - min(sizes) <= 1
    led = [one["team_id"] for one in places if one["supervises"]]
    assert len(led) == len(set(led))
