"""A requirement is made, changed and ended; what was asked stays on record."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from learning.db import Database
from learning.errors import Conflict, Invalid, LearningError, NotFound, Stale
from learning.people import places, teams
from learning.people.models import Recount, Team
from learning.people.places import Span
from learning.people.teams import Naming
from learning.releases.shelf import Shelf
from learning.supervision import requiring
from learning.supervision.models import Requirement
from learning.supervision.terms import Terms
from tests.builders import Cast
from tests.content_builders import compiled, put, put_into
from tests.supervision.test_terms import AFTER, TODAY, YEARLY

DAY = dt.timedelta(days=1)


def asked_anew(session: Session) -> set[int]:
    """Whose duties are to be worked out anew, and then nobody's."""
    found = set(session.scalars(select(Recount.person_id)))
    session.execute(delete(Recount))
    return found


def make(
    session: Session, team: Team | None = None, asked: Terms = AFTER, on: dt.date = TODAY
) -> Requirement:
    return requiring.make(session, Shelf(seconds=0), asked, team, on=on)


@pytest.fixture
def north(session: Session, family_help: Team, people: Cast) -> Team:
    """A team within Family Help, with Alice in it."""
    made = teams.make(session, Naming("North"), family_help)
    places.put(session, people.alice, made, Span(TODAY), supervises=False, on=TODAY)
    session.execute(delete(Recount))
    return made


def test_a_requirement_is_made_found_and_asks_all_below_the_team(
    session: Session, crew: str, family_help: Team, north: Team, people: Cast
) -> None:
    made = make(session, family_help, replace(YEARLY, role="learner", valid_months=24))
    assert asked_anew(session) == {people.alice}
    found = requiring.find(session, made.public_id)
    assert found.version == 1 and found.team_id == family_help.id
    assert requiring.terms_of(found) == replace(YEARLY, valid_months=24)


def test_a_requirement_of_everybody_or_of_a_role_asks_them(
    session: Session, crew: str, people: Cast
) -> None:
    make(session)
    assert asked_anew(session) == set(vars(people).values())
    make(session, asked=replace(AFTER, role="supervisor"))
    assert asked_anew(session) == {people.bob}


@pytest.mark.parametrize("public_id", ["nobody", "x\0", "é"])
def test_no_requirement_is_found_where_there_is_none(session: Session, public_id: str) -> None:
    with pytest.raises(NotFound, match="list of requirements, under Administration"):
        requiring.find(session, public_id)


def test_a_course_nobody_can_begin_cannot_be_required(session: Session, crew: str) -> None:
    for course in ("unheard-of", "cases", ""):
        with pytest.raises(Invalid, match="no such course"):
            make(session, asked=replace(AFTER, course=course))
    made = make(session)
    put(session, compiled(status="retired"))
    with pytest.raises(Conflict, match="is retired: nobody is asked to complete it any more"):
        make(session, asked=replace(AFTER, role="author"))
    requiring.end(session, made, last=TODAY, version=1, on=TODAY)  # it stays, and can be ended
    assert made.ends_on == TODAY


def test_terms_that_cannot_be_are_refused(session: Session, crew: str) -> None:
    with pytest.raises(Invalid, match="from 1 to 730"):
        make(session, asked=replace(AFTER, due_days=0))
    assert session.scalar(select(func.count()).select_from(Requirement)) == 0


def test_a_closed_team_or_one_that_is_gone_is_asked_nothing(
    session: Session, crew: str, family_help: Team, north: Team, people: Cast
) -> None:
    made = make(session, family_help)
    places.leave(session, people.alice, on=TODAY + DAY)
    teams.close(session, north, version=north.version, on=TODAY + DAY)
    gone = teams.make(session, Naming("Gone"), None)
    session.execute(delete(Team).where(Team.id == gone.id))
    with pytest.raises(NotFound, match="no such team"):
        make(session, gone)
    with pytest.raises(Conflict, match="closed"):
        make(session, north)
    with pytest.raises(Conflict, match="closed"):
        requiring.change(session, made, AFTER, north, version=1, on=TODAY)


def test_a_requirement_of_a_team_that_closed_since_can_still_be_changed(
    session: Session, crew: str, family_help: Team
) -> None:
    made = make(session, family_help)
    teams.close(session, family_help, version=1, on=TODAY)
    assert family_help.closed_on == TODAY
    requiring.change(session, made, YEARLY, family_help, version=1, on=TODAY)
    assert made.due_kind == "yearly"


def test_the_same_is_not_required_of_the_same_twice_at_once(
    session: Session, crew: str, family_help: Team
) -> None:
    first = make(session, family_help, replace(AFTER, ends_on=TODAY + 9 * DAY))
    for same in (AFTER, replace(YEARLY, starts_on=TODAY + 9 * DAY), replace(AFTER, role="learner")):
        with pytest.raises(Conflict, match="already"):
            make(session, family_help, same)
    later = make(session, family_help, replace(AFTER, starts_on=TODAY + 10 * DAY))
    make(session, family_help, replace(AFTER, role="author"))
    make(session)
    wider = replace(AFTER, ends_on=TODAY + 10 * DAY)
    with pytest.raises(Conflict, match="already"):
        requiring.change(session, first, wider, family_help, version=1, on=TODAY)
    with pytest.raises(Conflict, match="already"):
        requiring.change(session, later, replace(AFTER, role=None), None, version=1, on=TODAY)


