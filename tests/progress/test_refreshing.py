"""Refreshers: what is due is asked again, once, and counts for nothing but the next day to ask."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid, NotFound
from learning.progress import refreshing
from learning.progress.models import Attempt, Completion, Refresher, RefresherResponse
from learning.progress.refreshing import Overview, Round
from tests.builders import AT
from tests.content_builders import changes, compiled, item, module, put, rightly, wrongly
from tests.progress.learner import Learner

SOON, MONTH = AT + dt.timedelta(days=1), AT + dt.timedelta(days=40)


def published(session: Session, *more: Any, **file: Any) -> None:
    items = [item(item_id="a"), item("numeric", "b"), item("reflect", "c")]
    put(session, compiled(module(items=items), *more, **file))


def overview(learner: Learner, at: dt.datetime) -> Overview:
    return refreshing.overview(learner.session, learner.shelf, learner.person_id, on=at.date())


def begin(learner: Learner, at: dt.datetime = MONTH) -> Round:
    made = refreshing.begin(learner.session, learner.shelf, learner.person_id, at=at)
    return refreshing.opened(learner.session, learner.person_id, made)


def answer(
    learner: Learner, found: Round, place: int = 0, *, right: bool = True, said: str = "certain"
) -> None:
    asked = found.paper[place]
    one = learner.shelf.quiz(learner.session, asked.quiz_sha256).items[asked.item]
    raw = {**(rightly if right else wrongly)(one), "confidence": [said]}
    refreshing.respond(learner.session, learner.shelf, found, place, raw, at=MONTH)


def test_before_anything_was_passed_nothing_is_due(session: Session, alice: Learner) -> None:
    published(session)
    alice.take(wrong=["a", "b"])
    assert overview(alice, MONTH) == Overview(0, None, "", False, None)
    with pytest.raises(Conflict, match="Nothing is due"):
        begin(alice)


def test_what_was_passed_comes_back_after_some_days(session: Session, alice: Learner) -> None:
    published(session)
    alice.take()
    assert overview(alice, AT).due == 0
    due = overview(alice, AT).next_on
    assert due is not None and due > AT.date()
    assert refreshing.due_of_old(session, alice.person_id, on=MONTH.date()) == 0
    assert overview(alice, MONTH).due == 1


def test_an_answer_sets_the_next_day_and_nothing_else(session: Session, alice: Learner) -> None:
    published(session)
    alice.take()
    tables = (Attempt, Completion)
    before = [session.scalar(select(func.count()).select_from(one)) for one in tables]
    found = begin(alice)
    assert [one.item for one in found.paper] == ["a"], "one item for each objective"
    answer(alice, found)
    after = [session.scalar(select(func.count()).select_from(one)) for one in tables]
    assert after == before
    [row] = session.scalars(select(Refresher))
    assert (row.course, row.objective, row.reviewed_on) == ("crew", "check-identity", MONTH.date())
    assert row.due_on > MONTH.date()
    assert overview(alice, MONTH).next_on == row.due_on
    assert refreshing.due_of_old(session, alice.person_id, on=row.due_on) == 1


def test_a_wrong_answer_comes_sooner_than_a_right_one(
    session: Session, alice: Learner, charlie: Learner
) -> None:
    published(session)
    for learner, right in ((alice, True), (charlie, False)):
        learner.take()
        answer(learner, begin(learner), right=right)
    due = dict(session.execute(select(Refresher.person_id, Refresher.due_on)).all())
    assert due[charlie.person_id] < due[alice.person_id]


def test_a_second_answer_changes_nothing_and_an_empty_one_is_asked_for(
    session: Session, alice: Learner
) -> None:
    published(session)
    alice.take()
    found, other = begin(alice), begin(alice)
    assert other.row.id == found.row.id, "one round is open at a time"
    with pytest.raises(Invalid):
        refreshing.respond(session, alice.shelf, found, 0, {}, at=MONTH)
    answer(alice, found)
    due = session.scalars(select(Refresher.due_on)).all()
    answer(alice, other, right=False)  # another tab, which had not seen the first
    answer(alice, found, right=False)
    assert session.scalars(select(RefresherResponse.score)).all() == [1.0]
    assert session.scalars(select(Refresher.due_on)).all() == due
    assert found.left == []


def test_the_item_that_was_asked_longest_ago_comes_next(session: Session, alice: Learner) -> None:
    published(session)
    alice.take()
    asked = []
    for _ in range(3):
        found = begin(alice, at=MONTH)
        asked.append(found.paper[0].item)
        answer(alice, found)
        session.execute(Refresher.__table__.update().values(due_on=AT.date()))
    assert asked == ["a", "b", "a"]


def test_what_is_retired_or_kept_out_drops_out_quietly(session: Session, alice: Learner) -> None:
    published(session)
    alice.take()
    begun = begin(alice)
    items = [
        item(item_id="a", status="retired"),
        item("numeric", "b", refresher={"include": False}),
        item("reflect", "c"),
    ]
    put(session, compiled(module(items=items), changes=changes("material")))
    assert overview(alice, MONTH).due == 0
    answer(alice, begun)  # what was begun is finished as it was
    put(session, compiled(module(items=items), changes=changes("material"), status="retired"))
    assert overview(alice, MONTH).next_on is None


def test_at_most_three_are_asked_and_the_rest_waits(session: Session, alice: Learner) -> None:
    names = [f"o{n}" for n in range(5)]
    listed = [{"id": one, "text": one, "task": "visit", "sources": ["report"]} for one in names]
    items = [item(item_id=f"i-{one}", objective=one) for one in names]
    put(session, compiled(module(items=items), objectives=listed))
    alice.take()
    found = begin(alice)
    assert len(found.paper) == refreshing.MOST
    for place in found.left:
        answer(alice, found, place)
    assert overview(alice, MONTH).due == 2
    assert len(begin(alice).paper) == 2


def test_refreshers_rest_and_come_again(session: Session, alice: Learner) -> None:
    published(session)
    alice.take()
    until = MONTH.date() + dt.timedelta(days=7)
    refreshing.pause(session, alice.person_id, until)
    assert overview(alice, MONTH).paused and overview(alice, MONTH).paused_until == until
    assert not overview(alice, MONTH + dt.timedelta(days=7)).paused
    refreshing.pause(session, alice.person_id, None)
    assert overview(alice, MONTH + dt.timedelta(days=999)).paused
    for _ in range(2):
        refreshing.resume(session, alice.person_id)
    assert not overview(alice, MONTH).paused


def test_nobody_elses_refreshers_are_there(
    session: Session, alice: Learner, charlie: Learner
) -> None:
    published(session)
    alice.take()
    found = begin(alice)
    for public_id in (found.row.public_id, "", "\0", "x" * 40):
        with pytest.raises(NotFound):
            refreshing.opened(session, charlie.person_id, public_id)
    with pytest.raises(NotFound):
        refreshing.as_attempt(session, alice.shelf, found, 9)
    assert overview(charlie, MONTH).due == 0
