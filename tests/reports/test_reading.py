"""Reading: the queue by age, who opens what, two at once, and closing with an outcome."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from learning.errors import Conflict, NotFound, Stale
from learning.reports import keyring, parts, reading, returning
from learning.reports.models import Opening
from tests.reports.desks import MONDAY, ON, TELLING, Desk


def test_the_queue_is_by_week_and_pages_follow_without_gap_or_repeat(desk: Desk) -> None:
    days = [ON - dt.timedelta(weeks=n % 3) for n in range(8)]
    told = {desk.tell(on=day).reference for day in days}
    seen, after = [], ""
    while True:
        page = reading.queue(desk.session, None, after=after, most=3)
        seen += page.lines
        if page.next is None:
            break
        after = page.next
    assert [one.week for one in seen] == sorted(one.week for one in seen)
    assert {one.reference for one in seen} == told and len(seen) == 8
    assert reading.number_open(desk.session) == 8
    assert not any(one.mine for one in seen), "without a key nothing opens"
    assert reading.queue(desk.session, None, after="no such place").lines[:1] == seen[:1]


def test_the_queue_says_what_ones_own_key_cannot_open(desk: Desk) -> None:
    desk.tell()
    mine = desk.reviewers["rana"]
    assert reading.queue(desk.session, mine.key_id).lines[0].mine
    assert not reading.queue(desk.session, "another").lines[0].mine


def test_what_was_told_is_opened_by_a_reviewers_key(desk: Desk) -> None:
    receipt = desk.tell()
    opened = desk.open(receipt)
    assert [(one.kind, one.week) for one in opened] == [("told", MONDAY)]
    assert opened[0].said is not None and opened[0].said["happened"] == TELLING.happened
    assert "another child" not in repr(opened)
    with pytest.raises(NotFound, match="no such report"):
        reading.raw(desk.session, "no-such-00", desk.reviewers["rana"].key_id)


def test_opening_is_noted_once_for_each_reviewer_and_begins_the_review(desk: Desk) -> None:
    receipt = desk.tell()
    report = desk.report(receipt)
    for name in ("rana", "rana", "ravi"):
        reading.note_opening(desk.session, report.id, desk.reviewers[name].person_id)
    assert len(desk.session.scalars(select(Opening)).all()) == 2
    assert desk.report(receipt).state == "in_review"
    returning.withdraw(desk.session, report.id, on=ON)
    with pytest.raises(NotFound, match="withdrawn"):
        reading.note_opening(desk.session, report.id, desk.reviewers["rosa"].person_id)


def test_after_a_message_the_reporter_is_next_and_a_note_moves_nothing(desk: Desk) -> None:
    receipt = desk.tell()
    desk.write(receipt, "note", "Not for the reporter.")
    assert desk.report(receipt).waits_for == "reviewers"
    desk.write(receipt, "message")
    assert desk.report(receipt).waits_for == "reporter"
    desk.answer(receipt, "The second.", on=ON + dt.timedelta(weeks=2))
    report = desk.report(receipt)
    assert (report.waits_for, report.moved_week) == ("reviewers", MONDAY + dt.timedelta(weeks=2))


def test_of_two_reviewers_at_once_the_second_is_told(desk: Desk) -> None:
    receipt = desk.tell()
    raw = reading.raw(desk.session, receipt.reference, desk.reviewers["ravi"].key_id)
    to = returning.with_reporter(keyring.publics(keyring.holders(desk.session)), raw.public)
    ready = parts.seal(raw.id, "message", {"text": "Mine."}, to)
    desk.write(receipt)
    with pytest.raises(Stale, match="Nothing was sent"):
        reading.write(desk.session, ready, version=raw.version, on=ON)
    assert len(desk.open(receipt)) == 2


def test_closing_tells_the_reporter_and_nothing_is_added_after_it(desk: Desk) -> None:
    receipt = desk.tell()
    desk.write(receipt, "outcome", "It is counted. Thank you.")
    report = desk.report(receipt)
    assert (report.state, report.outcome, report.waits_for) == ("closed", "learned", "nobody")
    entered = desk.enter(receipt)
    letters = returning.letters(entered, returning.standing(desk.session, entered.report_id))
    assert letters[-1].said == {"text": "It is counted. Thank you."}
    with pytest.raises(Conflict, match="take it up again"):
        desk.write(receipt)
    with pytest.raises(Conflict, match="closed"):
        desk.answer(receipt, "More.")
    assert reading.queue(desk.session, None).lines == []
    assert [one.reference for one in reading.queue(desk.session, None, over=True).lines] == [
        receipt.reference
    ]


def test_a_closed_report_is_taken_up_again_by_whoever_sees_how_it_stands(desk: Desk) -> None:
    receipt = desk.tell()
    with pytest.raises(Conflict, match="not closed"):
        reading.reopen(desk.session, desk.report(receipt).id, version=1)
    desk.write(receipt, "outcome", "Done.")
    report = desk.report(receipt)
    with pytest.raises(Stale):
        reading.reopen(desk.session, report.id, version=report.version - 1)
    reading.reopen(desk.session, report.id, version=report.version)
    assert desk.report(receipt).state == "in_review"
    desk.write(receipt)


def test_a_key_is_found_while_it_is_in_use(desk: Desk) -> None:
    mine = desk.reviewers["rana"].key_id
    assert reading.key_of(desk.session, mine).id == mine
    keyring.end(desk.session, mine, on=ON)
    for gone in (mine, "none"):
        with pytest.raises(NotFound, match="no longer in use"):
            reading.key_of(desk.session, gone)
