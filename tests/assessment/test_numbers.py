"""Numbers as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.assessment.numbers import plain_decimal
from learning.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12.5", "12.5"),
        ("12,5", "12.5"),
        (" 12.50 ", "12.5"),
        ("007", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("0,125", "0.125"),
        (",125", "0.125"),
        ("1250,125", "1250.125"),
        ("1.250", "1.25"),
        ("+3", "3"),
        ("- 3", "-3"),
        ("\N{MINUS SIGN}3", "-3"),
        ("\N{EN DASH}3", "-3"),
        ("-0.0", "0"),
        ("9" * 20, "9" * 20),
        ("0" * 40 + "1", "1"),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, read: str) -> None:
    assert plain_decimal(typed, None) == read


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("15 minutes", "minutes"),
        ("15minutes", "minutes"),
        ("15\u00a0Minutes", "minutes"),
        ("15 mg  per  kg", "mg per kg"),
        ("15%", "%"),
        ("15 '", "'"),
        ("15", "%"),
    ],
)
def test_the_unit_may_be_typed_after_the_number(typed: str, unit: str) -> None:
    assert plain_decimal(typed, unit) == "15"


@pytest.mark.parametrize(
    "typed",
    ["nan", "inf", "-inf", "Infinity", "1e999", "1e3", "0x10", "twelve", "%", "-", ".", ",", "½"],
)
def test_what_is_not_a_plain_number_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="Write"):
        plain_decimal(typed, None)


@pytest.mark.parametrize("typed", ["", "  ", "\n"])
def test_an_empty_field_asks_for_a_number(typed: str) -> None:
    with pytest.raises(Invalid, match=r"^Write a number, then save your answer\.$"):
        plain_decimal(typed, "%")


@pytest.mark.parametrize(
    "typed", ["5-10", "5 \N{EN DASH} 10", "1 250", "1,250.5", "1.250,5", "1'250", "12.5.3", "٣"]
)
def test_two_numbers_or_a_marked_thousand_are_not_guessed_at(typed: str) -> None:
    with pytest.raises(Invalid, match=r"such as 1250 or 12\.5"):
        plain_decimal(typed, "%")


def test_a_comma_that_could_mean_thousands_is_asked_about() -> None:
    with pytest.raises(Invalid, match=r"^-1,250 can be read in two ways\. Write -1250 or -1\.250,"):
        plain_decimal("-1,250", None)


def test_another_unit_is_refused_and_the_right_one_named() -> None:
    with pytest.raises(Invalid, match="it is read in minutes"):
        plain_decimal("2 hours", "minutes")
    with pytest.raises(Invalid, match="with nothing after it"):
        plain_decimal("2 hours", None)


def test_more_figures_than_any_quantity_has_are_refused() -> None:
    with pytest.raises(Invalid, match="at most 20 figures"):
        plain_decimal("9" * 21, None)


@given(st.text(max_size=30), st.none() | st.text(min_size=1, max_size=5))
def test_whatever_is_typed_is_a_number_or_a_refusal(typed: str, unit: str | None) -> None:
    try:
        number = plain_decimal(typed, unit)
    except Invalid as refusal:
        assert refusal.text.endswith(".")
    else:
        assert plain_decimal(number, unit) == number
