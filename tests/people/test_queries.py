"""Reads of people for pages."""

from __future__ import annotations

from sqlalchemy.orm import Session

from learning.people.joining import NewPerson, add
from learning.people.queries import DemoPerson, demo_people
from learning.sample.people import seed_learners
from tests.builders import AT, NAMES, Cast


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
