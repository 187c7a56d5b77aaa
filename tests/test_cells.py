"""Cells that stay text: nothing that leaves is calculated, and nothing is lost on the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.cells import plain, restored

NASTY = st.text(st.sampled_from("'=+-@\t\r\n＝ ab\"🙂"), max_size=6)


@pytest.mark.parametrize("text", ["=1+1", "+44", "-5", "@me", "\tx", "\rx", "\nx", "＝1", "'=1"])
def test_what_would_be_calculated_begins_with_an_apostrophe(text: str) -> None:
    assert plain(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ann", "'Ann'", "O'Neill", "a=b", " =1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == restored(text) == text


@given(NASTY)
def test_what_comes_back_is_what_left(text: str) -> None:
    assert restored(plain(text)) == text
    assert not plain(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))
