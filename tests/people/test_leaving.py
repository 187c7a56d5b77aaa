"""An account that is deactivated lets nobody in, by no way; what was learnt stays."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.db import Database
from learning.errors import Conflict, NotFound, Stale
from learning.people import accounts, describing, joining, leaving, places, signing_in, teams
from learning.people.models import Invitation, Person, Recount, Role, SignIn
from learning.people.places import Span
from learning.people.teams import Naming
from tests.builders import AT, Cast, cast_into
from tests.people.test_joining import IFE, two_at_once

ON = AT.date()
DAY = dt.timedelta(days=1)


@pytest.fixture
def ife(session: Session, cast: Cast) -> int:
    return joining.add(session, IFE, at=AT)


def test_who_is_deactivated_is_signed_out_at_once_and_known_by_no_password(
    session: Session, ife: int
) -> None:
    token = signing_in.start(session, ife, at=AT, days=30)
    assert signing_in.credentials(session, IFE.email) == (ife, IFE.password)
    leaving.deactivate(session, ife, version=1, on=ON)
    assert signing_in.present(session, token, at=AT) is None
    assert signing_in.credentials(session, IFE.email) is None
    assert session.scalars(select(SignIn)).all() == []
    with pytest.raises(NotFound, match="closed a moment ago"):
        signing_in.start(session, ife, at=AT, days=30)


def test_a_sign_in_that_was_left_over_counts_no_more(session: Session, ife: int) -> None:
    token = signing_in.start(session, ife, at=AT, days=30)
    session.get_one(Person, ife).deactivated_on = ON
    session.flush()
    assert signing_in.present(session, token, at=AT) is None


def test_no_link_lets_them_in_again(session: Session, ife: int) -> None:
    reset = accounts.make_reset_link(session, ife, at=AT)
    accounts.check_reset_link(session, reset, at=AT)
    session.get_one(Person, ife).deactivated_on = ON  # the link is there still
    session.flush()
    for use in (
        lambda: accounts.check_reset_link(session, reset, at=AT),
        lambda: accounts.reset_password(session, reset, "another hash", at=AT),
    ):
        with pytest.raises(NotFound, match="does not work"), session.begin_nested():
            use()
    session.get_one(Person, ife).deactivated_on = None
    session.flush()
    leaving.deactivate(session, ife, version=1, on=ON)
    with pytest.raises(NotFound):
        accounts.check_reset_link(session, reset, at=AT)
    with pytest.raises(Conflict, match="Reactivate it"):
        accounts.make_reset_link(session, ife, at=AT)
    invitation = joining.invite(session, "learner", at=AT, days=1)
    with pytest.raises(Conflict, match="There is an account"):
        joining.join(session, invitation, IFE, at=AT)
    joining.register(session, IFE, at=AT)
    assert signing_in.credentials(session, IFE.email) is None


def test_links_that_they_made_for_others_work_no_longer(session: Session, cast: Cast) -> None:
    session.add(Role(person_id=cast.ada, name="administrator"))
    session.flush()
    theirs = joining.invite(session, "administrator", at=AT, days=9, made_by=cast.ada)
    other = joining.invite(session, "learner", at=AT, days=9, made_by=cast.olu)
    used = joining.invite(session, "learner", at=AT, days=9, made_by=cast.ada)
    joining.join(session, used, IFE, at=AT)
    leaving.close(session, cast.ada, on=ON)
    with pytest.raises(NotFound):
        joining.check(session, theirs, at=AT)
    joining.check(session, other, at=AT)
    assert len(session.scalars(select(Invitation)).all()) == 2


def test_they_have_a_place_nowhere_and_their_account_stays(session: Session, ife: int) -> None:
    team = teams.make(session, Naming("North"), None)
    places.put(session, ife, team, Span(ON - DAY), supervises=False, on=ON)
    places.put(session, ife, team, Span(ON), supervises=True, on=ON)
    session.query(Recount).delete()
    leaving.deactivate(session, ife, version=1, on=ON)
    leaving.deactivate(session, ife, version=2, on=ON + 5 * DAY)
    session.expire_all()
    person = session.get_one(Person, ife)
    assert (person.deactivated_on, person.name, person.password) == (ON, IFE.name, IFE.password)
    assert [one.until for one in places.held(session, [ife])] == [ON - DAY]
    assert set(session.scalars(select(Recount.person_id))) == {ife}


def test_who_is_reactivated_is_let_in_with_the_password_of_before(
    session: Session, ife: int
) -> None:
    leaving.deactivate(session, ife, version=1, on=ON)
    session.query(Recount).delete()
    leaving.reactivate(session, ife, version=2, on=ON)
    assert signing_in.credentials(session, IFE.email) == (ife, IFE.password)
    token = signing_in.start(session, ife, at=AT, days=1)
    assert signing_in.present(session, token, at=AT) is not None
    assert list(session.scalars(select(Recount.person_id))) == [ife]


def test_the_last_administrator_stays_and_one_who_is_deactivated_does_not_count(
    session: Session, cast: Cast
) -> None:
    with pytest.raises(Conflict, match="Nobody else is an administrator"):
        leaving.close(session, cast.olu, on=ON)
    describing.give_roles(session, cast.ada, ["administrator"], version=1, on=ON)
    leaving.close(session, cast.ada, on=ON)
    with pytest.raises(Conflict, match="Make somebody else an administrator first"):
        leaving.deactivate(session, cast.olu, version=1, on=ON)


def test_of_two_who_change_an_account_one_is_told(session: Session, ife: int) -> None:
    describing.set_number(session, ife, "7", version=1)
    for late in (
        lambda: leaving.deactivate(session, ife, version=1, on=ON),
        lambda: leaving.reactivate(session, ife, version=1, on=ON),
    ):
        with pytest.raises(Stale):
            late()
    assert session.get_one(Person, ife).deactivated_on is None


def test_of_two_administrators_who_deactivate_each_other_one_stays(committing: Database) -> None:
    with committing.writing() as unit:
        cast = cast_into(unit)
        unit.add(Role(person_id=cast.ada, name="administrator"))

    def deactivate(person_id: int) -> int:
        def act(unit: Session) -> int:
            leaving.deactivate(unit, person_id, version=1, on=ON)
            return person_id

        return act  # type: ignore[return-value]

    acts = [deactivate(cast.ada), deactivate(cast.olu)]
    assert two_at_once(committing, acts) == ["Conflict", "joined"]  # type: ignore[arg-type]
    with committing.reading() as unit:
        shut = [unit.get_one(Person, one).deactivated_on for one in (cast.ada, cast.olu)]
        assert sorted(str(one) for one in shut) == ["2027-03-03", "None"]


def test_of_a_sign_in_and_a_deactivation_at_once_none_is_left(committing: Database) -> None:
    with committing.writing() as unit:
        alice = cast_into(unit).alice

    def sign_in(unit: Session) -> int:
        return len(signing_in.start(unit, alice, at=AT, days=1))

    def deactivate(unit: Session) -> int:
        leaving.deactivate(unit, alice, version=1, on=ON)
        return 0

    assert "joined" in two_at_once(committing, [sign_in, deactivate])
    with committing.reading() as unit:
        assert unit.scalars(select(SignIn)).all() == []