def test_a_change_asks_anew_whoever_it_asked_and_whoever_it_asks(
    session: Session, crew: str, family_help: Team, north: Team, people: Cast
) -> None:
    other = teams.make(session, Naming("Duty"), None)
    places.put(session, people.charlie, other, Span(TODAY), supervises=False, on=TODAY)
    made = make(session, family_help)
    asked_anew(session)
    requiring.change(session, made, replace(AFTER, due_days=9), other, version=1, on=TODAY)
    assert asked_anew(session) == {people.alice, people.charlie}
    assert (made.team_id, made.due_days, made.version) == (other.id, 9, 2)
    requiring.change(session, made, AFTER, None, version=2, on=TODAY)
    assert asked_anew(session) == set(vars(people).values())


def test_the_course_of_a_requirement_stays(session: Session, crew: str) -> None:
    made = make(session)
    with pytest.raises(Invalid, match="make another"):
        requiring.change(session, made, replace(AFTER, course="x"), None, version=1, on=TODAY)


def test_of_two_who_change_at_once_the_second_is_told(session: Session, crew: str) -> None:
    made = make(session)
    requiring.change(session, made, YEARLY, None, version=1, on=TODAY)
    for act in (
        lambda: requiring.change(session, made, AFTER, None, version=1, on=TODAY),
        lambda: requiring.end(session, made, last=TODAY, version=1, on=TODAY),
        lambda: requiring.take_away(session, made, version=1, on=TODAY),
    ):
        with pytest.raises(Stale, match="since you opened"):
            act()
    assert (made.due_kind, made.ends_on, made.version) == ("yearly", None, 2)


def test_a_requirement_ends_with_a_day_and_is_history_after_it(
    session: Session, crew: str, people: Cast
) -> None:
    made = make(session)
    asked_anew(session)
    with pytest.raises(Invalid, match="begins on 3 March 2027"):
        requiring.end(session, made, last=TODAY - DAY, version=1, on=TODAY)
    session.expire(made)
    requiring.end(session, made, last=TODAY, version=made.version, on=TODAY)
    assert asked_anew(session) == set(vars(people).values())
    tomorrow, version = TODAY + DAY, made.version
    with pytest.raises(Conflict, match="ended on 3 March 2027"):
        requiring.change(session, made, AFTER, None, version=version, on=tomorrow)
    with pytest.raises(Conflict, match="ended on 3 March 2027"):
        requiring.end(session, made, last=tomorrow, version=made.version, on=tomorrow)


def test_an_end_is_not_put_off_into_the_days_of_another(session: Session, crew: str) -> None:
    first = make(session, asked=replace(AFTER, ends_on=TODAY))
    make(session, asked=replace(AFTER, starts_on=TODAY + 2 * DAY))
    with pytest.raises(Conflict, match="already"):
        requiring.end(session, first, last=TODAY + 2 * DAY, version=1, on=TODAY)


def test_what_has_not_begun_may_be_taken_away(session: Session, crew: str, people: Cast) -> None:
    made = make(session, asked=replace(AFTER, starts_on=TODAY + DAY))
    begun = make(session, asked=replace(AFTER, role="author"))
    asked_anew(session)
    requiring.take_away(session, made, version=1, on=TODAY)
    assert asked_anew(session) == set(vars(people).values())
    with pytest.raises(NotFound):
        requiring.find(session, made.public_id)
    with pytest.raises(Conflict, match="stays on record"):
        requiring.take_away(session, begun, version=1, on=TODAY)


days = st.integers(0, 40).map(lambda n: TODAY + n * DAY)
spans = st.tuples(days, st.none() | days).filter(lambda s: s[1] is None or s[1] >= s[0])


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(tried=st.lists(st.tuples(spans, st.sampled_from([None, "author"])), max_size=6))
def test_no_two_that_ask_the_same_ever_have_a_day_in_common(
    session: Session, crew: str, tried: list[tuple[tuple[dt.date, dt.date | None], str | None]]
) -> None:
    with session.begin_nested() as undone:
        kept: list[tuple[Span, str | None]] = []
        for span, role in tried:
            asked = replace(AFTER, starts_on=span[0], ends_on=span[1], role=role)
            meets = any(r == role and one.meets(Span(*span)) for one, r in kept)
            try:
                make(session, asked=asked)
                kept.append((Span(*span), role))
                assert not meets
            except Conflict:
                assert meets
        undone.rollback()


def test_of_two_who_require_the_same_at_once_one_is_refused(committing: Database) -> None:
    put_into(committing, compiled())
    start, refused = threading.Barrier(4), []

    def press() -> None:
        start.wait(10)
        try:
            with committing.writing() as session:
                make(session)
        except LearningError as error:
            refused.append(error)

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(refused) == 3 and all(isinstance(one, Conflict) for one in refused)
    with committing.reading() as session:
        assert session.scalar(select(func.count()).select_from(Requirement)) == 1
