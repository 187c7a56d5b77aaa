"""What somebody may do, and their number in the employer's own list."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid, Stale
from learning.people import describing, places, teams
from learning.people.models import Person, Recount, Role
from learning.people.places import Span
from learning.people.teams import Naming
from tests.builders import AT, Cast

ON = AT.date()


def roles(session: Session, person_id: int) -> set[str]:
    return set(session.scalars(select(Role.name).where(Role.person_id == person_id)))


def test_roles_are_given_and_taken_and_duties_counted_anew(session: Session, cast: Cast) -> None:
    describing.give_roles(session, cast.alice, ["author", "reviewer"], version=1, on=ON)
    describing.give_roles(session, cast.alice, ["author", "learner"], version=2, on=ON)
    assert roles(session, cast.alice) == {"author"}
    assert list(session.scalars(select(Recount.person_id))) == [cast.alice, cast.alice]
    assert roles(session, cast.bob) == {"supervisor"}, "somebody else's are not touched"


def test_a_role_that_does_not_exist_is_refused(session: Session, cast: Cast) -> None:
    with pytest.raises(Invalid, match="no role 'king'"):
        describing.give_roles(session, cast.alice, ["king"], version=1, on=ON)


def test_the_last_administrator_keeps_the_role(session: Session, cast: Cast) -> None:
    with pytest.raises(Conflict, match="Nobody else is an administrator"):
        describing.give_roles(session, cast.olu, [], version=1, on=ON)
    describing.give_roles(session, cast.ada, ["administrator"], version=1, on=ON)
    session.execute(select(Person)).all()
    describing.give_roles(session, cast.olu, [], version=1, on=ON)
    assert roles(session, cast.olu) == set()


def test_who_supervises_a_team_keeps_the_role(session: Session, cast: Cast) -> None:
    team = teams.make(session, Naming("North"), None)
    place = places.put(session, cast.bob, team, Span(ON), supervises=True, on=ON)
    with pytest.raises(Conflict, match="End that place"):
        describing.give_roles(session, cast.bob, [], version=1, on=ON)
    places.take_back(session, place.public_id, cast.bob, on=ON)
    describing.give_roles(session, cast.bob, [], version=2, on=ON)
    assert roles(session, cast.bob) == set()


def test_a_number_names_one_person(session: Session, cast: Cast) -> None:
    describing.set_number(session, cast.alice, " 00123 ", version=1)
    assert session.get_one(Person, cast.alice).external_id == "00123"
    with pytest.raises(Conflict, match="one person each"), session.begin_nested():
        describing.set_number(session, cast.bob, "00123", version=1)
    describing.set_number(session, cast.alice, "  ", version=2)
    session.expire_all()
    assert session.get_one(Person, cast.alice).external_id is None


def test_the_second_of_two_who_change_a_person_is_told(session: Session, cast: Cast) -> None:
    describing.set_number(session, cast.alice, "1", version=1)
    with pytest.raises(Stale, match="since you opened the page"):
        describing.set_number(session, cast.alice, "2", version=1)
    with pytest.raises(Stale):
        describing.give_roles(session, cast.alice, ["author"], version=1, on=ON)
    assert session.scalar(select(Person.external_id).where(Person.id == cast.alice)) == "1"
