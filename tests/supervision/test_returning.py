"""Coming back: the time for which an account was shut makes nobody overdue."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from learning.people import leaving
from learning.people.models import Person
from learning.people.places import Span
from learning.supervision import pausing, returning
from learning.supervision.models import Pause
from tests.supervision.moments import DAYS, day, spans
from tests.supervision.organisation import TODAY, Organisation

YEARS = dt.timedelta(days=1_000)


def back(house: Organisation, person_id: int, on: dt.date) -> None:
    version = house.session.get_one(Person, person_id).version
    house.session.expire_all()
    returning.reactivate(house.session, person_id, version=version, on=on)


def test_who_was_gone_for_years_has_two_weeks_and_is_not_overdue(house: Organisation) -> None:
    house.require(None, starts_on=TODAY, due_days=30)
    leaving.close(house.session, house.cast.charlie, on=TODAY + dt.timedelta(days=20))
    back(house, house.cast.charlie, TODAY + YEARS)
    found = house.duty_of(house.cast.charlie, on=TODAY + YEARS)
    assert found is not None
    assert found.due == TODAY + YEARS + dt.timedelta(days=13)


def test_the_gap_is_an_absence_on_record(house: Organisation) -> None:
    leaving.close(house.session, house.cast.alice, on=TODAY)
    back(house, house.cast.alice, TODAY + YEARS)
    [pause] = pausing.of_person(house.session, house.cast.alice)
    assert (pause.since, pause.until) == (TODAY, TODAY + YEARS - dt.timedelta(days=1))


def test_coming_back_on_the_same_day_or_within_an_absence_adds_none(house: Organisation) -> None:
    leaving.close(house.session, house.cast.alice, on=TODAY)
    back(house, house.cast.alice, TODAY)
    assert pausing.of_person(house.session, house.cast.alice) == []
    house.pause(house.cast.bob, "2027-01-01")
    leaving.close(house.session, house.cast.bob, on=TODAY)
    back(house, house.cast.bob, day("2027-05-01"))
    assert [one.since for one in pausing.of_person(house.session, house.cast.bob)] == [
        day("2027-01-01")
    ]
    assert house.session.query(Pause).count() == 1


@given(DAYS, st.integers(0, 400), spans())
def test_what_is_noted_already_and_what_is_added_make_the_whole_gap(
    since: dt.date, days: int, noted: list[Span]
) -> None:
    gap = Span(since, since + dt.timedelta(days=days))
    added = returning.without(gap, noted)
    for number in range(-2, days + 3):
        on = since + dt.timedelta(days=number)
        covered = any(one.holds(on) for one in noted)
        assert any(one.holds(on) for one in added) == (gap.holds(on) and not covered)
