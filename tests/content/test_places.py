"""A place is where an editor shows it, whatever way the YAML is written."""

from __future__ import annotations

from learning.content.places import Places

TEXT = """\
# a comment
title: Zoë's
owners:
  - role: one
    name: two
  - {role: three, name: "four"}
text: |
  words
empty:
"""


def test_a_value_a_key_and_an_entry_have_their_places() -> None:
    places = Places(TEXT)
    assert places.at("title") == (2, 8)
    assert places.key("title") == (2, 1)
    assert places.at("owners") == (4, 3)
    assert places.at("owners", 0) == (4, 5)
    assert places.at("owners", 0, "name") == (5, 11)
    assert places.key("owners", 0, "name") == (5, 5)
    assert places.at("owners", 1) == (6, 5)
    assert places.at("owners", 1, "name") == (6, 25)
    assert places.at("text") == (7, 7)
    assert places.key("empty") == (9, 1)
    assert places.at() == (2, 1)


def test_what_is_not_there_is_where_it_would_be_looked_for() -> None:
    places = Places(TEXT)
    assert places.at("owners", 0, "phone") == (4, 5)
    assert places.at("owners", 7) == (4, 3)
    assert places.at("nothing", 1, "x") == (2, 1)
    assert places.key("title", "x") == (2, 1)


def test_lines_above_the_text_are_counted() -> None:
    assert Places(TEXT, above=10).at("title") == (12, 8)


def test_columns_are_counted_in_characters() -> None:
    assert Places("{é王🙂: 1, b: 2}").key("b") == (1, 10)


def test_no_text_has_one_place() -> None:
    assert Places().at("a", 1) == (1, 1)
