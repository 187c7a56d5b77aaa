"""The teams of the demo's authority, as they are made."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.people.models import Team, TeamMove
from learning.sample import northbrook
from learning.sample.northbrook import MISSING, NUMBERS, PARTNERSHIP, SOCIAL_CARE, TOP
from tests.people.lineages import lineage

ON = dt.date(2027, 3, 3)


def test_there_are_three_services_and_twelve_open_teams(session: Session) -> None:
    made = northbrook.found(session, on=ON)
    northbrook.close(session, made, on=ON)
    rows = session.execute(select(Team.path, Team.closed_on, Team.name)).all()
    depths = [path.count("/") - 1 for path, closed, _ in rows if closed is None]
    assert [depths.count(one) for one in (1, 2)] == [1, 3]
    assert len([one for one in depths if one > 2]) == 12
    assert len({name for *_, name in rows}) == len(rows)


def test_a_closed_team_to_which_nothing_refers_is_gone(session: Session) -> None:
    made = northbrook.found(session, on=ON)
    northbrook.close(session, made, on=ON)
    assert session.scalar(select(Team.id).where(Team.name == "Family Support South")) is None


def test_the_moved_team_lay_in_social_care_until_spring(session: Session) -> None:
    made = northbrook.found(session, on=ON)
    [move] = session.scalars(select(TeamMove))
    assert (move.team_id, move.on) == (made[MISSING].id, dt.date(2026, 4, 1))
    before = lineage(session, made[MISSING].id, on=dt.date(2026, 3, 31))
    since = lineage(session, made[MISSING].id, on=dt.date(2026, 4, 1))
    assert before[1:] == [made[SOCIAL_CARE].id, made[TOP].id]
    assert since[1:] == [made[PARTNERSHIP].id, made[TOP].id]


@pytest.mark.parametrize("number", NUMBERS)
def test_each_team_lies_in_one_that_is_made_before_it(number: str) -> None:
    above = northbrook.within(number)
    assert above is None if number == TOP else NUMBERS.index(above or "") < NUMBERS.index(number)


@given(
    on=st.dates(dt.date(2020, 1, 1), dt.date(2060, 1, 1)),
    day=st.sampled_from(["04-01", "11-30", "02-28", "02-29"]),
)
def test_the_last_such_day_lies_within_the_year_before(on: dt.date, day: str) -> None:
    last = northbrook.last_yearly(day, on)
    assert dt.timedelta(0) < on - last <= dt.timedelta(days=366)
    assert last.month == int(day[:2])
