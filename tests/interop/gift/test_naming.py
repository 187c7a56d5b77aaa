"""Ids are made from names and words, are unique, and are the same each time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from learning.content.layout import is_id
from learning.interop.gift import naming
from learning.interop.gift.entries import Entry, Fault, Other, Text


def entry(title: str = "", words: str = "What?") -> Entry:
    return Entry(1, title, Text(words, "moodle", 1), Other("essay"))


def test_names_come_before_words_and_words_before_a_digest() -> None:
    several = [
        entry("Q 1"),
        entry(words="<b>Who</b> is it?"),
        entry(words="人？"),
        entry("Q1"),
        entry("Q-1"),
    ]
    names = list(naming.of_entries(several))
    assert names[:2] == ["q-1", "who-is-it"]
    assert names[2].startswith("item-")
    assert names[3:] == ["q1", "q-1-2"]


def test_what_cannot_be_read_and_has_no_name_has_no_id() -> None:
    named = Fault(1, "x")
    named.title = "Q1"
    assert list(naming.of_entries([Fault(1, "x"), named, entry("Q1")])) == ["", "q1", "q1-2"]


@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=80)), max_size=20))
def test_every_entry_has_an_id_of_its_own(several: list[tuple[str, str]]) -> None:
    names = list(naming.of_entries(entry(*one) for one in several))
    assert len(set(names)) == len(several)
    assert all(is_id(name) and len(name) <= 60 for name in names)


@given(st.lists(st.text(max_size=80), min_size=1, max_size=12))
def test_every_part_has_an_id_of_its_own(texts: list[str]) -> None:
    names = naming.of_parts(texts, None, "option")
    assert len(set(names)) == len(texts)
    assert all(is_id(name) and len(name) <= 60 for name in names)


def test_kept_ids_are_used_where_there_are_as_many() -> None:
    assert naming.of_parts(["x", "y"], ["a", "b"], "option") == ["a", "b"]
    for given_ids in (["a"], ["a", "a"], ["a", "B"], ["a", 3], "ab", None):
        assert naming.of_parts(["x", "y"], given_ids, "option") == ["x", "y"]


def test_ids_are_cut_between_words() -> None:
    assert naming.short("what a person does when nobody is there to ask") == (
        "what-a-person-does-when-nobody-is-there"
    )
    assert naming.short("x" * 90) == "x" * 40
