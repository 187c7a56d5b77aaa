"""Kinds: what lies on one another becomes one, and is called by the longest."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from learning.reports.identifier_kinds import Found, merged


def test_the_longest_names_the_whole_and_of_equals_the_surest() -> None:
    assert merged([(0, 4, "name"), (2, 9, "date")]) == [(0, 9, "date")]
    assert merged([(0, 4, "name"), (0, 4, "postcode")]) == [(0, 4, "postcode")]
    assert merged([(4, 6, "name"), (0, 4, "date")]) == [(0, 4, "date"), (4, 6, "name")]
    assert merged([]) == []


_FOUND = st.tuples(st.integers(0, 40), st.integers(1, 9), st.sampled_from(["name", "date", "age"]))


@given(st.lists(_FOUND.map(lambda it: (it[0], it[0] + it[1], it[2])), max_size=12))
def test_merging_loses_no_place_and_leaves_none_twice(found: list[Found]) -> None:
    whole = merged(found)
    assert {at for s, e, _ in found for at in range(s, e)} == {
        at for s, e, _ in whole for at in range(s, e)
    }
    assert all(one[1] <= other[0] for one, other in pairwise(whole))
