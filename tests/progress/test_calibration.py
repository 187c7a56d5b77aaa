"""How sure somebody was beside how often they were right: counted, for them alone."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from learning.assessment import Confidence
from learning.progress import attempting
from learning.progress.attempts import Open
from learning.progress.calibration import Count, calibration
from tests.builders import AT
from tests.content_builders import compiled, item, module, put, rightly, wrongly
from tests.progress.learner import Learner

LATER = AT + dt.timedelta(days=40)
CERTAIN, GUESSING = Confidence.CERTAIN, Confidence.GUESSING


def published(session: Session) -> None:
    items = [item(item_id=f"i{n}") for n in range(3)]
    put(session, compiled(module(items=items, rules={"confidence": "optional"})))


def answer(learner: Learner, attempt: Open, said: str, *, right: bool, at: dt.datetime) -> None:
    one = attempt.quiz.items[attempt.left[0]]
    raw = {**(rightly if right else wrongly)(one), "confidence": [said] if said else []}
    attempting.respond(learner.session, attempt, one.id, raw, at=at)


def take(learner: Learner, *given: tuple[str, bool], at: dt.datetime = AT) -> None:
    attempt = learner.begin(at=at)
    for said, right in given:
        answer(learner, attempt, said, right=right, at=at)


def test_counts_are_by_word_and_month_and_first_tries_can_be_told_apart(
    session: Session, alice: Learner, charlie: Learner
) -> None:
    published(session)
    take(alice, ("certain", True), ("certain", False), ("guessing", False))
    take(alice, ("certain", True), ("certain", True), ("", True), at=LATER)
    take(charlie, ("certain", False), ("certain", False), ("certain", False))
    every = calibration(session, alice.person_id, first=False)
    assert every.words == {
        CERTAIN: Count(4, 3),
        GUESSING: Count(1, 0),
        Confidence.SURE: Count(),
    }
    assert [(one.year, one.month) for one in every.months] == [(2027, 4), (2027, 3)]
    assert every.months[0].words == {CERTAIN: Count(2, 2)}
    first = calibration(session, alice.person_id, first=True)
    assert first.words[CERTAIN] == Count(2, 1)
    assert len(first.months) == 1


def test_an_attempt_that_is_still_open_does_not_count(session: Session, alice: Learner) -> None:
    published(session)
    take(alice, ("certain", True))
    assert calibration(session, alice.person_id, first=False).months == []
