"""The read model follows what it rests on: places, moves, requirements, completions, absences."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from learning.db import Database
from learning.people import describing, joining, leaving, places, teams
from learning.people.models import Person, Recount
from learning.people.recounting import ask
from learning.releases.models import Release
from learning.supervision import recounting
from learning.supervision.models import Duty
from tests.builders import AT, cast_into
from tests.content_builders import compiled, put
from tests.supervision.moments import day
from tests.supervision.organisation import SINCE, TODAY, Organisation

ZONE = "Europe/London"
WEEK = dt.timedelta(days=7)


def test_what_is_required_of_a_team_is_asked_of_all_below_it(house: Organisation) -> None:
    made = house.require(house.family_help)
    found = house.duty_of(house.cast.alice)
    assert found is not None
    assert (found.requirement_id, found.required_since) == (made.id, SINCE)
    assert (found.due, found.required_until) == (day("2026-01-31"), None)
    assert house.duty_of(house.cast.bob) is not None, "supervisors are learners too"
    assert house.duty_of(house.cast.charlie) is None


def test_what_is_required_of_everybody_counts_from_joining(house: Organisation) -> None:
    house.require(None)
    house.session.get_one(Person, house.cast.charlie).joined_at = AT
    house.session.flush()
    found = house.duty_of(house.cast.charlie)
    assert found is not None and found.required_since == day("2027-03-03")
    assert found.due == day("2027-04-02")


def test_no_clock_runs_before_there_is_an_account(house: Organisation) -> None:
    """A list may say that somebody has been in a team for years."""
    house.require(house.duty)
    house.session.get_one(Person, house.cast.alice).joined_at = AT
    house.session.flush()
    found = house.duty_of(house.cast.alice)
    assert found is not None and found.required_since == day("2027-03-03")


def test_who_has_just_joined_is_asked_what_is_asked_of_everybody(
    committing: Database,
) -> None:
    with committing.writing() as session:
        house = Organisation.of(session, cast_into(session))
        house.require(None)
    recounting.catch_up(committing, ZONE, on=TODAY)
    with committing.writing() as session:
        token = joining.invite(session, "author", at=AT, days=1)
        nia = joining.join(session, token, joining.NewPerson("Nia", "nia@example.org", "x"), at=AT)
    assert recounting.catch_up(committing, ZONE, on=TODAY) == 1
    with committing.reading() as session:
        assert session.get(Duty, (nia, "crew")) is not None


def test_a_role_narrows_whom_it_is_asked_of(house: Organisation) -> None:
    house.require(house.family_help, role="supervisor")
    assert house.duty_of(house.cast.bob) is not None
    assert house.duty_of(house.cast.alice) is None


def test_a_completion_ends_what_is_due_and_its_end_is_due_again(house: Organisation) -> None:
    house.require(house.duty, valid_months=12)
    house.complete(house.cast.alice, "2026-05-01")
    found = house.duty_of(house.cast.alice)
    assert found is not None
    assert (found.completed_on, found.valid_until) == (day("2026-05-01"), day("2027-05-01"))
    assert (found.due, found.renewal_opens) == (day("2027-05-01"), day("2027-03-02"))
    assert found.release == 1


def test_a_past_completion_counts_and_has_no_release(house: Organisation) -> None:
    house.require(house.duty, valid_months=24)
    house.completed_elsewhere(house.cast.alice, "2025-06-01")
    found = house.duty_of(house.cast.alice)
    assert found is not None and found.release is None
    assert found.valid_until == day("2027-06-01")


def test_what_ran_out_before_somebody_joined_is_due_as_for_a_newcomer(house: Organisation) -> None:
    house.require(house.duty, valid_months=12)
    house.completed_elsewhere(house.cast.alice, "2020-06-01")
    found = house.duty_of(house.cast.alice)
    assert found is not None and found.due == day("2026-01-31")


def test_of_two_requirements_the_one_that_is_due_first_holds(house: Organisation) -> None:
    house.require(house.family_help, due_days=90)
    sooner = house.require(house.duty, due_days=10)
    house.require(house.duty, starts_on=day("2028-01-01"), due_days=0)
    found = house.duty_of(house.cast.alice)
    assert found is not None and found.requirement_id == sooner.id


def test_somebody_who_leaves_is_asked_no_more_and_keeps_what_they_completed(
    house: Organisation,
) -> None:
    house.require(house.duty)
    house.complete(house.cast.alice, "2026-05-01")
    [place] = places.held(house.session, [house.cast.alice])
    places.end(
        house.session, place.public_id, house.cast.alice, until=TODAY - WEEK, on=TODAY - WEEK
    )
    found = house.duty_of(house.cast.alice)
    assert found is not None and found.required_since is None and found.due is None
    assert found.completed_on == day("2026-05-01")
    [place] = places.held(house.session, [house.cast.bob])
    places.end(house.session, place.public_id, house.cast.bob, until=TODAY - WEEK, on=TODAY - WEEK)
    assert house.duty_of(house.cast.bob) is None


def test_moving_between_teams_of_one_service_starts_no_clock_anew(house: Organisation) -> None:
    house.require(house.family_help)
    [place] = places.held(house.session, [house.cast.alice])
    places.move(
        house.session, place.public_id, house.cast.alice, house.long_term, since=TODAY, on=TODAY
    )
    found = house.duty_of(house.cast.alice)
    assert found is not None and found.required_since == SINCE


def test_coming_back_after_a_gap_gives_a_new_day(house: Organisation) -> None:
    house.require(house.family_help)
    [place] = places.held(house.session, [house.cast.alice])
    places.end(house.session, place.public_id, house.cast.alice, until=day("2026-06-30"), on=SINCE)
    house.put(house.cast.alice, house.long_term, day("2027-03-01"))
    found = house.duty_of(house.cast.alice)
    assert found is not None and found.required_since == day("2027-03-01")
    assert found.due == day("2027-03-31")


def test_a_team_that_moves_takes_its_people_along_from_that_day(house: Organisation) -> None:
    house.require(house.family_help)
    house.require(house.elsewhere, due_days=60)
    version = house.duty.version
    teams.move(house.session, house.duty, house.elsewhere, version=version, on=TODAY)
    found = house.duty_of(house.cast.alice)
    assert found is not None and found.required_since == TODAY
    assert found.due == day("2027-05-02")


def test_away_and_exempt_are_dates_beside_the_rest(house: Organisation) -> None:
    house.require(house.duty, starts_on=TODAY)
    house.pause(house.cast.alice, "2027-03-10", "2027-03-19")
    house.exempt(house.cast.alice, "2027-03-01", "2027-03-31")
    found = house.duty_of(house.cast.alice)
    assert found is not None
    assert found.due == day("2027-05-01"), "the clock of thirty days begins when nothing stops it"
    assert (found.paused_since, found.paused_until) == (day("2027-03-10"), day("2027-03-19"))
    assert (found.exempt_since, found.exempt_until) == (day("2027-03-01"), day("2027-03-31"))


def test_it_is_asked_again_for_the_day_on_which_time_alone_changes_something(
    house: Organisation,
) -> None:
    house.require(house.duty, ends_on=day("2027-06-30"))
    house.pause(house.cast.alice, "2027-03-10", "2027-03-19")
    house.forget_askings()
    for on, after in [
        (TODAY, "2027-03-10"),
        (day("2027-03-10"), "2027-03-20"),
        (day("2027-03-20"), "2027-07-01"),
    ]:
        house.recount(house.cast.alice, on=on)
        house.recount(house.cast.alice, on=on)
        assert (house.cast.alice, day(after)) in house.asked()
    number = select(func.count()).select_from(Recount)
    assert house.session.scalar(number) == 3, "asked once for each day"


def test_a_retired_course_is_asked_of_nobody(house: Organisation) -> None:
    house.require(house.duty)
    house.complete(house.cast.bob, "2026-05-01")
    put(house.session, compiled(status="retired"))
    assert house.duty_of(house.cast.alice) is None
    found = house.duty_of(house.cast.bob)
    assert found is not None and found.required_since is None


def test_a_critical_change_shortens_what_was_completed_before_it(house: Organisation) -> None:
    house.require(house.duty, grace_days=10)
    house.complete(house.cast.alice, "2026-05-01")
    put(house.session, compiled(summary="Something that matters."))
    newest = house.session.scalars(select(Release).order_by(Release.id.desc())).first()
    assert newest is not None and newest.version == 2
    newest.effect, newest.at = "critical", dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
    house.session.flush()
    recounting.ask_about(house.session, "crew", on=TODAY)
    assert {person for person, _ in house.asked()} >= {house.cast.alice, house.cast.bob}
    found = house.duty_of(house.cast.alice)
    assert found is not None and found.valid_until == day("2027-03-11")


def test_working_it_out_twice_changes_no_row(house: Organisation) -> None:
    house.require(house.family_help)
    house.complete(house.cast.alice, "2026-05-01", "2027-05-01")
    everybody = list(house.session.scalars(select(Person.id)))
    assert house.recount(*everybody) == 3
    assert house.recount(*everybody) == 0


def test_who_was_deactivated_is_asked_of_nothing(house: Organisation) -> None:
    house.require(None)
    leaving.close(house.session, house.cast.charlie, on=TODAY)
    assert house.duty_of(house.cast.charlie) is None


# --- asked for, and caught up with ----------------------------------------------------------------


def test_a_change_of_a_place_is_caught_up_with_and_then_nothing_is_left(
    committing: Database,
) -> None:
    with committing.writing() as session:
        house = Organisation.of(session, cast_into(session))
        house.require(house.family_help)
        alice = house.cast.alice
    assert recounting.catch_up(committing, ZONE, on=TODAY) == 4
    assert recounting.catch_up(committing, ZONE, on=TODAY) == 0
    with committing.reading() as session:
        assert session.get(Duty, (alice, "crew")) is not None


def test_a_day_to_come_waits_for_its_day(committing: Database) -> None:
    with committing.writing() as session:
        house = Organisation.of(session, cast_into(session))
        house.require(house.duty, ends_on=TODAY)
        alice = house.cast.alice
    recounting.catch_up(committing, ZONE, on=TODAY)
    assert recounting.catch_up(committing, ZONE, on=TODAY) == 0
    assert recounting.catch_up(committing, ZONE, on=TODAY + dt.timedelta(days=1)) == 2
    with committing.reading() as session:
        assert session.get(Duty, (alice, "crew")) is None


def test_a_limit_leaves_the_rest_asked_for(committing: Database) -> None:
    with committing.writing() as session:
        Organisation.of(session, cast_into(session))
    assert recounting.catch_up(committing, ZONE, on=TODAY, most=0) == 0
    with committing.reading() as session:
        assert session.scalar(select(func.count()).select_from(Recount))


@pytest.mark.parametrize("committing", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_whom_somebody_else_holds_is_left_for_later(committing: Database) -> None:
    """A page does not wait for a list that is being brought in."""
    with committing.writing() as session:
        house = Organisation.of(session, cast_into(session))
        house.require(house.family_help)
        alice, bob = house.cast.alice, house.cast.bob
    with committing.writing() as other:
        other.execute(select(Person.id).where(Person.id == alice).with_for_update())
        assert recounting.catch_up(committing, ZONE, on=TODAY) == 3
        with committing.reading() as session:
            assert session.get(Duty, (alice, "crew")) is None
            assert session.get(Duty, (bob, "crew")) is not None
    assert recounting.catch_up(committing, ZONE, on=TODAY) == 1


def test_rebuilding_finds_and_mends_what_is_wrong(committing: Database) -> None:
    with committing.writing() as session:
        house = Organisation.of(session, cast_into(session))
        house.require(house.family_help)
    recounting.catch_up(committing, ZONE, on=TODAY)
    number, wrong = recounting.rebuild(committing, ZONE, on=TODAY)
    assert (number, wrong) == (8, 0)
    with committing.writing() as session:
        session.execute(text("UPDATE duty SET due = '2099-01-01'"))
    assert recounting.rebuild(committing, ZONE, on=TODAY) == (8, 3)
    assert recounting.rebuild(committing, ZONE, on=TODAY) == (8, 0)


@given(st.data())
def test_what_is_kept_is_what_a_rebuild_would_make(
    sqlite_engine: Database, data: st.DataObject
) -> None:
    """Whatever happens to Alice and whenever it is caught up with: no drift."""
    with sqlite_engine.engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            house = Organisation.of(session, cast_into(session))
            alice = house.cast.alice
            house.require(house.family_help, valid_months=12)
            on = TODAY
            for _ in range(data.draw(st.integers(1, 6))):
                on += dt.timedelta(days=data.draw(st.integers(1, 90)))
                _something(house, data, on)
                due = {person for person, when in house.asked() if when <= on}
                if due:
                    house.recount(*due, on=on)
            assert house.recount(alice, on=on) == 0
        outer.rollback()


def _something(house: Organisation, data: st.DataObject, on: dt.date) -> None:
    alice = house.cast.alice
    what = data.draw(st.sampled_from(["complete", "move", "team", "leave", "back", "nothing"]))
    lasting = [one for one in places.held(house.session, [alice]) if one.until is None]
    held = [one for one in lasting if one.since < on]
    if what == "complete":
        house.complete(alice, on.isoformat())
        ask(house.session, [alice], on=on)
    elif what == "move" and held:
        to = data.draw(st.sampled_from([house.long_term, house.duty, house.elsewhere]))
        if to.id != held[0].team_id:
            places.move(house.session, held[0].public_id, alice, to, since=on, on=on)
    elif what == "team":
        to_team = data.draw(st.sampled_from([house.elsewhere, house.family_help]))
        if to_team.id != house.duty.parent_id:
            version = house.duty.version
            teams.move(house.session, house.duty, to_team, version=version, on=on)
    elif what == "leave" and held:
        until = on + dt.timedelta(days=data.draw(st.integers(0, 60)))
        places.end(house.session, held[0].public_id, alice, until=until, on=on)
    elif what == "back" and not lasting:
        house.put(alice, house.long_term, on + dt.timedelta(days=70))


def test_a_new_role_is_asked_for_from_the_day_it_was_given(house: Organisation) -> None:
    house.require(None, role="author", due_days=30)
    person = house.session.get_one(Person, house.cast.charlie)
    describing.give_roles(house.session, person.id, ["author"], version=person.version, on=TODAY)
    found = house.duty_of(house.cast.charlie)
    assert found is not None and found.required_since == TODAY
    assert found.due == day("2027-04-02")
