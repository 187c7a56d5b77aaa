"""What cells mean: days, yes and no, addresses, and text in one line."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.lists.cell_values import Wrong, address, day, line_of, number, sensible, tidied, yes
from tests.lists.lists import ON

DAY = dt.date(2027, 3, 25)


@pytest.mark.parametrize(
    "text",
    [
        *("2027-03-25", "2027-3-25", "2027/03/25", "25/03/2027", "25.3.2027", "25-03-2027"),
        *("2027-03-25 00:00:00", "2027-03-25T09:30:00Z", "25/03/2027 00:00"),
    ],
)
def test_a_day_is_read_in_several_ways_of_writing_it(text: str) -> None:
    assert day(text, column="since") == DAY


def test_days_come_first_and_never_months() -> None:
    assert day("03/04/2027", column="since") == dt.date(2027, 4, 3)
    with pytest.raises(Wrong, match=r"There is no month 25 in '03/25/2027' .* days come first"):
        day("03/25/2027", column="since")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("30/02/2027", "There is no 30 February 2027"),
        ("2027-02-29", "There is no 29 February 2027"),
        ("2027-13-01", "There is no 1 month 13 of 2027"),
        ("25/03/27", "is not a day. Write days like"),
        ("46100", "is not a day"),
        ("soon", "'soon' in since is not a day"),
    ],
)
def test_a_day_that_is_none_is_refused(text: str, told: str) -> None:
    with pytest.raises(Wrong, match=told):
        day(text, column="since")


@given(st.dates(dt.date(1930, 1, 1), dt.date(2100, 1, 1)))
def test_the_numbers_of_workbooks_are_days(on: dt.date) -> None:
    serial = (on - dt.date(1899, 12, 30)).days
    assert day(str(serial), column="since", serials=True) == on
    assert day(on.isoformat(), column="since") == day(f"{on:%d/%m/%Y}", column="since") == on


def test_a_day_far_away_is_a_slip_and_no_day_is_fine() -> None:
    assert day("", column="since") is None and sensible(None, column="since", on=ON) is None
    assert sensible(DAY, column="since", on=ON) == DAY
    for far in (dt.date(1949, 12, 31), dt.date(2207, 1, 1)):
        with pytest.raises(Wrong, match="too far away"):
            sensible(far, column="since", on=ON)


def test_yes_and_no_are_said_in_few_ways() -> None:
    assert all(yes(text, column="supervises") for text in ("yes", "Y", "TRUE", "1"))
    assert not any(yes(text, column="supervises") for text in ("no", "N", "false", "0", ""))
    with pytest.raises(Wrong, match="neither yes nor no"):
        yes("perhaps" * 20, column="supervises")


def test_an_address_is_folded_and_has_the_shape_of_one() -> None:
    assert address(" Ama@Example.ORG ") == "ama@example.org" and address("") == ""
    for text in ("ama", "ama@", "@x.org", "a b@x.org", "a@b@x.org", "ama@example"):
        with pytest.raises(Wrong, match="no e-mail address"):
            address(text)
    with pytest.raises(Wrong, match="254 can be kept"):
        address("a" * 250 + "@example.org")
    with pytest.raises(Wrong, match="too long"):
        address("İ" * 100 + "@" + "x" * 50 + "İ" * 95 + ".org")


def test_text_is_one_line_with_single_spaces() -> None:
    assert tidied(" a\n b\x07\t c ") == "a b c" == line_of("a  b c", column="name", most=5)
    with pytest.raises(Wrong, match="name has 6 characters; 5 can be kept"):
        line_of("abcdef", column="name", most=5)


def test_a_number_is_taken_as_it_stands() -> None:
    assert number("A  1", column="team_id") == "A  1"
    for text, told in (("x" * 81, "81 characters"), ("a\tb", "cannot be seen")):
        with pytest.raises(Wrong, match=told):
            number(text, column="team_id")
