"""A text in lines breaks where it broke before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from learning.content.folding import folded, in_lines

_WORD = st.text(st.sampled_from("abc"), min_size=1, max_size=30)


def test_lines_break_where_they_broke_before() -> None:
    rows = ["  one two", "  three four", "  five"]
    assert folded(rows, "one two three 4 five", "  ") == ["  one two", "  three 4", "  five"]
    assert folded(rows, "zero one two three four five six", "") == [
        "zero", "one two", "three four", "five six",
    ]  # fmt: skip


def test_a_line_end_within_is_a_blank_line() -> None:
    assert folded([], "one\ntwo\n\nthree\n", " ") == [" one", "", " two", "", "", " three"]


@given(st.lists(_WORD, max_size=60), st.integers(0, 8))
def test_no_line_is_too_wide_and_no_word_is_lost(words: list[str], indent: int) -> None:
    made = in_lines(words, " " * indent)
    assert [word for line in made for word in line.split()] == words
    assert all(len(line) <= 116 for line in made)
