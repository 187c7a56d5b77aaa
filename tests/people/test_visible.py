"""What can be seen of a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.people.visible import shows

UNSEEN = "\u200b\u200d\u2060\ufeff\u00ad\u202e\u3164\u2800\u00a0\u3000 \t\n\x07\u0301\U000e0041"


@pytest.mark.parametrize("name", ["", *UNSEEN])
def test_what_is_drawn_as_nothing_is_no_name(name: str) -> None:
    assert not shows(name)


@pytest.mark.parametrize("name", ["Ō", "李", "ر", "न", "7", "-", "👩‍👧", "क्\u200dष"])
def test_whatever_people_write_names_with_is_seen(name: str) -> None:
    assert shows(name)


@given(st.text(UNSEEN), st.text(UNSEEN))
def test_one_letter_is_enough(before: str, after: str) -> None:
    assert shows(f"{before}A{after}") and not shows(before + after)
