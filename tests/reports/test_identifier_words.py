"""Words: the lists are readable, and everyday words are known in their forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from learning.reports import identifier_words as words


def test_the_lists_say_where_they_come_from() -> None:
    for file in ("given_names.txt", "ordinary.txt"):
        text = Path(words.__file__).with_name(file).read_text(encoding="utf-8")
        assert text.startswith("# ")
        listed = " ".join(line for line in text.splitlines() if not line.startswith("#")).split()
        assert listed == sorted(set(listed))
        assert all(word == word.lower() for word in listed)


def test_a_name_from_the_list_is_no_everyday_word() -> None:
    assert not words.GIVEN & words.ORDINARY
    assert not any(words.ordinary(name) for name in words.GIVEN)


@pytest.mark.parametrize(
    "word",
    [
        "stopped",
        "rechecked",
        "hurriedly",
        "families",
        "re-sent",
        "unanswered",
        "miscopied",
        "safest",
    ],
)
def test_an_everyday_word_is_known_in_its_forms(word: str) -> None:
    assert words.ordinary(word)


@pytest.mark.parametrize("word", ["kacper", "oluwaseun", "wiśniewska", "zz", "kowalski-adeyemi"])
def test_a_name_is_no_everyday_word(word: str) -> None:
    assert not words.ordinary(word)


@pytest.mark.parametrize(
    ("told", "low"),
    [("Rose's", "rose"), ("didn't", "did"), ("we'll", "we"), ("O'Brien", "o'brien"), ("Re", "re")],
)
def test_an_apostrophe_is_read_as_what_it_adds(told: str, low: str) -> None:
    assert words.bare(told) == low
