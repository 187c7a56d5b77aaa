"""Somebody is exempt from a course on some days, for a reason; once a day, and never forgotten."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from learning.db import Database
from learning.errors import Conflict, Invalid, LearningError, NotFound, Stale
from learning.people.models import Person
from learning.people.places import Span
from learning.releases.shelf import Shelf
from learning.supervision import exempting, stretches
from learning.supervision.exempting import Reasoned
from learning.supervision.models import Exemption
from tests.builders import Cast, cast_into
from tests.content_builders import compiled, put, put_into
from tests.supervision.test_requiring import DAY, asked_anew, spans
from tests.supervision.test_terms import TODAY

REASON = "Wrote the course"
FROM_TODAY = Span(TODAY)


def exempt(
    session: Session,
    person_id: int,
    span: Span = FROM_TODAY,
    *,
    reason: str = REASON,
    course: str = "crew",
) -> Exemption:
    asked = Reasoned(course, span, reason)
    return exempting.exempt(session, Shelf(seconds=0), person_id, asked, made_by=None, on=TODAY)


def test_an_exemption_is_made_found_and_asks_the_person_anew(
    session: Session, crew: str, people: Cast
) -> None:
    made = exempt(session, people.alice, reason="  Wrote\n the   course ")
    assert asked_anew(session) == {people.alice}
    assert made.reason == REASON and made.until is None
    assert exempting.find(session, people.alice, made.public_id) is made
    assert exempting.of_person(session, people.alice) == [made]
    for person, public_id in ((people.bob, made.public_id), (people.alice, "x"), (1, "\0")):
        with pytest.raises(NotFound, match="no such exemption"):
            exempting.find(session, person, public_id)


@pytest.mark.parametrize("reason", ["", "    a   ", "x" * 301])
def test_a_reason_is_asked_for(session: Session, crew: str, people: Cast, reason: str) -> None:
    with pytest.raises(Invalid, match="5 to 300 characters"):
        exempt(session, people.alice, reason=reason)


def test_nobody_is_exempt_from_what_nobody_can_begin(
    session: Session, crew: str, people: Cast
) -> None:
    with pytest.raises(Invalid, match="no such course"):
        exempt(session, people.alice, course="unheard-of")
    put(session, compiled(status="retired"))
    with pytest.raises(Conflict, match="retired"):
        exempt(session, people.alice)


def test_nobody_who_is_gone_is_exempt(session: Session, crew: str) -> None:
    with pytest.raises(NotFound, match="no such person"):
        exempt(session, 4_711)


def test_days_that_cannot_be_are_refused(session: Session, crew: str, people: Cast) -> None:
    with pytest.raises(Invalid, match="before the first"):
        exempt(session, people.alice, Span(TODAY, TODAY - DAY))


def test_two_exemptions_of_a_course_never_meet(session: Session, crew: str, people: Cast) -> None:
    first = exempt(session, people.alice, Span(TODAY, TODAY + 9 * DAY))
    with pytest.raises(Conflict, match="from 3 March 2027 until 12 March 2027"):
        exempt(session, people.alice, Span(TODAY + 9 * DAY))
    exempt(session, people.alice, Span(TODAY + 10 * DAY))
    exempt(session, people.bob)
    with pytest.raises(Conflict, match="another one from 13 March 2027 on"):
        until = TODAY + 10 * DAY
        exempting.end(session, first, until=until, seen=first.until, on=TODAY)


def test_an_exemption_ends_with_a_day_and_stays_on_record(
    session: Session, crew: str, people: Cast
) -> None:
    made = exempt(session, people.alice)
    asked_anew(session)
    exempting.end(session, made, until=TODAY, seen=None, on=TODAY)
    assert asked_anew(session) == {people.alice}
    assert exempting.of_person(session, people.alice) == [made]
    with pytest.raises(Stale, match="since you opened"):
        exempting.end(session, made, until=TODAY + DAY, seen=None, on=TODAY)
    with pytest.raises(Invalid, match="begins on 3 March 2027"):
        exempting.end(session, made, until=TODAY - DAY, seen=TODAY, on=TODAY)


def test_the_last_day_of_an_exemption_that_is_over_is_corrected_to_any_day_from_its_first(
    session: Session, crew: str, people: Cast
) -> None:
    made = exempt(session, people.alice, Span(TODAY - 9 * DAY, TODAY - 5 * DAY))
    exempt(session, people.alice, Span(TODAY))
    asked_anew(session)
    assert stretches.is_over(made, on=TODAY) and not stretches.is_over(made, on=TODAY - 5 * DAY)
    exempting.end(session, made, until=TODAY - DAY, seen=TODAY - 5 * DAY, on=TODAY)
    assert made.until == TODAY - DAY and asked_anew(session) == {people.alice}
    with pytest.raises(Stale):
        exempting.end(session, made, until=made.since, seen=TODAY - 5 * DAY, on=TODAY)
    with pytest.raises(Conflict, match="another one"):
        exempting.end(session, made, until=TODAY, seen=TODAY - DAY, on=TODAY)
    with pytest.raises(Invalid, match="begins on 22 February 2027"):
        exempting.end(session, made, until=TODAY - 10 * DAY, seen=TODAY - DAY, on=TODAY)
    exempting.end(session, made, until=made.since, seen=TODAY - DAY, on=TODAY)
    assert made.until == made.since


def test_what_begins_today_or_later_may_be_taken_away(
    session: Session, crew: str, people: Cast
) -> None:
    old = exempt(session, people.alice, Span(TODAY - DAY, TODAY))
    made = exempt(session, people.alice, Span(TODAY + DAY))
    asked_anew(session)
    with pytest.raises(Stale):
        stretches.take_away(session, made, seen=TODAY, on=TODAY)
    stretches.take_away(session, made, seen=None, on=TODAY)
    assert asked_anew(session) == {people.alice}
    with pytest.raises(Conflict, match="stays on record"):
        stretches.take_away(session, old, seen=TODAY, on=TODAY)
    assert exempting.of_person(session, people.alice) == [old]


def test_an_exemption_goes_with_the_person_and_outlives_who_made_it(
    session: Session, crew: str, people: Cast
) -> None:
    asked = Reasoned("crew", Span(TODAY), REASON)
    shelf = Shelf(seconds=0)
    made = exempting.exempt(session, shelf, people.alice, asked, made_by=people.olu, on=TODAY)
    session.execute(delete(Person).where(Person.id == people.olu))
    session.refresh(made)
    assert made.made_by is None
    session.execute(delete(Person).where(Person.id == people.alice))
    assert session.scalar(select(func.count()).select_from(Exemption)) == 0


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(tried=st.lists(spans, max_size=6))
def test_on_no_day_is_somebody_exempt_twice(
    session: Session, crew: str, people: Cast, tried: list[tuple[dt.date, dt.date | None]]
) -> None:
    with session.begin_nested() as undone:
        for span in tried:
            try:
                exempt(session, people.alice, Span(*span))
            except Conflict:
                continue
        kept = [stretches.span_of(one) for one in exempting.of_person(session, people.alice)]
        for n in range(41):
            assert sum(one.holds(TODAY + n * DAY) for one in kept) <= 1
        assert bool(kept) is bool(tried)
        undone.rollback()


def at_once(database: Database, act: Callable[[Session], object]) -> list[LearningError]:
    """What of four who do the same at once is refused."""
    start, refused = threading.Barrier(4), []

    def press() -> None:
        start.wait(10)
        try:
            with database.writing() as session:
                act(session)
        except LearningError as error:
            refused.append(error)

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return refused


def test_of_four_who_exempt_the_same_at_once_three_are_refused(committing: Database) -> None:
    with committing.writing() as session:
        alice = cast_into(session).alice
    put_into(committing, compiled())
    refused = at_once(committing, lambda session: exempt(session, alice))
    assert len(refused) == 3 and all(isinstance(one, Conflict) for one in refused)
    with committing.reading() as session:
        [made] = exempting.of_person(session, alice)
        public_id = made.public_id

    def end(session: Session) -> None:
        one = exempting.find(session, alice, public_id)
        exempting.end(session, one, until=TODAY, seen=None, on=TODAY)

    refused = at_once(committing, end)
    assert len(refused) == 3 and all(isinstance(one, Stale) for one in refused)
