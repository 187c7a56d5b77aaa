"""Returning with a receipt: the conversation, a verdict, and withdrawing."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from learning.errors import Conflict, NotFound
from learning.reports import parts, receipts, returning
from learning.reports.models import Opening, Part, PartKey, WeekCount
from tests.reports.desks import MONDAY, ON, Desk


def test_a_wrong_word_and_an_unknown_reference_say_the_same_and_work_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt, worked = desk.tell(), []
    real = receipts.stretched

    def counted(*given: object, **named: object) -> bytes:
        worked.append(given[2])
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(receipts, "stretched", counted)
    wrong = receipts.make(b"\7" * 32).words
    tries = [
        (returning.lock(desk.session, receipt.reference), wrong),
        (returning.lock(desk.session, receipt.reference), None),
        (returning.lock(desk.session, "no-such-00"), wrong),
        (None, None),
    ]
    for lock, words in tries:
        with pytest.raises(NotFound, match="That receipt does not match"):
            returning.enter(lock, words)
    assert len(worked) == 4 and len(set(worked)) == 1


def test_the_reporter_reads_what_reviewers_wrote_and_never_their_own(desk: Desk) -> None:
    receipt = desk.tell()
    desk.write(receipt, "message", "Which record was it?")
    desk.write(receipt, "note", "Rosa has seen this before.")
    desk.answer(receipt, "The electronic one.")
    entered = desk.enter(receipt)
    found = returning.standing(desk.session, entered.report_id)
    letters = returning.letters(entered, found)
    assert [(one.kind, one.said) for one in letters] == [
        ("told", None),
        ("message", {"text": "Which record was it?"}),
        ("answer", None),
    ]
    assert found.waits_for == "reviewers" and found.reference == receipt.reference
    assert [one.said for one in desk.open(receipt)][-1] == {"text": "The electronic one."}


def test_an_answer_sent_twice_by_one_form_is_kept_once(desk: Desk) -> None:
    receipt = desk.tell()
    entered, to = desk.enter(receipt), returning.readers(desk.session)
    for _ in range(2):
        ready = parts.seal(entered.report_id, "answer", {"text": "Yes."}, to, part_id="once")
        returning.reply(desk.session, entered.report_id, ready, on=ON)
    assert len(parts.of(desk.session, entered.report_id)) == 2


def test_a_verdict_needs_a_text_and_comes_in_time(desk: Desk) -> None:
    receipt = desk.tell()
    with pytest.raises(Conflict, match="no text to agree"):
        desk.answer(receipt, "No.", "verdict")
    desk.write(receipt, "text", "A practitioner nearly wrote into another record.")
    late = ON + dt.timedelta(days=22)
    with pytest.raises(Conflict, match="ended on 24 March 2027"):
        desk.answer(receipt, "No.", "verdict", on=late)
    entered = desk.enter(receipt)
    found = returning.standing(desk.session, entered.report_id)
    assert found.waits_for == "reporter"
    desk.report(receipt).state = "in_review"
    found = returning.standing(desk.session, entered.report_id)
    assert returning.awaits_verdict(found, on=ON) is not None
    assert returning.awaits_verdict(found, on=late) is None
    desk.answer(receipt, "The teacher could be known.", "verdict")
    found = returning.standing(desk.session, entered.report_id)
    assert returning.awaits_verdict(found, on=ON) is None
    with pytest.raises(Conflict, match="no text to agree"):
        desk.answer(receipt, "Again.", "verdict")


def test_withdrawing_destroys_every_part_and_says_so(desk: Desk) -> None:
    receipt, other = desk.tell(), desk.tell()
    desk.write(receipt)
    report_id = desk.report(receipt).id
    desk.session.add(Opening(report_id=report_id, person_id=desk.reviewers["rana"].person_id))
    desk.session.flush()
    for _ in range(2):
        returning.withdraw(desk.session, report_id, on=ON)
    assert {one.report_id for one in desk.session.scalars(select(Part))} == {desk.report(other).id}
    assert len(desk.session.scalars(select(PartKey)).all()) == 4
    assert desk.session.scalars(select(Opening)).all() == []
    assert desk.session.get_one(WeekCount, (MONDAY, "withdrawn")).number == 1
    found = returning.standing(desk.session, desk.enter(receipt).report_id)
    assert (found.state, found.waits_for, found.parts) == ("withdrawn", "nobody", [])
    with pytest.raises(Conflict, match="closed"):
        desk.answer(receipt, "One thing more.")
    with pytest.raises(NotFound):
        desk.write(receipt)


def test_a_report_that_was_destroyed_is_like_none(desk: Desk) -> None:
    with pytest.raises(NotFound, match="does not match"):
        returning.standing(desk.session, "gone")
    with pytest.raises(NotFound, match="does not match"):
        returning.withdraw(desk.session, "gone", on=ON)
