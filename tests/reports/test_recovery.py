"""The recovery key on paper: read however it is typed, and a mistake is found and named."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.errors import Invalid
from learning.reports import holding
from learning.reports.holding import read_recovery, recovery_text
from learning.reports.wordlist import WORDS
from tests.reports.leaking import leaks

KEY = bytes(range(32))
TEXT = recovery_text(KEY)
_KEYS = st.binary(min_size=32, max_size=32)


def words(text: str) -> list[str]:
    return re.findall(r"[a-z-]+", text)


def test_a_key_is_printed_as_seven_lines_of_three_numbered_words() -> None:
    assert len(TEXT.splitlines()) == 7
    assert re.fullmatch(r"( ?\d+\. [a-z-]+ *){3}", TEXT.splitlines()[6])
    assert re.findall(r"\d+", TEXT) == [str(n) for n in range(1, 22)]
    assert set(words(TEXT)) <= set(WORDS)
    assert max(map(len, TEXT.splitlines())) <= 44


def test_twenty_one_words_hold_the_key_and_its_check() -> None:
    assert 21 * math.log2(len(WORDS)) > 256 + 15


def test_it_is_the_number_that_another_hand_makes_of_the_words() -> None:
    number = sum(WORDS.index(word) * 7_775**n for n, word in enumerate(reversed(words(TEXT))))
    assert number >> 15 == int.from_bytes(KEY)


@given(_KEYS)
def test_every_key_is_read_again(key: bytes) -> None:
    assert read_recovery(recovery_text(key)) == key


@pytest.mark.parametrize("key", [bytes(32), b"\xff" * 32, b"\0" * 31 + b"\1"])
def test_the_least_and_the_greatest_key_are_read_again(key: bytes) -> None:
    assert read_recovery(recovery_text(key)) == key
    assert len(words(recovery_text(key))) == 21


@pytest.mark.parametrize(
    "typed",
    [
        " ".join(words(TEXT)),
        "".join(words(TEXT)),
        "-".join(words(TEXT)),
        "\r\n".join(words(TEXT)).upper(),
        ",\u00a0".join(words(TEXT)),
        f"\n\n{TEXT}\n\n",
        TEXT.replace(". ", ") "),
    ],
)
def test_capitals_spaces_and_numbers_do_not_matter(typed: str) -> None:
    assert read_recovery(typed) == KEY


@pytest.mark.parametrize("place", [1, 7, 21])
def test_a_word_that_is_none_is_named_by_its_number(place: int) -> None:
    typed = words(TEXT)
    for wrong in ("qzx", typed[place - 1] + "x", "é", "12x"):
        typed[place - 1] = wrong
        with pytest.raises(Invalid, match=rf"Word {place} is not in the list\. Compare"):
            read_recovery(" ".join(typed))


def test_a_word_in_two_pieces_does_not_shift_the_number() -> None:
    pieces = ["t shirt", "yo yo", *words(TEXT)[2:]]
    pieces[8] = "qzx"
    with pytest.raises(Invalid, match="Word 9 is not"):
        read_recovery(" ".join(pieces))
    with pytest.raises(Invalid, match="Word 3 is not"):
        read_recovery("yo-yo-felt-tip-xabacus zoom")
    with pytest.raises(Invalid, match="Word 2 is not"):
        read_recovery("abacus t")


@pytest.mark.parametrize(
    ("typed", "count"),
    [("", 0), ("1. 2. 3.", 0), (" ".join(words(TEXT)[:20]), 20), (f"{TEXT} zoom", 22)],
)
def test_another_number_of_words_is_told(typed: str, count: int) -> None:
    with pytest.raises(Invalid, match=f"has 21 words, and this has {count}"):
        read_recovery(typed)


@given(_KEYS, st.integers(0, 20), st.sampled_from(WORDS))
def test_another_word_of_the_list_is_found_by_the_check(key: bytes, at: int, other: str) -> None:
    typed = words(recovery_text(key))
    changed = [*typed[:at], other, *typed[at + 1 :]]
    try:
        read = read_recovery(" ".join(changed))
    except Invalid as refused:
        assert "one of them is another word" in refused.text
    else:
        # the same word, or the one in 32,768
        assert changed == typed or recovery_text(read) != recovery_text(key)


def test_two_words_that_changed_places_are_found() -> None:
    typed = words(TEXT)
    for at in range(20):
        swapped = [*typed[:at], typed[at + 1], typed[at], *typed[at + 2 :]]
        with pytest.raises(Invalid, match="two have changed places"):
            read_recovery(" ".join(swapped))


def test_a_number_greater_than_any_key_is_refused() -> None:
    with pytest.raises(Invalid, match="no recovery key"):
        read_recovery(" ".join([WORDS[-1]] * 21))


def test_a_key_of_another_length_is_a_fault() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        recovery_text(bytes(31))


def test_a_refusal_shows_no_word() -> None:
    typed = words(TEXT)
    wrong = [" ".join([*typed[:6], "qzx", *typed[7:]]), " ".join(typed[:20]), TEXT + " zoom"]
    for one in wrong:
        assert leaks(lambda one=one: read_recovery(one), one, typed[0]) == []


def test_the_key_on_paper_is_recognised_by_its_public_key() -> None:
    pair = holding.new_pair()
    assert holding.public_of(read_recovery(recovery_text(pair.private))) == pair.public
