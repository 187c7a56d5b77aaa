"""Statements that are compiled once: the same rows as the session gives, on both databases."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import bindparam, literal_column, null, select, union_all
from sqlalchemy.orm import Session

from learning.db.prepared import Prepared
from learning.people.models import Person
from tests.builders import AT, Cast

PERSON = Person.__table__
BY_NAME = (
    select(PERSON.c.id, PERSON.c.name, PERSON.c.password, PERSON.c.invented, PERSON.c.joined_at)
    .where(PERSON.c.name == bindparam("name"), PERSON.c.joined_at >= bindparam("since"))
    .order_by(PERSON.c.id)
)


def row(*cells: Any) -> tuple[Any, ...]:
    return cells


def test_rows_are_those_of_the_session_with_their_types(session: Session, cast: Cast) -> None:
    given = {"name": "Alice Learner", "since": AT}
    found = Prepared(BY_NAME, row).rows(session, **given)
    assert found == [tuple(one) for one in session.execute(BY_NAME, given)]
    assert found == [(cast.alice, "Alice Learner", None, True, AT)]
    assert found[0][-1].tzinfo is dt.UTC


def test_values_are_bound_and_never_written_into_the_statement(
    session: Session, cast: Cast
) -> None:
    prepared = Prepared(BY_NAME, row)
    assert prepared.rows(session, name="' OR 1=1 --", since=AT) == []
    assert prepared.rows(session, name="100 % {sure} :name ?", since=AT) == []


def test_a_naive_time_is_refused_as_everywhere(session: Session, cast: Cast) -> None:
    with pytest.raises(ValueError, match="naive"):
        Prepared(BY_NAME, row).rows(session, name="Alice", since=AT.replace(tzinfo=None))


def test_a_value_may_be_used_twice_and_rows_of_several_tables_be_joined(
    session: Session, cast: Cast
) -> None:
    name = bindparam("name")
    both = union_all(
        select(literal_column("'100 %'").label("what"), PERSON.c.id).where(PERSON.c.name == name),
        select(literal_column("'none'"), null()).where(PERSON.c.name == name),
    )
    found = Prepared(both, row).rows(session, name="Bob Supervisor")
    assert sorted(found, key=str) == [("100 %", cast.bob), ("none", None)]


def test_it_reads_what_its_own_unit_has_written(session: Session, cast: Cast) -> None:
    prepared = Prepared(BY_NAME, row)
    session.add(Person(name="Ines", email="ines@example.org", joined_at=AT))
    session.flush()
    assert len(prepared.rows(session, name="Ines", since=AT)) == 1
    session.rollback()
    assert prepared.rows(session, name="Ines", since=AT) == []


def test_a_value_that_is_not_given_is_a_fault(session: Session) -> None:
    with pytest.raises(KeyError):
        Prepared(BY_NAME, row).rows(session, name="Alice")
