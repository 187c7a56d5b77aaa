"""How items do: the neediest first, nothing of few, nothing that one person's visit would move."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from learning.authoring import advising, health
from learning.authoring.health import Health, Summary
from learning.authoring.tallying import catch_up
from learning.db import Database
from learning.errors import NotFound
from learning.progress import doubts
from learning.releases.shelf import Shelf
from tests.authoring.crowd import Crowd
from tests.builders import AT
from tests.content_builders import changes, compiled, item, module, put

ON = AT.date()
NEXT_WEEK = ON + dt.timedelta(days=7)
ITEMS = [item(item_id=one) for one in "abcd"]


@pytest.fixture
def crowd(session: Session) -> Crowd:
    put(session, compiled(module(items=ITEMS), module("handover")))
    return Crowd(session)


def told(database: Database, session: Session, **asked: object) -> list[Health]:
    session.commit()
    catch_up(database)
    shelf = Shelf(seconds=0)
    return health.of_course(session, shelf, "crew", **{"on": ON, **asked})  # type: ignore[arg-type]


def mixed(turn: int) -> list[str]:
    """`a` is wrong for those who are right elsewhere; `b`, `c` and `d` go together."""
    return ["a"] if turn % 2 else ["b", "c", "d"]


def test_under_thirty_nothing_is_told_and_from_then_on_the_neediest_comes_first(
    database: Database, session: Session, crowd: Crowd
) -> None:
    crowd.take(29, wrong=mixed)
    found = told(database, session)
    assert [one.reading.is_enough for one in found] == [False] * 5
    assert {advising.short(one) for one in found} == {"not enough data yet"}
    assert advising.taken(found[0]) == [] and found[0].chosen == {}
    crowd.take(31, wrong=mixed)
    found = told(database, session)
    assert [one.item.id for one in found] == ["a", "b", "c", "d", "handover-door"]
    assert advising.short(found[0]) == "check the key"
    assert advising.comment(found[0], ON).startswith(
        "# 2027-03: 60 first responses, facility 0.50, discrimination -1.00 ("
    )
    assert advising.comment(found[-1], ON) == "# 2027-03: not enough data yet"
    assert [(one.id, one.words, one.right) for one in advising.taken(found[0])] == [
        ("name", "50 in 100", False),
        ("both", "50 in 100", True),
    ]
    assert health.summary(found) == Summary(5, 1, 1)


def test_one_module_can_be_asked_for_and_another_name_is_refused(
    database: Database, session: Session, crowd: Crowd
) -> None:
    found = told(database, session, module="handover")
    assert [one.item.id for one in found] == ["handover-door"]
    with pytest.raises(NotFound, match="It has: identity, handover"):
        told(database, session, module="elsewhere")
    with pytest.raises(NotFound, match="no such course"):
        health.of_course(session, Shelf(seconds=0), "nowhere", on=ON)


def test_a_part_that_one_or_two_chose_is_told_as_fewer_than_three(
    database: Database, session: Session, crowd: Crowd
) -> None:
    crowd.take(40, wrong=lambda turn: ["b"] if turn < 2 else [])
    found = {one.item.id: one for one in told(database, session)}
    assert [one.words for one in advising.taken(found["b"])] == ["fewer than 3 people", "95 in 100"]
    assert [one.words for one in advising.taken(found["c"])] == ["nobody", "100 in 100"]
    assert [one.percent for one in advising.taken(found["b"])] == [0, 95]


def test_what_readers_find_unclear_is_told_in_the_next_week_and_in_fives(
    database: Database, session: Session, crowd: Crowd
) -> None:
    shelf = Shelf(seconds=0)
    for turn, one in enumerate(crowd.take(40)):
        if turn < 12:
            attempt = one.begin()
            doubts.say(session, attempt, "a", f"Why {turn}?" if turn < 3 else "", at=AT)
    assert {one.doubts for one in told(database, session)} == {0}
    assert health.notes(session, "crew", "a", on=ON) == ([], 0)
    found = {one.item.id: one for one in told(database, session, on=NEXT_WEEK)}
    assert found["a"].doubts == 10 and found["b"].doubts == 0
    assert "unclear" in found["a"].reading.verdicts
    said = ["Why 0?", "Why 1?", "Why 2?"]
    assert health.notes(session, "crew", "a", on=NEXT_WEEK) == (said, 0)
    one, _ = health.of_item(session, shelf, "crew", "a", on=NEXT_WEEK)
    assert one == found["a"]


def test_two_notes_are_told_to_nobody(session: Session, crowd: Crowd) -> None:
    for turn, one in enumerate(crowd.take(5)):
        attempt = one.begin()
        doubts.say(session, attempt, "a", "Why?" if turn < 2 else "", at=AT)
    assert health.notes(session, "crew", "a", on=NEXT_WEEK) == ([], 0)


def test_an_item_shows_how_each_of_its_revs_did(
    database: Database, session: Session, crowd: Crowd
) -> None:
    crowd.take(40, wrong=mixed)
    told(database, session)
    turned = [{**ITEMS[0], "rev": 2, "critical": True}, *ITEMS[1:]]
    put(session, compiled(module(items=turned), module("handover"), changes=changes("material")))
    crowd.take(10)
    told(database, session)
    now, versions = health.of_item(session, Shelf(seconds=0), "crew", "a", on=ON)
    assert not now.reading.is_enough
    assert [(one.rev, one.reading.is_enough) for one in versions] == [(2, False), (1, True)]
    assert versions[1].reading.verdicts == ("key",)


def test_a_retired_item_is_not_listed_and_can_still_be_looked_at(
    session: Session, crowd: Crowd, database: Database
) -> None:
    gone = [{**ITEMS[0], "status": "retired"}, *ITEMS[1:]]
    put(session, compiled(module(items=gone), module("handover"), changes=changes("material")))
    assert "a" not in {one.item.id for one in told(database, session)}
    assert health.of_item(session, Shelf(seconds=0), "crew", "a", on=ON)[0].item.id == "a"
    with pytest.raises(NotFound):
        health.of_item(session, Shelf(seconds=0), "crew", "nothing", on=ON)
