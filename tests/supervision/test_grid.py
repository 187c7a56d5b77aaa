"""The grid of a team: everybody in it, filters, orders, pages and counts."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from learning.db import Database
from learning.errors import NotFound
from learning.people.models import Person, Place
from learning.supervision import grid as grids
from learning.supervision import service, sight
from learning.supervision.grid import Choice, Clock, Grid
from learning.supervision.models import Duty
from learning.supervision.service import wanting
from learning.supervision.sight import SeenTeam
from learning.supervision.status import Status
from tests.builders import cast_into
from tests.supervision.organisation import TODAY, Organisation
from tests.supervision.test_status import DATES

CLOCK = Clock(TODAY, 30)


def of(house: Organisation, viewer: int, team: SeenTeam | None = None, **choice: str) -> Grid:
    seen = sight.sight(house.session, viewer, on=TODAY)
    chosen = Choice(**choice)
    return grids.grid(house.session, seen, team or seen.roots[0], chosen, CLOCK)


def crowd(house: Organisation, number: int, *, supervises: bool = False) -> list[int]:
    """So many more people in Duty, `Learner 0001` and on."""
    rows = [
        {
            "name": f"Learner {n:04d}",
            "email": f"l{n}@demo.invalid",
            "joined_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        }
        for n in range(1, number + 1)
    ]
    house.session.execute(insert(Person), rows)
    ids = list(house.session.scalars(select(Person.id).where(Person.name.like("Learner 0%"))))
    places = [
        {"person_id": one, "team_id": house.duty.id, "supervises": supervises, "since": TODAY}
        for one in ids
    ]
    house.session.execute(insert(Place), places)
    return ids


def names(found: Grid) -> list[str]:
    return [row.member.name for row in found.rows]


def test_a_grid_has_a_row_a_person_and_a_cell_a_course(house: Organisation) -> None:
    house.require(house.duty)
    house.complete(house.cast.alice, "2027-01-01")
    house.recount(house.cast.alice, house.cast.bob)
    found = of(house, house.cast.olu)
    assert names(found)[:2] == ["Alice Learner", "Bob Supervisor"]
    assert found.courses == ["crew"] and found.whole and found.later == ""
    assert found.rows[0].cells["crew"].standing.status is Status.COMPLETE
    assert found.counts[Status.COMPLETE] == 1 and found.counts[Status.OVERDUE] == 1


def test_a_grid_is_filtered_by_state_course_and_name(house: Organisation) -> None:
    house.require(house.duty)
    house.complete(house.cast.alice, "2027-01-01")
    house.recount(house.cast.alice, house.cast.bob)
    assert names(of(house, house.cast.olu, status="complete")) == ["Alice Learner"]
    assert names(of(house, house.cast.olu, status="wanting")) == ["Bob Supervisor"]
    assert names(of(house, house.cast.olu, status="exempt")) == []
    assert names(of(house, house.cast.olu, status="not_required")) == ["Olu Administrator"]
    assert of(house, house.cast.olu).counts[Status.NOT_REQUIRED] == 1
    assert names(of(house, house.cast.olu, name="ALI")) == ["Alice Learner"]
    assert names(of(house, house.cast.olu, course="crew")) == ["Alice Learner", "Bob Supervisor"]
    nothing = of(house, house.cast.olu, course="no-such")
    assert names(nothing) == [] and nothing.people >= 2


def test_a_renewal_that_is_due_soon_is_wanting_and_can_be_chosen(house: Organisation) -> None:
    house.require(house.duty, valid_months=12)
    house.complete(house.cast.alice, "2026-03-20")
    house.complete(house.cast.bob, "2026-04-25")
    house.recount(house.cast.alice, house.cast.bob)
    assert names(of(house, house.cast.olu, status="wanting")) == ["Alice Learner"]
    assert names(of(house, house.cast.olu, status="renewal")) == ["Alice Learner", "Bob Supervisor"]
    seen = sight.sight(house.session, house.cast.olu, on=TODAY)
    found, _ = wanting(house.session, seen, CLOCK)
    assert [one.member.name for one in found] == ["Alice Learner"]


def test_what_is_due_first_comes_first_and_then_the_names(house: Organisation) -> None:
    house.require(house.duty)
    house.recount(house.cast.alice, house.cast.bob)
    house.session.get_one(Duty, (house.cast.bob, "crew")).due = TODAY - dt.timedelta(days=900)
    house.session.flush()
    found = of(house, house.cast.olu, sort="due")
    assert names(found)[:2] == ["Bob Supervisor", "Alice Learner"]


@pytest.mark.parametrize("sort", ["name", "due"])
def test_pages_follow_each_other_without_gap_or_repeat(house: Organisation, sort: str) -> None:
    crowd(house, 70)
    seen: list[str] = []
    after = ""
    for _ in range(9):
        page = of(house, house.cast.bob, sort=sort, after=after)
        assert len(page.rows) <= grids.PAGE
        seen += names(page)
        after = page.later
        if not after:
            break
    assert len(seen) == len(set(seen)) == of(house, house.cast.bob).people
    assert seen == sorted(seen)


@pytest.mark.parametrize("after", ["x", "e30", "W10", "WzEsMiwzXQ", "====", "\ud800", "W" * 5000])
def test_a_page_that_is_none_is_not_found(house: Organisation, after: str) -> None:
    with pytest.raises(NotFound):
        of(house, house.cast.bob, after=after)


def test_a_large_service_shows_the_team_itself_and_leaves_the_rest_to_its_teams(
    house: Organisation,
) -> None:
    crowd(house, grids.MOST + 1)
    found = of(house, house.cast.olu)
    assert not found.whole and not found.cut and "Learner 0001" not in names(found)
    own = of(house, house.cast.bob)
    assert own.cut and own.people == grids.MOST, "it says that these are not all"
    seen = sight.sight(house.session, house.cast.olu, on=TODAY)
    assert [one.name for one in service.below(house.session, seen.roots[0])] == [
        "Duty",
        "Long-term",
    ]


# --- the service ---------------------------------------------------------------------------------


def test_each_team_counts_its_own_people_and_their_courses(house: Organisation) -> None:
    house.require(house.duty)
    house.put(house.cast.alice, house.long_term)
    house.recount(house.cast.alice, house.cast.bob)
    seen = sight.sight(house.session, house.cast.olu, on=TODAY)
    found, later = service.teams(house.session, seen, CLOCK)
    assert later == ""
    told = {one.team.name: (one.people, one.counts[Status.OVERDUE]) for one in found}
    assert told == {"Family Help": (1, 0), "Duty": (2, 2), "Long-term": (1, 1)}
    assert found[0].counts[Status.NOT_REQUIRED] == 1, "who is asked for nothing is counted too"


def test_teams_are_paged_and_a_strange_page_is_not_found(
    house: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "TEAMS", 2)
    seen = sight.sight(house.session, house.cast.olu, on=TODAY)
    first, later = service.teams(house.session, seen, CLOCK)
    rest, end = service.teams(house.session, seen, CLOCK, after=later)
    assert [one.team.name for one in (*first, *rest)] == ["Family Help", "Duty", "Long-term"]
    assert end == ""
    with pytest.raises(NotFound):
        service.teams(house.session, seen, CLOCK, after=house.elsewhere.public_id)


def test_all_that_is_wanting_comes_in_the_order_of_its_days_a_page_at_a_time(
    house: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "PAGE", 10)
    house.require(house.duty)
    everybody = [house.cast.alice, house.cast.bob, *crowd(house, 25)]
    house.recount(*everybody)
    seen = sight.sight(house.session, house.cast.olu, on=TODAY)
    clock = Clock(TODAY, 60)
    found, after = wanting(house.session, seen, clock)
    while after:
        more, after = wanting(house.session, seen, clock, after=after)
        found += more
    assert len({one.member.id for one in found}) == len(found) == 27
    days = [one.cell.dates.due for one in found]
    assert days == sorted(days)  # type: ignore[type-var]
    for strange in ("x", "2027-03-03", "2027-03-03.crew.nobody", "..", "2027-03-03.crew.\ud800"):
        with pytest.raises(NotFound):
            wanting(house.session, seen, clock, after=strange)


def test_nothing_is_wanting_to_who_supervises_nobody(house: Organisation) -> None:
    seen = sight.sight(house.session, house.cast.charlie, on=TODAY)
    assert wanting(house.session, seen, CLOCK) == ([], "")
    assert service.teams(house.session, seen, CLOCK) == ([], "")


@given(st.lists(DATES, max_size=8), st.integers(1, 90))
def test_the_database_finds_wanting_what_the_status_does(
    sqlite_engine: Database, several: list[grids.Dates], soon: int
) -> None:
    with sqlite_engine.engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            house = Organisation.of(session, cast_into(session))
            rows = [
                {
                    **vars(one),
                    "requirement_id": None,
                    "person_id": house.cast.alice,
                    "course": f"c{n}",
                }
                for n, one in enumerate(several)
            ]
            if rows:
                session.execute(insert(Duty), rows)
            seen = sight.sight(session, house.cast.bob, on=TODAY)
            found, _ = wanting(session, seen, Clock(TODAY, soon))
            expected = {
                f"c{n}"
                for n, one in enumerate(several)
                if grids.cell("c", one, Clock(TODAY, soon)).wants and one.due is not None
            }
            assert {one.cell.course for one in found} == expected
        outer.rollback()
