"""Statements that are compiled once: the same rows as the session gives, on both databases."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, insert, literal_column, null, select, union_all, update
from sqlalchemy.orm import Session

from learning.db.base import table
from learning.db.prepared import Change, Prepared
from learning.people.models import Person, Role
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


def test_a_change_adds_rows_of_any_number_and_changes_them(session: Session, cast: Cast) -> None:
    role = table(Role)
    add, change = (
        Change(insert(role)),
        Change(
            update(role)
            .where(role.c.person_id == bindparam("whose"), role.c.name == bindparam("was"))
            .values(name=bindparam("now"))
        ),
    )
    session.execute(delete(role))
    people = [Person(name=f"100 % {n}", email=f"{n}@example.org", joined_at=AT) for n in range(120)]
    session.add_all(people)
    session.flush()
    add.run(session, [{"person_id": one.id, "name": "author", "since": None} for one in people])
    add.run(session, [])
    everyone = session.execute(select(role.c.person_id, role.c.name).order_by(role.c.person_id))
    assert everyone.all() == [(one.id, "author") for one in people]
    whose = [{"whose": one.id, "was": "author", "now": "reviewer"} for one in people[:3]]
    change.run(session, whose)
    names = select(role.c.name).order_by(role.c.person_id)
    assert session.scalars(names).all() == ["reviewer"] * 3 + ["author"] * 117


def test_a_row_that_is_there_already_is_refused(session: Session, cast: Cast) -> None:
    add = Change(insert(table(Role)))
    rows = [{"person_id": cast.alice, "name": "author", "since": None}] * 2
    with pytest.raises(Exception, match=r"(?i)unique"):
        add.run(session, rows)
