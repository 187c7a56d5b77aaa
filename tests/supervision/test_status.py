"""Status: exactly one word, in a stated order, and a sentence that says what it rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.supervision.status import Dates, Standing, Status, explained, standing
from tests.supervision.moments import DAYS, day

TODAY = day("2027-03-03")
ASKED = Dates(requirement_id=1, required_since=day("2027-01-01"), due=day("2027-06-30"))
SOME = st.none() | DAYS
DATES = st.builds(
    Dates,
    requirement_id=st.none() | st.just(1),
    release=st.none() | st.just(3),
    certificate=st.none(),
    **{
        one.name: SOME
        for one in fields(Dates)
        if one.name not in ("requirement_id", "release", "certificate")
    },
)


def at(dates: Dates, on: dt.date = TODAY, soon: int = 30) -> Standing:
    return standing(dates, on=on, soon=soon)


@pytest.mark.parametrize(
    ("dates", "status"),
    [
        (ASKED, Status.NOT_STARTED),
        (replace(ASKED, begun_on=TODAY), Status.IN_PROGRESS),
        (replace(ASKED, due=day("2027-04-02")), Status.DUE_SOON),
        (replace(ASKED, due=day("2027-04-03")), Status.NOT_STARTED),
        (replace(ASKED, due=TODAY), Status.DUE_SOON),
        (replace(ASKED, due=day("2027-03-02")), Status.OVERDUE),
        (replace(ASKED, due=None), Status.NOT_STARTED),
        (replace(ASKED, completed_on=TODAY), Status.COMPLETE),
        (replace(ASKED, completed_on=TODAY, valid_until=TODAY), Status.COMPLETE),
        (replace(ASKED, completed_on=TODAY, valid_until=day("2027-03-02")), Status.EXPIRED),
        (replace(ASKED, required_since=day("2027-03-04")), Status.NOT_REQUIRED),
        (replace(ASKED, required_until=day("2027-03-02")), Status.NOT_REQUIRED),
        (Dates(completed_on=TODAY), Status.NOT_REQUIRED),
        (replace(ASKED, paused_since=TODAY), Status.PAUSED),
        (replace(ASKED, paused_since=TODAY, exempt_since=TODAY), Status.EXEMPT),
        (replace(ASKED, exempt_since=TODAY, exempt_until=TODAY), Status.EXEMPT),
        (
            replace(ASKED, exempt_since=day("2027-01-01"), exempt_until=day("2027-03-02")),
            Status.NOT_STARTED,
        ),
    ],
)
def test_each_status_follows_from_its_dates(dates: Dates, status: Status) -> None:
    assert at(dates).status is status


@given(DATES, DAYS, st.integers(1, 365))
def test_the_first_status_that_holds_is_the_one(dates: Dates, on: dt.date, soon: int) -> None:
    found = at(dates, on, soon).status
    holds = {
        Status.EXEMPT: _in(dates.exempt_since, dates.exempt_until, on),
        Status.PAUSED: _in(dates.paused_since, dates.paused_until, on),
        Status.NOT_REQUIRED: not _in(dates.required_since, dates.required_until, on),
        Status.COMPLETE: bool(dates.completed_on)
        and (dates.valid_until is None or dates.valid_until >= on),
        Status.EXPIRED: bool(dates.completed_on)
        and bool(dates.valid_until)
        and (dates.valid_until or on) < on,
        Status.OVERDUE: dates.due is not None and dates.due < on,
        Status.DUE_SOON: dates.due is not None and dates.due <= on + dt.timedelta(days=soon),
        Status.IN_PROGRESS: dates.begun_on is not None,
        Status.NOT_STARTED: True,
    }
    assert found is next(status for status in Status if holds[status])


@given(DATES, DAYS, st.integers(1, 365))
def test_every_status_is_explained_in_whole_sentences(dates: Dates, on: dt.date, soon: int) -> None:
    said = explained(dates, on=on, soon=soon)
    assert said.endswith(".") and "None" not in said and said[0].isupper()
    assert ".." not in said and "  " not in said


def test_renewal_stands_beside_the_status_and_asks_only_where_something_is_to_be_done() -> None:
    held = replace(
        ASKED,
        completed_on=day("2026-05-01"),
        valid_until=day("2027-05-01"),
        renewal_opens=day("2027-03-02"),
        due=day("2027-05-01"),
    )
    assert at(held) == Standing(Status.COMPLETE, True)
    assert at(held, day("2027-03-01")) == Standing(Status.COMPLETE, False)
    assert at(held, day("2027-05-02")) == Standing(Status.EXPIRED, True)
    assert at(replace(held, paused_since=TODAY)) == Standing(Status.PAUSED, False)


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (ASKED, "Not begun yet. To complete by 30 June 2027."),
        (
            replace(ASKED, begun_on=day("2027-02-01")),
            "In progress. To complete by 30 June 2027.",
        ),
        (
            replace(ASKED, due=day("2027-03-01")),
            "Not begun yet. It was to be completed by 1 March 2027.",
        ),
        (
            replace(
                ASKED,
                completed_on=day("2026-02-01"),
                valid_until=day("2027-02-01"),
                due=day("2027-02-01"),
            ),
            "Completed on 1 February 2026; it ran out on 1 February 2027. "
            "It is to be completed again.",
        ),
        (
            replace(ASKED, completed_on=day("2027-02-01"), valid_until=None, due=None),
            "Completed on 1 February 2027; it does not run out.",
        ),
        (
            replace(
                ASKED,
                completed_on=day("2026-05-01"),
                valid_until=day("2027-05-01"),
                renewal_opens=day("2027-03-02"),
                due=day("2027-05-01"),
            ),
            "Completed on 1 May 2026; it counts until 1 May 2027. "
            "It can be renewed now, by 1 May 2027.",
        ),
        (
            replace(ASKED, paused_since=TODAY, paused_until=day("2027-09-01")),
            "Away from work until 1 September 2027; no clock runs meanwhile.",
        ),
        (replace(ASKED, exempt_since=TODAY), "Exempt until further notice."),
        (
            Dates(completed_on=day("2026-05-01")),
            "Not required of them. Completed on 1 May 2026.",
        ),
        (
            replace(ASKED, required_since=day("2027-04-01")),
            "Required from 1 April 2027.",
        ),
    ],
)
def test_the_sentence_says_what_holds_and_what_is_to_do(dates: Dates, said: str) -> None:
    assert explained(dates, on=TODAY, soon=30) == said


def _in(since: dt.date | None, until: dt.date | None, on: dt.date) -> bool:
    return since is not None and since <= on and (until is None or on <= until)
