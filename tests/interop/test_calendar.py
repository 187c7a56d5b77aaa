"""The calendar file is one that calendar programs read."""

from __future__ import annotations

import datetime as dt

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.content.reviews import reviews as due_of
from learning.content.reviews import sittings
from learning.interop.calendar import Event, calendar, reviews
from tests.builders import AT
from tests.content.test_tracing import traced
from tests.content_builders import course, item, module

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=200)


def read(body: bytes) -> list[icalendar.Event]:
    """The events, as an independent library reads them."""
    found = icalendar.Calendar.from_ical(body)
    return [one for one in found.walk("VEVENT") if isinstance(one, icalendar.Event)]


def test_each_file_is_one_day_with_all_that_is_read_again_in_it() -> None:
    made = traced(course(module(items=[item(item_id=name) for name in ("a", "b")])))
    body = calendar(reviews(sittings(due_of(made))), at=AT)
    found = {str(one["UID"]): one for one in read(body)}
    quiz = found["crew.identity.quiz.yaml.2027-11-01@reviews.debrief"]
    assert quiz["DTSTART"].dt == dt.date(2027, 11, 1)
    assert quiz["DTSTAMP"].dt == AT
    assert str(quiz["SUMMARY"]) == "Read again: crew/identity/quiz.yaml"
    assert str(quiz["DESCRIPTION"]).splitlines()[0] == (
        "item a, last read on 22 November 2026 by Ada"
    )
    assert len(found) == 3


def test_without_a_review_it_is_an_empty_calendar() -> None:
    assert read(calendar([], at=AT)) == []


def test_what_no_calendar_can_hold_is_left_out() -> None:
    [event] = read(calendar([Event("u", AT.date(), "a\x07b\r\nc", "")], at=AT))
    assert str(event["SUMMARY"]) == "ab\nc"


@settings(max_examples=50)
@given(_TEXT, _TEXT)
def test_any_text_comes_back_and_no_line_is_longer_than_75_octets(summary: str, said: str) -> None:
    body = calendar([Event("u-1", AT.date(), summary, said)], at=AT)
    [event] = read(body)
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (summary, said)
    lines = body.split(b"\r\n")
    assert lines[-1] == b"" and max(map(len, lines)) <= 75
    assert b"\n" not in body.replace(b"\r\n", b"")
