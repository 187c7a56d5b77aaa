"""Word by word, a change tells what goes and what comes."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from learning.content.word_changes import as_line, changes


def test_words_that_go_and_come_stand_beside_each_other() -> None:
    found = changes("Knock, and ask.", "Knock twice, and ask them.")
    assert as_line(found) == "[-Knock,-]{+Knock twice,+} and [-ask.-]{+ask them.+}"


def test_the_same_words_are_one_stretch() -> None:
    assert [one.kind for one in changes("a b", "a b")] == ["same"]
    assert changes("", "") == []


@given(
    st.text(st.sampled_from("ab \n"), max_size=60), st.text(st.sampled_from("ab \n"), max_size=60)
)
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    found = changes(before, after)
    assert "".join(one.text for one in found if one.kind != "new") == before
    assert "".join(one.text for one in found if one.kind != "gone") == after


def test_a_long_text_that_is_all_alike_takes_no_time() -> None:
    begin = time.monotonic()
    changes("a b " * 5_000, "b b a " * 5_000)
    assert time.monotonic() - begin < 1
