"""What every template may use."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from learning.web.templating import begun, day, minutes


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (dt.date(2027, 3, 3), "3 March 2027"),
        (dt.date(2026, 12, 31), "31 December 2026"),
        (dt.datetime(2027, 3, 3, 23, 59, tzinfo=dt.UTC), "3 March 2027"),
    ],
)
def test_a_day_is_written_as_people_write_it(date: dt.date, said: str) -> None:
    assert day(date) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (45, "45 minutes"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (120, "2 hours"),
        (200, "3 hours 20 minutes"),
    ],
)
def test_a_length_is_told_in_hours_and_minutes(number: int, said: str) -> None:
    assert minutes(number) == said


def test_words_at_the_beginning_leave_names_and_months_alone() -> None:
    told = [begun(words) for words in ("from 8 June 2027", "McKay", "éire", "")]
    assert told == ["From 8 June 2027", "McKay", "Éire", ""]


def test_text_that_was_typed_is_escaped(app: Flask) -> None:
    with app.test_request_context():
        template = app.jinja_env.from_string("<p>{{ typed }}</p>")
        assert template.render(typed="<b>&") == "<p>&lt;b&gt;&amp;</p>"
