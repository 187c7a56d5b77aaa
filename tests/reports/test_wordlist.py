"""The word list: whole, and readable in one way even without anything between the words."""

from __future__ import annotations

import hashlib
import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.reports import wordlist
from learning.reports.wordlist import DRAWN, WORDS

_LETTERS = [word.replace("-", "") for word in WORDS]


def test_the_list_is_the_published_one_with_its_source_and_licence() -> None:
    text = wordlist.Path(wordlist.__file__).with_name("words.txt").read_text()
    head = [line for line in text.splitlines() if line.startswith("#")]
    listed = [line for line in text.splitlines() if not line.startswith("#")]
    assert len(listed) == 7_776
    assert {"yoyo", "yo-yo", "t-shirt", "drop-down", "felt-tip"} <= set(listed)
    assert "Electronic Frontier Foundation" in head[0]
    assert "creativecommons.org/licenses/by/3.0/us/" in head[2]
    # of the words in their order, as `tail -n +5 words.txt | sha256sum` tells it
    told = hashlib.sha256("".join(f"{word}\n" for word in listed).encode()).hexdigest()
    assert told == "6d557f0693958fb5e650b68b5bee585eb82cf4da32965505c789e924743bc522"


def test_no_two_words_have_the_same_letters_and_none_begins_with_another() -> None:
    assert len(set(_LETTERS)) == len(WORDS) == 7_775
    # among sorted words, one that begins with another follows it or one that begins with it too
    assert [pair for pair in pairwise(sorted(_LETTERS)) if pair[1].startswith(pair[0])] == []


def test_six_words_that_are_drawn_hold_77_bits() -> None:
    assert 6 * math.log2(len(DRAWN)) > 77.4
    assert set(DRAWN) < set(WORDS)
    assert not {"smother", "childless", "deceased"} & set(DRAWN)


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_words_without_anything_between_them_are_read_again(words: list[str]) -> None:
    joined = "".join(words).replace("-", "")
    assert wordlist.read(joined) == (words, "")


@pytest.mark.parametrize(
    ("letters", "words", "rest"),
    [
        ("", [], ""),
        ("abacusxq", ["abacus"], "xq"),
        ("xqabacus", [], "xqabacus"),
        ("yoyo", ["yo-yo"], ""),
        ("tshirtdropdown", ["t-shirt", "drop-down"], ""),
        ("abacusabac", ["abacus"], "abac"),
    ],
)
def test_reading_stops_where_no_word_begins(letters: str, words: list[str], rest: str) -> None:
    assert wordlist.read(letters) == (words, rest)


@pytest.mark.parametrize(
    ("typed", "signs"),
    [
        ("Amber–Kettle 47", "amberkettle47"),
        ("\u200eAMBER\u00a0KETTLE\u20114\u200b7", "amberkettle47"),
        ("ａｍｂｅｒ４７", "amber47"),
        ("amber٤٧", "amber47"),
        ("ﬁnal", "final"),
        ("ambér", None),
        ("янтарь", None),
        ("", ""),
        (" -,.\n", ""),
    ],
)
def test_the_form_of_letters_does_not_matter_but_their_kind_does(
    typed: str, signs: str | None
) -> None:
    assert wordlist.signs(typed) == signs
    expected = None if signs is None else signs.rstrip("47")
    assert wordlist.letters(typed) == expected
