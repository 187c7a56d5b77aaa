"""Our clock as the reporter reads it, and that it says when we did not keep our word."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from learning.reports import promptness
from tests.reports.desks import MONDAY


@dataclass(frozen=True)
class Standing:
    state: str = "received"
    waits_for: str = "reviewers"
    week: dt.date = MONDAY
    moved_week: dt.date = MONDAY


@pytest.mark.parametrize(
    ("found", "weeks", "said", "late"),
    [
        (Standing(), 0, "A reviewer opens it by 10 March 2027 at the latest.", False),
        (Standing(), 1, "opens it by 10 March 2027", False),
        (Standing(), 2, "We promised that by 10 March 2027, and did not keep it.", True),
        (Standing("in_review"), 1, "finish reading, by 19 March 2027", False),
        (Standing("in_review"), 4, "did not keep it", True),
        (Standing("in_review", "reporter"), 40, "You need not answer", False),
        (Standing("closed", "nobody"), 9, "Reading is finished.", False),
        (Standing("withdrawn", "nobody"), 9, "was destroyed", False),
    ],
)
def test_each_state_says_by_when_what_comes_next(
    found: Standing, weeks: int, said: str, late: bool
) -> None:
    told = promptness.told(found, on=MONDAY + dt.timedelta(weeks=weeks, days=1))
    assert said in told.says and told.late is late


@pytest.mark.parametrize(
    ("found", "weeks", "said", "late"),
    [
        (Standing(), 1, "Nobody has opened it yet. We promised that by 10 March 2027.", False),
        (Standing(), 2, "by 10 March 2027, and are late.", True),
        (Standing("in_review"), 1, "Reviewers are next. We promised that by 19 March 2027.", False),
        (Standing("in_review"), 4, "are late", True),
        (Standing("in_review", "reporter"), 40, "The reporter is next.", False),
        (Standing("closed", "nobody"), 9, "The reporter reads your words", False),
        (Standing("withdrawn", "nobody"), 9, "withdrew it", False),
    ],
)
def test_reviewers_read_the_same_clock_in_words_of_their_own(
    found: Standing, weeks: int, said: str, late: bool
) -> None:
    on = MONDAY + dt.timedelta(weeks=weeks, days=1)
    told = promptness.for_reviewers(found, on=on)
    assert said in told.says and told.late is late is promptness.told(found, on=on).late
    assert "to you" not in told.says
