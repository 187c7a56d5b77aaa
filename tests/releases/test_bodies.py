"""A course read at once gives what the shelf gives, in a few statements whatever its size."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from learning.releases import bodies
from learning.releases.shelf import Shelf
from tests.content_builders import compiled, item, module, put
from tests.statements import statements


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(seconds=60)


def test_items_come_as_the_shelf_has_them_in_the_order_of_the_course(
    session: Session, shelf: Shelf
) -> None:
    modules = [
        module("zebra", [item(item_id="z-2"), item("numeric", "z-1")]),
        module("plain", items=()),
        module("apple", [item("reflect", "a-1", status="watch")]),
    ]
    put(session, compiled(*modules))
    course = shelf.course(session, "crew")
    found = list(bodies.items(session, course))
    assert [(name, one.id) for name, one, _ in found] == [
        ("zebra", "z-2"),
        ("zebra", "z-1"),
        ("apple", "a-1"),
    ]
    assert all(shelf.item(session, sha) == one for _, one, sha in found)


def test_a_course_of_many_modules_is_read_in_three_statements(
    session: Session, shelf: Shelf
) -> None:
    put(session, compiled(*(module(f"module-{one}") for one in range(12))))
    course = shelf.course(session, "crew")
    with statements(session) as asked:
        assert len(list(bodies.items(session, course))) == 12
    assert len(asked) == 3


def test_what_was_never_published_has_no_body(session: Session) -> None:
    assert bodies.bodies(session, ["0" * 64]) == {} == bodies.bodies(session, [])


def test_values_are_cut_into_pieces() -> None:
    assert list(bodies.parts([1, 2, 3], 2)) == [[1, 2], [3]]
    assert list(bodies.parts([], 2)) == []
