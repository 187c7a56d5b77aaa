"""Passphrases: length is asked for, and what everybody knows does not count."""

from __future__ import annotations

import pytest

from learning.reports import holding
from learning.reports.passphrases import weak

NAME, ADDRESS = "Rana Reviewer-O'Neil", "rana.reviewer@example.org"


@pytest.mark.parametrize(
    "phrase",
    [
        "four small wet dogs",
        "kettle-amber-17",
        "go to my pub",
        "тёплый чай зимой и мёд",
        "一二 三四 五六 七八",
        "naïve cafés\x00!?%",
        "rana walks four small wet dogs",
        ("seven quiet lamps under the old bridge " * 30)[:1_000],
        "three blind mice see how they run",
    ],
)
def test_a_long_passphrase_will_do_in_any_script(phrase: str) -> None:
    assert weak(phrase, NAME, ADDRESS) is None
    assert holding.weak(phrase, NAME, ADDRESS) is None


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("", "at least 14 characters or 4 words"),
        ("abcdefghijklm", "at least 14 characters or 4 words"),
        (" abcdefghijklm      ", "at least 14 characters or 4 words"),
        ("a b c d e f", "at least 14 characters or 4 words"),
        ("wet wet wet", "at least 14 characters or 4 words"),
        ("a" * 40, "same few signs"),
        ("ababababababababab", "same few signs"),
        ("password password password password", "words that all try first"),
        ("PasswordPassword", "words that all try first"),
        ("12345678901234", "rows of keys"),
        ("abcdefghijklmn", "rows of keys"),
        ("qwertyuiopasdfgh", "rows of keys"),
        ("one two three four", "words that all try first"),
        ("lantern lantern lantern", "Repetitions"),
        ("x" * 994 + "abcdef", "Repetitions"),
        ("x" * 1_001, "longer than 1,000 characters"),
        ("rana.reviewer@example.org", "Leave out your name"),
        ("Rana Reviewer 1984!", "Leave out your name"),
        ("RANAREVIEWERONEIL", "Leave out your name"),
        ("ＲＡＮＡ reviewer 1984", "Leave out your name"),
        ("oneil oneil reviewer", "Leave out your name"),
    ],
)
def test_a_weak_one_is_told_why_and_what_would_do(phrase: str, reason: str) -> None:
    told = weak(phrase, NAME, ADDRESS)
    assert told is not None
    assert reason in told
    assert told.endswith(".")


def test_without_a_known_person_only_length_counts() -> None:
    assert weak("rana.reviewer@example.org") is None
    assert weak("short") is not None


def test_short_parts_of_a_name_are_no_reason() -> None:
    assert weak("an olive tree in May", "Al An Li", "al@b.co") is None
    assert weak("four small wet dogs", "", "") is None
