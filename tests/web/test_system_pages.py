"""The system in words: ages and sizes."""

from __future__ import annotations

import datetime as dt

import pytest

from learning.people import letters
from learning.web import system_pages
from tests.builders import AT


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "less than a minute ago"),
        (59, "less than a minute ago"),
        (60, "1 minute ago"),
        (3_599, "59 minutes ago"),
        (3_600, "1 hour ago"),
        (86_399, "23 hours ago"),
        (86_400, "1 day ago"),
        (86_400 * 40, "40 days ago"),
    ],
)
def test_an_age_is_said_in_the_largest_unit_that_fits(seconds: int, said: str) -> None:
    assert system_pages.ago(AT - dt.timedelta(seconds=seconds), AT) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 kB"), (1, "1 kB"), (812_000, "812 kB"), (3_400_000, "3.4 MB"), (10**10, "10.0 GB")],
)
def test_a_size_is_said_as_people_say_it(number: int, said: str) -> None:
    assert system_pages.size(number) == said


def test_every_kind_of_mail_has_words() -> None:
    for kind in (letters.INVITATION, letters.RESET, letters.ADDRESS):
        assert system_pages.kind(kind) != kind
    assert system_pages.kind("of a newer version") == "of a newer version"
