"""Somebody is away, and is back: days and nothing else, one absence at a time."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from learning.db import Database
from learning.errors import Conflict, Invalid, NotFound, Stale
from learning.people.places import Span
from learning.supervision import pausing, stretches
from learning.supervision.models import Pause
from tests.builders import Cast, cast_into
from tests.supervision.test_exempting import FROM_TODAY, at_once
from tests.supervision.test_requiring import DAY, asked_anew, spans
from tests.supervision.test_terms import TODAY


def pause(session: Session, person_id: int, span: Span = FROM_TODAY) -> Pause:
    return pausing.pause(session, person_id, span, made_by=None, on=TODAY)


def test_an_absence_is_noted_found_and_asks_the_person_anew(session: Session, people: Cast) -> None:
    made = pause(session, people.alice)
    assert asked_anew(session) == {people.alice}
    assert pausing.find(session, people.alice, made.public_id) is made
    for person, public_id in ((people.bob, made.public_id), (people.alice, "x"), (1, "\0")):
        with pytest.raises(NotFound, match="no such absence"):
            pausing.find(session, person, public_id)
    with pytest.raises(NotFound, match="no such person"):
        pause(session, 4_711)


def test_nothing_is_kept_of_why_somebody_is_away() -> None:
    columns = set(Pause.__table__.columns.keys())
    assert columns == {"id", "public_id", "person_id", "since", "until", "made_by"}


def test_an_absence_ends_on_the_day_before_the_return(session: Session, people: Cast) -> None:
    made = pause(session, people.alice, Span(TODAY - 9 * DAY))
    asked_anew(session)
    with pytest.raises(Invalid, match="The first day back comes after"):
        pausing.end(session, made, back_on=made.since, seen=None, on=TODAY)
    pausing.end(session, made, back_on=TODAY, seen=None, on=TODAY)
    assert made.until == TODAY - DAY and asked_anew(session) == {people.alice}
    with pytest.raises(Stale):
        pausing.end(session, made, back_on=TODAY + DAY, seen=None, on=TODAY)


def test_a_return_that_was_noted_is_corrected(session: Session, people: Cast) -> None:
    made = pause(session, people.alice, Span(TODAY - 9 * DAY, TODAY - 5 * DAY))
    asked_anew(session)
    for back_on in (TODAY + DAY, TODAY - 8 * DAY):
        pausing.end(session, made, back_on=back_on, seen=made.until, on=TODAY)
        assert made.until == back_on - DAY and asked_anew(session) == {people.alice}
    with pytest.raises(Invalid, match="The first day back comes after"):
        pausing.end(session, made, back_on=made.since, seen=made.until, on=TODAY)


def test_absences_never_meet(session: Session, people: Cast) -> None:
    first = pause(session, people.alice, Span(TODAY, TODAY + 9 * DAY))
    with pytest.raises(Conflict, match="one already"):
        pause(session, people.alice, Span(TODAY - DAY))
    second = pause(session, people.alice, Span(TODAY + 10 * DAY))
    assert pausing.of_person(session, people.alice) == [second, first]
    with pytest.raises(Conflict, match="another one"):
        back_on = TODAY + 11 * DAY
        pausing.end(session, first, back_on=back_on, seen=first.until, on=TODAY)
    pausing.end(session, first, back_on=TODAY + DAY, seen=first.until, on=TODAY)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(tried=st.lists(st.tuples(spans, st.integers(-3, 45)), max_size=6))
def test_on_no_day_is_somebody_away_twice_however_it_is_noted_and_ended(
    session: Session, people: Cast, tried: list[tuple[tuple[dt.date, dt.date | None], int]]
) -> None:
    with session.begin_nested() as undone:
        for span, back in tried:
            try:
                made = pause(session, people.alice, Span(*span))
                back_on = TODAY + back * DAY
                pausing.end(session, made, back_on=back_on, seen=made.until, on=TODAY)
                assert made.until == back_on - DAY
            except (Conflict, Invalid):
                continue
        kept = [stretches.span_of(one) for one in pausing.of_person(session, people.alice)]
        for n in range(-3, 46):
            assert sum(one.holds(TODAY + n * DAY) for one in kept) <= 1
        undone.rollback()


def test_of_four_who_note_the_same_at_once_three_are_refused(committing: Database) -> None:
    with committing.writing() as session:
        alice = cast_into(session).alice
    refused = at_once(committing, lambda session: pause(session, alice))
    assert len(refused) == 3 and all(isinstance(one, Conflict) for one in refused)
