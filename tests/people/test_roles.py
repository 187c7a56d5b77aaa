"""Who holds a role, and one person by their address."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from learning.errors import NotFound
from learning.people import roles
from learning.people.models import Person
from tests.builders import Cast


def test_those_with_a_role_are_listed_by_name(session: Session, cast: Cast) -> None:
    found = roles.of(session, "reviewer")
    assert [one.id for one in found] == [cast.rana, cast.ravi, cast.rosa]
    assert found[0].roles == {"reviewer"} and found[0].name == "Rana Reviewer"
    assert roles.of(session, "king") == []


def test_whose_account_is_closed_holds_no_role(session: Session, cast: Cast) -> None:
    session.get_one(Person, cast.ravi).deactivated_on = dt.date(2027, 3, 1)
    session.flush()
    assert [one.id for one in roles.of(session, "reviewer")] == [cast.rana, cast.rosa]
    with pytest.raises(NotFound, match="Check its spelling"):
        roles.person(session, "ravi@demo.invalid")


def test_an_address_is_found_however_it_is_written(session: Session, cast: Cast) -> None:
    address = session.get_one(Person, cast.bob).email
    found = roles.person(session, f" {address.upper()} ")
    assert (found.id, found.roles, found.version) == (cast.bob, {"supervisor"}, 1)


def test_an_address_that_nobody_has_is_refused(session: Session, cast: Cast) -> None:
    with pytest.raises(NotFound, match="Nobody has the address nobody@"):
        roles.person(session, "nobody@example.org")
