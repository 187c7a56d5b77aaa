"""Dates and ages: every spelling of a hurried note, and the fractions that look like one."""

from __future__ import annotations

import pytest

from learning.reports.identifiers import find


@pytest.mark.parametrize(
    "date",
    [
        "12/3/24",
        "12.03.2024",
        "2024-03-12",
        "2024-03-12T10:15",
        "12th March",
        "12 mar 24",
        "the 3rd of May",
        "Monday 4 May",
        "mon 4th",
        "March 2023",
        "Oct '23",
        "Dec 23",
        "March 12",
        "Tuesday",
        "tues",
        "January",
        "july",
        "Easter",
        "summer 2022",
        "19/11",
        "the 21st",
    ],
)
def test_a_date_is_found_in_any_spelling(date: str) -> None:
    [span] = find(f"we went there {date}, and nobody came")
    assert (span.kind, span.text) == ("date", date)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("on 3/4 she rang", "3/4"),
        ("in may she rang", "may"),
        ("since May she rang", "May"),
        ("since 2019 she rang", "2019"),
        ("on the third.", "third"),
        ("on the third of March", "third of March"),
        ("last sat she rang", "sat"),
    ],
)
def test_a_short_date_is_one_by_the_word_before_it(text: str, told: str) -> None:
    assert [(span.kind, span.text) for span in find(text)] == [("date", told)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a 14 year old", "14 year old"),
        ("a six-week-old baby", "six-week-old"),
        ("14yo boy", "14yo"),
        ("aged 3, 5 and 9 then", "aged 3, 5 and 9"),
        ("on her 16th birthday", "her 16th birthday"),
        ("DOB 12/3/2011", "12/3/2011"),
        ("born 1 June 2015", "1 June 2015"),
        ("dob: 01012019", "01012019"),
        ("She's 7.", "She's 7"),
        ("now in year 9", "year 9"),
    ],
)
def test_an_age_or_a_birthday_is_found(text: str, told: str) -> None:
    assert [(span.kind, span.text) for span in find(text)] == [("age", told)]


@pytest.mark.parametrize(
    "text",
    [
        "We may go. They march on. The sun sat low.",
        "open 24/7, 9/10 of them, 1/2 of it",
        "the 3rd time, the 1st floor, on the third occasion",
        "Working Together 2018 and the Act 1989",
        "a 45 minute wait for three days",
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(text: str) -> None:
    assert find(text) == []
