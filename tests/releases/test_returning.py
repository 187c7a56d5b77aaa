"""Going back: an earlier release is live again, is held, and no record changes."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid, NotFound, Stale
from learning.releases import returning
from learning.releases.publishing import Order, Provenance, publish
from learning.releases.shelf import Shelf
from tests.builders import AT
from tests.content_builders import compiled, put


def live(session: Session, shelf: Shelf) -> str:
    return shelf.course(session, "crew").front.title


@pytest.fixture
def twice(session: Session) -> Session:
    """Two releases, `Crew` and then `Crew work`."""
    for title in ("Crew", "Crew work"):
        put(session, compiled(title=title))
    return session


def test_an_earlier_release_is_live_again_and_who_did_it_is_noted(
    twice: Session, shelf: Shelf
) -> None:
    returning.go_back(twice, "crew", 1, Order(why="  A wrong\nkey "), at=AT)
    assert live(twice, shelf) == "Crew"
    made, later = returning.activations(twice, "crew")
    assert [(one.version, one.kind, one.why) for one in made] == [
        (1, "back", "A wrong key"),
        (2, "published", ""),
        (1, "published", ""),
    ]
    assert later is None
    listed, _ = returning.releases(twice, "crew")
    assert [(one.version, one.live, one.held) for one in listed] == [
        (2, False, False),
        (1, True, True),
    ]


def test_what_is_held_is_replaced_only_where_the_course_is_named(
    twice: Session, shelf: Shelf
) -> None:
    returning.go_back(twice, "crew", 1, Order(why="Why"), at=AT)
    third = compiled(title="Crew once more")
    outcome = publish(twice, third, Provenance(), Order(named=False), at=AT)
    assert (outcome.state, outcome.version) == ("held", 1) and live(twice, shelf) == "Crew"
    same = publish(twice, compiled(title="Crew"), Provenance(), Order(named=False), at=AT)
    assert same.state == "unchanged" and returning.releases(twice, "crew")[0][1].held
    assert publish(twice, third, Provenance(), at=AT).version == 3
    assert publish(twice, compiled(title="x"), Provenance(), Order(named=False), at=AT).version == 4


def test_publishing_what_is_live_by_name_ends_the_hold(twice: Session) -> None:
    returning.go_back(twice, "crew", 1, Order(why="Why"), at=AT)
    assert publish(twice, compiled(title="Crew"), Provenance(), at=AT).state == "unchanged"
    assert not returning.releases(twice, "crew")[0][1].held


@pytest.mark.parametrize("version", [0, -1, 3, 10**30])
def test_only_a_release_that_is_there_can_be_gone_back_to(twice: Session, version: int) -> None:
    with pytest.raises(NotFound):
        returning.go_back(twice, "crew", version, Order(why="Why"), at=AT)


def test_going_back_needs_a_reason_an_earlier_release_and_a_look_at_the_live_one(
    twice: Session,
) -> None:
    for why, said in ((" ", "Say why"), ("x" * 301, "at most 300")):
        with pytest.raises(Invalid, match=said):
            returning.go_back(twice, "crew", 1, Order(why=why), at=AT)
    with pytest.raises(Conflict, match="not an earlier one"):
        returning.go_back(twice, "crew", 2, Order(why="Why"), at=AT)
    with pytest.raises(Stale, match="Release 2 is live"):
        returning.go_back(twice, "crew", 1, Order(why="Why", seen=1), at=AT)


def test_publishing_over_what_was_not_seen_is_refused(twice: Session) -> None:
    with pytest.raises(Stale):
        publish(twice, compiled(title="x"), Provenance(), Order(seen=1), at=AT)
    with pytest.raises(Stale, match="No release is live"):
        publish(twice, compiled(course_id="other"), Provenance(), Order(seen=1), at=AT)
    assert publish(twice, compiled(title="x"), Provenance(), Order(seen=2), at=AT).version == 3


def test_lists_come_a_page_at_a_time(session: Session) -> None:
    for number in range(5):
        put(session, compiled(title=f"Crew {number}"))
    first, later = returning.releases(session, "crew", most=3)
    rest, end = returning.releases(session, "crew", later, most=3)
    assert [one.version for one in [*first, *rest]] == [5, 4, 3, 2, 1] and end is None
    made, more = returning.activations(session, most=3)
    others, none = returning.activations(session, "", more, most=3)
    assert [one.version for one in [*made, *others]] == [5, 4, 3, 2, 1] and none is None
