"""Awarding: who had only a module left that was taken out has completed the course."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from learning.progress import awarding
from tests.builders import AT
from tests.content_builders import changes, compiled, module, put
from tests.progress.learner import Learner

LATER = AT + dt.timedelta(days=30)


def shortened(session: Session, alice: Learner, **file: Any) -> int:
    """Take the last of three modules out, and award."""
    left = (module(), module("speaking-up"))
    put(session, compiled(*left, changes=changes("material"), **file), at=LATER)
    return awarding.award(session, alice.shelf, "crew", at=LATER)


def three(session: Session) -> None:
    put(session, compiled(module(), module("speaking-up"), module("gone")))


def test_who_did_everything_that_is_left_has_completed_the_course(
    session: Session, alice: Learner
) -> None:
    three(session)
    alice.take()
    alice.take("speaking-up")
    assert shortened(session, alice, validity={"months": 12}) == 1
    assert alice.completions()[-1] == ("crew", None, LATER.date(), dt.date(2028, 4, 2))


def test_awarding_again_adds_nothing(session: Session, alice: Learner) -> None:
    three(session)
    alice.take()
    alice.take("speaking-up")
    shortened(session, alice)
    assert awarding.award(session, alice.shelf, "crew", at=LATER) == 0
    assert alice.completed() == ["identity", "speaking-up", None]


def test_who_has_something_left_goes_on(session: Session, alice: Learner, charlie: Learner) -> None:
    three(session)
    alice.take()
    charlie.begin()
    assert shortened(session, alice) == 0
    assert alice.standing().left == ("speaking-up",)
    assert charlie.completed() == []


def test_who_had_completed_it_before_keeps_that_completion_alone(
    session: Session, alice: Learner
) -> None:
    three(session)
    for one in ("identity", "speaking-up", "gone"):
        alice.take(one)
    before = alice.completions()
    assert shortened(session, alice) == 0
    assert alice.completions() == before


def test_nobody_completes_a_course_of_which_they_did_nothing(
    session: Session, alice: Learner
) -> None:
    """All that they were to do was taken out: they have begun, and no more."""
    put(session, compiled(module("gone")))
    alice.begin("gone")
    put(session, compiled(module(), changes=changes("material")))
    assert awarding.award(session, alice.shelf, "crew", at=LATER) == 0
    assert alice.completed() == []


def test_a_release_that_asks_for_as_much_as_before_awards_nothing(
    session: Session, alice: Learner
) -> None:
    three(session)
    alice.take()
    held = (module(), module("speaking-up"), module("gone"), module("added"))
    put(session, compiled(*held, changes=changes("material")))
    assert awarding.award(session, alice.shelf, "crew", at=LATER) == 0


def test_another_course_is_left_alone(session: Session, alice: Learner) -> None:
    three(session)
    put(session, compiled(module(), module("gone"), course_id="other"))
    alice.take(course="other")
    assert shortened(session, alice) == 0
    assert None not in alice.completed()
