"""Places: who works where, from which day to which, and never twice on one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from learning.db import Database
from learning.errors import Conflict, Invalid, LearningError, NotFound
from learning.people import leaving, places, teams
from learning.people.models import Person, Place, Recount, Role, Team
from learning.people.places import Span
from learning.people.teams import Naming
from tests.builders import AT, Cast, cast_into
from tests.people.test_joining import two_at_once

ON = AT.date()
DAY = dt.timedelta(days=1)
WEEK = 7 * DAY
_DAYS = st.integers(-20, 20).map(lambda number: ON + number * DAY)
SPANS = st.builds(
    lambda since, days: Span(since, None if days is None else since + days * DAY),
    _DAYS,
    st.none() | st.integers(0, 15),
)


@pytest.fixture
def north(session: Session) -> Team:
    return teams.make(session, Naming("North"), None)


@pytest.fixture
def south(session: Session) -> Team:
    return teams.make(session, Naming("South"), None)


def put(session: Session, person_id: int, team: Team, span: Span, **given: bool) -> Place:
    supervises = given.get("supervises", False)
    return places.put(session, person_id, team, span, supervises=supervises, on=ON)


def days(session: Session, person_id: int) -> list[tuple[int, dt.date, dt.date | None]]:
    return [(one.team_id, one.since, one.until) for one in places.held(session, [person_id])]


@given(first=SPANS, second=SPANS)
def test_two_spans_meet_where_both_hold_on_some_day(first: Span, second: Span) -> None:
    every = [ON + number * DAY for number in range(-25, 60)]
    assert first.meets(second) == any(first.holds(day) and second.holds(day) for day in every)
    assert first.meets(second) == second.meets(first)


@settings(max_examples=30, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["put", "end", "move", "leave"]), st.booleans(), SPANS),
        max_size=12,
    )
)
def test_whatever_is_done_nobody_has_a_place_twice_on_a_day(
    session: Session, cast: Cast, north: Team, south: Team, steps: list[tuple[str, bool, Span]]
) -> None:
    session.expunge_all()  # what the last example left: SQLite gives its row numbers again
    whole = session.begin_nested()
    for act, first, span in steps:
        team = north if first else south
        mine = places.held(session, [cast.alice])
        try:
            with session.begin_nested():
                if act == "put" or not mine:
                    put(session, cast.alice, team, span)
                elif act == "end":
                    at = span.until or span.since
                    places.end(session, mine[0].public_id, cast.alice, until=at, on=ON)
                elif act == "move":
                    place = mine[-1].public_id
                    places.move(session, place, cast.alice, team, since=span.since, on=ON)
                else:
                    places.leave(session, cast.alice, on=ON)
        except LearningError:
            session.expire_all()
    found = places.held(session, [cast.alice])
    for number, one in enumerate(found):
        assert one.until is None or one.until >= one.since
        for other in found[number + 1 :]:
            same = one.team_id == other.team_id
            assert not (same and places.span_of(one).meets(places.span_of(other)))
    whole.rollback()


def test_who_is_put_in_a_team_is_counted_anew_and_the_day_is_noted(
    session: Session, cast: Cast, north: Team
) -> None:
    made = put(session, cast.alice, north, Span(ON - DAY, ON + DAY))
    put(session, cast.bob, north, Span(ON + DAY))
    assert (made.noted_on, made.end_noted_on) == (ON, None)
    places.end(session, made.public_id, cast.alice, until=ON - DAY, on=ON)
    assert made.end_noted_on == ON
    assert {*session.scalars(select(Recount.person_id))} == {cast.alice, cast.bob}


def test_who_supervises_gets_the_role_once(session: Session, cast: Cast, north: Team) -> None:
    def roles(person_id: int) -> list[str]:
        return [*session.scalars(select(Role.name).where(Role.person_id == person_id))]

    put(session, cast.alice, north, Span(ON), supervises=True)
    put(session, cast.bob, north, Span(ON), supervises=True)
    put(session, cast.bob, north, Span(ON))  # and works in it: allowed
    assert roles(cast.alice) == roles(cast.bob) == ["supervisor"]


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Span(ON, ON - DAY), "last day is before the first"),
        (Span(dt.date(1827, 3, 3)), "Check the year"),
        (Span(ON, dt.date(2127, 3, 3)), "Check the year"),
        (Span(dt.date(9999, 1, 1)), "Check the year"),
    ],
)
def test_days_that_are_a_slip_of_the_keyboard_are_refused(
    session: Session, cast: Cast, north: Team, span: Span, said: str
) -> None:
    with pytest.raises(Invalid, match=said):
        put(session, cast.alice, north, span)


def test_the_same_place_twice_and_a_closed_team_are_refused(
    session: Session, cast: Cast, north: Team
) -> None:
    put(session, cast.alice, north, Span(ON, ON + WEEK))
    with pytest.raises(Conflict, match="have this place already"):
        put(session, cast.alice, north, Span(ON + WEEK))
    put(session, cast.alice, north, Span(ON + WEEK + DAY, ON + 2 * WEEK))
    for place in places.held(session, [cast.alice]):
        places.end(session, place.public_id, cast.alice, until=ON - DAY, on=ON)
    assert days(session, cast.alice) == []
    north.closed_on = ON
    session.flush()
    with pytest.raises(Conflict, match="That team is closed"):
        put(session, cast.alice, north, Span(ON - WEEK))
    put(session, cast.alice, north, Span(ON - WEEK, ON - DAY))  # before it was closed


def test_a_place_is_ended_and_its_history_stays(session: Session, cast: Cast, north: Team) -> None:
    place = put(session, cast.alice, north, Span(ON - WEEK))
    with pytest.raises(Invalid, match="before the first day in this team"):
        places.end(session, place.public_id, cast.alice, until=ON - 2 * WEEK, on=ON)
    places.end(session, place.public_id, cast.alice, until=ON, on=ON)
    places.end(session, place.public_id, cast.alice, until=ON + WEEK, on=ON)  # they stay a week
    assert days(session, cast.alice) == [(north.id, ON - WEEK, ON + WEEK)]
    put(session, cast.alice, north, Span(ON + 2 * WEEK))
    with pytest.raises(Conflict, match="already on some of these days"):
        places.end(session, place.public_id, cast.alice, until=ON + 3 * WEEK, on=ON)
    with pytest.raises(NotFound, match="no such place"):
        places.end(session, place.public_id, cast.bob, until=ON, on=ON)
    with pytest.raises(NotFound, match="no such place"):
        places.of(session, "x" * 90, cast.alice)


def test_a_place_lasts_no_longer_than_its_team(session: Session, cast: Cast, north: Team) -> None:
    place = put(session, cast.alice, north, Span(ON - WEEK, ON - DAY))
    assert teams.close(session, north, version=1, on=ON)
    with pytest.raises(Conflict, match="That team is closed"):
        places.end(session, place.public_id, cast.alice, until=ON + DAY, on=ON)


@pytest.mark.parametrize("since", [ON, ON + WEEK])
def test_a_place_that_has_not_begun_before_today_is_taken_back(
    session: Session, cast: Cast, north: Team, since: dt.date
) -> None:
    place = put(session, cast.alice, north, Span(since))
    places.take_back(session, place.public_id, cast.alice, on=ON)
    assert days(session, cast.alice) == []


def test_a_place_that_has_begun_is_not_taken_back(
    session: Session, cast: Cast, north: Team
) -> None:
    place = put(session, cast.alice, north, Span(ON - DAY))
    with pytest.raises(Invalid):
        places.take_back(session, place.public_id, cast.alice, on=ON)


def test_somebody_moves_to_another_team_and_stays_as_long_as_before(
    session: Session, cast: Cast, north: Team, south: Team
) -> None:
    first = put(session, cast.bob, north, Span(ON - WEEK, ON + WEEK), supervises=True)
    moved = places.move(session, first.public_id, cast.bob, south, since=ON, on=ON)
    assert moved.supervises
    assert days(session, cast.bob) == [
        (north.id, ON - WEEK, ON - DAY),
        (south.id, ON, ON + WEEK),
    ]
    open_end = put(session, cast.alice, north, Span(ON - DAY))
    places.move(session, open_end.public_id, cast.alice, south, since=ON - DAY, on=ON)
    assert days(session, cast.alice) == [(south.id, ON - DAY, None)]


def test_a_move_that_cannot_be_is_refused(
    session: Session, cast: Cast, north: Team, south: Team
) -> None:
    place = put(session, cast.alice, north, Span(ON - WEEK, ON + WEEK)).public_id
    with pytest.raises(Conflict, match="in that team already"):
        places.move(session, place, cast.alice, north, since=ON, on=ON)
    for since, said in ((ON - WEEK - DAY, "in this team from"), (ON + WEEK + DAY, "until")):
        with pytest.raises(Invalid, match=f"{said} .* Choose that day"):
            places.move(session, place, cast.alice, south, since=since, on=ON)
    put(session, cast.alice, south, Span(ON))
    with pytest.raises(Conflict, match="already on some"), session.begin_nested():
        places.move(session, place, cast.alice, south, since=ON, on=ON)


def test_who_leaves_has_no_place_from_that_day_on(
    session: Session, cast: Cast, north: Team, south: Team
) -> None:
    put(session, cast.alice, north, Span(ON - 2 * WEEK, ON - WEEK))
    put(session, cast.alice, north, Span(ON - DAY))
    put(session, cast.alice, south, Span(ON))
    put(session, cast.alice, south, Span(ON - DAY, ON - DAY))
    places.leave(session, cast.alice, on=ON)
    assert days(session, cast.alice) == [
        (north.id, ON - 2 * WEEK, ON - WEEK),
        (north.id, ON - DAY, ON - DAY),
        (south.id, ON - DAY, ON - DAY),
    ]


def test_who_is_gone_or_deactivated_is_put_nowhere(
    session: Session, cast: Cast, north: Team
) -> None:
    leaving.close(session, cast.alice, on=ON)
    with pytest.raises(Conflict, match="Reactivate it before"):
        put(session, cast.alice, north, Span(ON))
    with pytest.raises(NotFound, match="no such person"):
        put(session, 999_999, north, Span(ON))


def test_two_who_give_the_same_place_at_once_give_it_once(committing: Database) -> None:
    with committing.writing() as unit:
        alice = cast_into(unit).alice
        north = teams.make(unit, Naming("North"), None).id

    def give(unit: Session) -> int:
        return put(unit, alice, unit.get_one(Team, north), Span(ON)).id

    assert two_at_once(committing, [give, give]) == ["Conflict", "joined"]


def test_a_place_given_while_somebody_is_deactivated_does_not_stay(committing: Database) -> None:
    with committing.writing() as unit:
        alice = cast_into(unit).alice
        north = teams.make(unit, Naming("North"), None).id
    acts: list[Callable[[Session], int]] = [
        lambda unit: put(unit, alice, unit.get_one(Team, north), Span(ON)).id,
        lambda unit: bool(leaving.deactivate(unit, alice, version=1, on=ON)),  # type: ignore[func-returns-value]
    ]
    assert "joined" in two_at_once(committing, acts)
    with committing.reading() as unit:
        assert unit.get_one(Person, alice).deactivated_on == ON
        assert places.held(unit, [alice]) == []


def test_the_database_itself_refuses_an_end_before_the_beginning(
    session: Session, cast: Cast, north: Team
) -> None:
    place = put(session, cast.alice, north, Span(ON))
    with pytest.raises(Exception, match="ck_place_order"):
        session.execute(text("UPDATE place SET until = '1999-01-01'"))
    assert place.until is None
