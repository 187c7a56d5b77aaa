"""Reads of people for pages."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from learning.errors import NotFound
from learning.people import joining, leaving, queries
from learning.people.joining import NewPerson, add
from learning.people.queries import DemoPerson, demo_people
from learning.sample.people import seed_learners
from tests.builders import AT, NAMES, Cast

HOUR = dt.timedelta(hours=1)


def test_the_demo_offers_its_cast_in_order_and_with_roles(session: Session, cast: Cast) -> None:
    offered = demo_people(session)
    assert tuple(one.key for one in offered) == NAMES
    assert offered[0] == DemoPerson("alice", "Alice Learner", ["learner"])
    assert offered[1].roles == ["supervisor"]


def test_a_real_person_is_never_offered(session: Session) -> None:
    add(session, NewPerson("Real", "real@demo.invalid", "a hash"), at=AT)
    add(session, NewPerson("Other", "other@example.org", None, invented=True), at=AT)
    assert demo_people(session) == []


def test_learners_who_were_added_for_measuring_do_not_crowd_the_cast_out(
    session: Session, cast: Cast
) -> None:
    seed_learners(session, 20, at=AT)
    assert tuple(one.key for one in demo_people(session)) == NAMES


def test_open_invitations_are_paged_the_newest_first(session: Session, cast: Cast) -> None:
    for hour in range(queries.PAGE + 3):
        joining.invite(
            session, "author", at=AT + hour * HOUR, days=9, made_by=cast.olu, meant_for=f"n{hour}"
        )
    joining.invite(session, "learner", at=AT - 24 * HOUR * 9, days=1)
    now = AT + 80 * HOUR
    first, later = queries.open_invitations(session, at=now)
    second, end = queries.open_invitations(session, at=now, before=later)
    said = [one.meant_for for one in [*first, *second]]
    assert said == [f"n{hour}" for hour in reversed(range(queries.PAGE + 3))]
    assert (first[0].made_by, first[0].role, end) == ("Olu Administrator", "author", "")
    with pytest.raises(NotFound):
        queries.open_invitations(session, at=now, before="yesterday_x")


def test_one_person_is_found_by_the_id_in_their_address(session: Session, cast: Cast) -> None:
    olu = queries.own(session, cast.olu)
    assert (olu.name, olu.roles) == ("Olu Administrator", ["learner", "administrator"])
    assert queries.person(session, olu.public_id) == olu
    for wrong in ("", "x" * 24, olu.public_id.upper() + "x"):
        with pytest.raises(NotFound):
            queries.person(session, wrong)


def test_somebody_of_the_demo_who_was_deactivated_is_offered_no_longer(
    session: Session, cast: Cast
) -> None:
    leaving.close(session, cast.bob, on=AT.date())
    assert "bob" not in [one.key for one in demo_people(session)]
