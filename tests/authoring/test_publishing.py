"""Going back takes a critical change back with it, and publishing again makes it once more."""

from __future__ import annotations

from sqlalchemy.orm import Session

from learning.authoring import publishing
from learning.releases.publishing import Order
from learning.releases.shelf import Shelf
from learning.supervision.gathering import house
from tests.builders import AT
from tests.content_builders import changes, compiled, put


def critical(session: Session) -> list[int]:
    """The releases whose critical changes stand."""
    found = house(session, Shelf(seconds=0), "UTC").critical
    return [one.release for one in found.get("crew", ())]


def test_a_critical_change_that_was_gone_back_from_shortens_nothing(session: Session) -> None:
    put(session, compiled(title="Crew"))
    put(session, compiled(title="Crew work", changes=changes("critical")))
    assert critical(session) == [2]
    publishing.go_back(session, "crew", 1, Order(why="It was a mistake"), at=AT)
    assert critical(session) == []
    put(session, compiled(title="Crew work", changes=changes("critical")))
    assert critical(session) == [2, 3]
