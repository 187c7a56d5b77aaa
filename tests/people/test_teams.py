"""Teams: a tree that stays one whatever is made, moved and closed, and that forgets nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.db import Database
from learning.errors import Conflict, Invalid, LearningError, NotFound, Stale
from learning.people import places, teams
from learning.people.models import Recount, Team, TeamMove
from learning.people.paths import lies_in
from learning.people.places import Span
from learning.people.teams import DEEPEST, Naming
from tests.builders import AT, Cast, cast_into
from tests.people.lineages import lineage
from tests.people.test_joining import two_at_once

ON = AT.date()
DAY = dt.timedelta(days=1)
#: what is done to the tree: (act, which team, which other, how many days pass before it)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["make", "make", "move", "move", "close", "reopen"]),
        st.integers(0, 30),
        st.integers(-1, 30),
        st.integers(0, 2),
    ),
    max_size=25,
)


def made(session: Session, name: str, parent: Team | None = None) -> Team:
    return teams.make(session, Naming(name), parent)


def way_up(session: Session, team: Team) -> list[int]:
    """The ids of the parents, its own first."""
    way: list[int] = []
    at: Team | None = team
    while at is not None:
        assert at.id not in way, "a circle"
        way.append(at.id)
        at = session.get_one(Team, at.parent_id) if at.parent_id else None
    return way


def every(session: Session) -> list[Team]:
    return list(session.scalars(select(Team).order_by(Team.id)))


def act(session: Session, step: tuple[str, int, int, int], *, on: dt.date) -> None:
    """One thing that an administrator does; what is refused changes nothing."""
    what, which, other, _ = step
    known = every(session)
    team = known[which % len(known)] if known else None
    parent = known[other % len(known)] if known and other >= 0 else None
    with session.begin_nested():
        if what == "make" or team is None:
            made(session, "team", parent)
        elif what == "move":
            teams.move(session, team, parent, version=team.version, on=on)
        elif what == "close":
            stays = teams.is_kept(session, team)
            assert teams.close(session, team, version=team.version, on=on) == stays
        else:
            teams.reopen(session, team, version=team.version)


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(steps=ACTS)
def test_whatever_is_done_the_tree_is_one_and_each_day_is_remembered(
    session: Session, steps: list[tuple[str, int, int, int]]
) -> None:
    session.expunge_all()  # what the last example left: SQLite gives its row numbers again
    whole = session.begin_nested()
    on, held = ON, dict[tuple[dt.date, str], list[int]]()
    for step in steps:
        if step[3]:
            held |= {(on, one.public_id): way_up(session, one) for one in every(session)}
            on += step[3] * DAY
        try:
            act(session, step, on=on)
        except LearningError:
            session.expire_all()
    known = every(session)
    for one in known:
        way = way_up(session, one)
        assert one.path == "/" + "".join(f"{at}/" for at in reversed(way))
        assert lineage(session, one.id, on=on) == way
        inside = set(session.scalars(select(Team.id).where(lies_in(one.path))))
        assert inside == {other.id for other in known if one.id in way_up(session, other)}
        if one.closed_on is None and one.parent_id:
            assert session.get_one(Team, one.parent_id).closed_on is None
    there = {one.public_id: one.id for one in known}
    for (day, public_id), way in held.items():
        if public_id in there:  # one to which nothing referred went for good
            assert lineage(session, there[public_id], on=day) == way
    whole.rollback()


def test_a_team_is_found_by_the_id_in_its_address(session: Session) -> None:
    team = made(session, "  Family   Help ")
    assert team.name == "Family Help"
    assert teams.find(session, team.public_id) is team
    for wrong in ("", "x" * 24, "x" * 300, "a\0b"):
        with pytest.raises(NotFound, match="list of teams"):
            teams.find(session, wrong)


@pytest.mark.parametrize("name", ["", " \n ", "\u200b\u2060"])
def test_a_team_has_a_name(session: Session, name: str) -> None:
    with pytest.raises(Invalid, match="what the team is called"):
        made(session, name)


def test_a_number_in_the_employers_list_names_one_team(session: Session) -> None:
    teams.make(session, Naming("One", "T1"), None)
    other = teams.make(session, Naming("Two", ""), None)
    assert made(session, "Three").external_id is other.external_id is None
    with pytest.raises(Conflict, match="one team each"), session.begin_nested():
        teams.rename(session, other, Naming("Two", "T1"), version=other.version)


def test_of_two_who_rename_a_team_one_is_told(session: Session) -> None:
    team = made(session, "North")
    teams.rename(session, team, Naming("North East", "NE"), version=1)
    assert (team.name, team.external_id, team.version) == ("North East", "NE", 2)
    for late in (
        lambda: teams.rename(session, team, Naming("Lost"), version=1),
        lambda: teams.move(session, team, None, version=1, on=ON),
        lambda: teams.close(session, team, version=1, on=ON),
        lambda: teams.reopen(session, team, version=1),
    ):
        with pytest.raises(Stale, match="Somebody else"):
            late()
    assert (team.name, team.version) == ("North East", 2)


def test_a_team_moves_with_all_that_lies_in_it_and_is_counted_anew(
    session: Session, cast: Cast
) -> None:
    top, other = made(session, "Top"), made(session, "Other")
    team = made(session, "Team", top)
    deep = made(session, "Deep", team)
    places.put(session, cast.alice, deep, Span(ON), supervises=False, on=ON)
    session.query(Recount).delete()
    teams.move(session, team, other, version=1, on=ON + DAY)
    assert deep.path == f"/{other.id}/{team.id}/{deep.id}/"
    rows = session.execute(select(Recount.person_id, Recount.on)).all()
    assert [tuple(row) for row in rows] == [(cast.alice, ON + DAY)]
    assert lineage(session, deep.id, on=ON) == [deep.id, team.id, top.id]
    assert lineage(session, deep.id, on=ON + DAY) == [deep.id, team.id, other.id]
    with pytest.raises(Conflict, match="lies there already"), session.begin_nested():
        teams.move(session, team, other, version=2, on=ON + DAY)
    assert len(session.scalars(select(TeamMove)).all()) == 1
    teams.move(session, team, None, version=2, on=ON + 2 * DAY)
    assert team.path == f"/{team.id}/"


def test_a_team_lies_neither_in_itself_nor_in_what_lies_in_it(session: Session) -> None:
    top = made(session, "Top")
    deep = made(session, "Deep", made(session, "Middle", top))
    for within in (top, deep):
        with pytest.raises(Invalid, match="cannot lie in itself"):
            teams.move(session, top, within, version=top.version, on=ON)


def test_a_tree_is_only_so_deep(session: Session) -> None:
    at: Team | None = None
    for level in range(DEEPEST):
        at = made(session, f"Level {level}", at)
    with pytest.raises(Invalid, match=f"at most {DEEPEST} deep"):
        made(session, "Too deep", at)
    root = made(session, "Root")
    first = session.scalars(select(Team).where(Team.name == "Level 0")).one()
    with pytest.raises(Invalid, match="further up"):
        teams.move(session, first, root, version=1, on=ON)


def test_a_team_with_people_or_teams_in_it_stays_open_and_says_how_many(
    session: Session, cast: Cast
) -> None:
    top = made(session, "Top")
    team = made(session, "Team", top)
    places.put(session, cast.alice, team, Span(ON - DAY, ON), supervises=False, on=ON)
    places.put(session, cast.alice, team, Span(ON + 9 * DAY), supervises=False, on=ON)
    with pytest.raises(Conflict, match="still 1 person in this team"):
        teams.close(session, team, version=1, on=ON)
    places.put(session, cast.bob, top, Span(ON), supervises=True, on=ON)
    places.put(session, cast.ada, top, Span(ON), supervises=False, on=ON)
    with pytest.raises(Conflict, match="still 2 people and 1 open team in this team"):
        teams.close(session, top, version=1, on=ON)
    made(session, "Another", top)
    places.leave(session, cast.bob, on=ON)
    places.leave(session, cast.ada, on=ON)
    with pytest.raises(Conflict, match="still 2 open teams"):
        teams.close(session, top, version=top.version, on=ON)


def test_a_team_that_was_of_use_stays_closed_and_one_that_was_not_goes(
    session: Session, cast: Cast
) -> None:
    top = made(session, "Top")
    used, never = made(session, "Used", top), made(session, "Never", top)
    places.put(session, cast.alice, used, Span(ON - 9 * DAY), supervises=False, on=ON)
    places.leave(session, cast.alice, on=ON)
    assert teams.close(session, used, version=1, on=ON)
    assert (used.closed_on, used.version) == (ON, 2)
    assert not teams.close(session, never, version=1, on=ON)
    assert [one.name for one in every(session)] == ["Top", "Used"]
    with pytest.raises(Conflict, match="That team is closed"):
        made(session, "In a closed one", used)
    with pytest.raises(Conflict, match="That team is closed"):
        teams.move(session, made(session, "Mover"), used, version=1, on=ON)
    assert teams.close(session, top, version=1, on=ON)
    with pytest.raises(Conflict, match="That team is closed"):
        teams.reopen(session, used, version=2)
    teams.reopen(session, top, version=top.version)
    teams.reopen(session, used, version=used.version)
    assert used.closed_on is top.closed_on is None


def test_two_open_teams_of_one_name_in_one_place_are_refused_where_it_is_asked(
    session: Session, cast: Cast
) -> None:
    top = made(session, "Top")
    duty = made(session, "Duty  team", top)
    for within, name in ((top.id, " duty Team"), (None, "TOP")):
        with pytest.raises(Conflict, match="of this name there already"):
            teams.refuse_twin(session, name, within)
    teams.refuse_twin(session, "Duty team", None)
    teams.refuse_twin(session, "Duty team", top.id, but=duty)
    places.put(session, cast.alice, duty, Span(ON - DAY), supervises=False, on=ON)
    places.leave(session, cast.alice, on=ON)
    teams.close(session, duty, version=1, on=ON)
    teams.refuse_twin(session, "Duty team", top.id)


def test_what_is_gone_is_told_where_somebody_would_build_on_it(session: Session) -> None:
    gone = made(session, "Gone")
    assert not teams.close(session, gone, version=1, on=ON)
    kept = Team(id=gone.id, name="Gone", path=gone.path, public_id=gone.public_id)
    session.expunge_all()
    with pytest.raises((NotFound, Stale)):
        teams.rename(session, kept, Naming("Back"), version=1)


@pytest.fixture
def pair(committing: Database) -> tuple[int, int, int]:
    """Two teams at the top, and Alice."""
    with committing.writing() as unit:
        alice = cast_into(unit).alice
        return made(unit, "One").id, made(unit, "Two").id, alice


def at_once(database: Database, acts: list[Callable[[Session], object]]) -> list[str]:
    return two_at_once(database, [lambda unit, one=one: bool(one(unit)) for one in acts])  # type: ignore[misc]


def test_two_moves_at_once_make_no_circle(committing: Database, pair: tuple[int, int, int]) -> None:
    def into(which: int, parent: int) -> Callable[[Session], object]:
        return lambda unit: teams.move(
            unit, unit.get_one(Team, which), unit.get_one(Team, parent), version=1, on=ON
        )

    one, two, _ = pair
    assert at_once(committing, [into(one, two), into(two, one)]) == ["Invalid", "joined"]
    with committing.reading() as unit:
        for team in every(unit):
            assert team.path == "/" + "".join(f"{at}/" for at in reversed(way_up(unit, team)))


def test_of_a_team_made_and_its_parent_moved_at_once_the_path_is_right(
    committing: Database, pair: tuple[int, int, int]
) -> None:
    one, two, _ = pair
    moved = at_once(
        committing,
        [
            lambda unit: made(unit, "New", unit.get_one(Team, one)),
            lambda unit: teams.move(
                unit, unit.get_one(Team, one), unit.get_one(Team, two), version=1, on=ON
            ),
        ],
    )
    assert moved == ["joined", "joined"]
    with committing.reading() as unit:
        new = unit.scalars(select(Team).where(Team.name == "New")).one()
        assert new.path == f"/{two}/{one}/{new.id}/"


def test_a_place_given_while_its_team_is_closed_is_not_left_in_a_closed_one(
    committing: Database, pair: tuple[int, int, int]
) -> None:
    one, _, alice = pair
    came = at_once(
        committing,
        [
            lambda unit: teams.close(unit, unit.get_one(Team, one), version=1, on=ON),
            lambda unit: places.put(
                unit, alice, unit.get_one(Team, one), Span(ON), supervises=False, on=ON
            ),
        ],
    )
    assert came in (["Conflict", "joined"], ["NotFound", "joined"])
    with committing.reading() as unit:
        team = unit.get(Team, one)
        assert (team is None or team.closed_on is not None) == (places.held(unit, [alice]) == [])


def test_a_parent_is_not_closed_while_a_team_in_it_is_opened_again(
    committing: Database, pair: tuple[int, int, int]
) -> None:
    one, two, alice = pair
    with committing.writing() as unit:
        team = unit.get_one(Team, one)
        teams.move(unit, team, unit.get_one(Team, two), version=1, on=ON)
        places.put(unit, alice, team, Span(ON - DAY), supervises=False, on=ON)
        places.leave(unit, alice, on=ON)
        assert teams.close(unit, team, version=2, on=ON)
    came = at_once(
        committing,
        [
            lambda unit: teams.reopen(unit, unit.get_one(Team, one), version=3),
            lambda unit: teams.close(unit, unit.get_one(Team, two), version=1, on=ON),
        ],
    )
    assert came == ["Conflict", "joined"]
