"""Phrases: the size of a family, what happens once, and places in lower case."""

from __future__ import annotations

import pytest

from learning.reports.identifiers import find


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("with three children", "family", "three children"),
        ("with 2 older brothers", "family", "2 older brothers"),
        ("saw the twins", "family", "the twins"),
        ("the eldest of seven", "family", "eldest of seven"),
        ("a sibling group of five", "family", "sibling group of five"),
        ("with her fourth child", "family", "her fourth child"),
        ("they are the only pair", "unique", "the only"),
        ("the largest family there", "unique", "the largest family"),
        ("the first case in the town", "unique", "the first case"),
        ("one of only three", "unique", "one of only"),
        ("it was in the local paper", "rare", "in the local paper"),
        ("lives at 14 elm road", "place", "14 elm road"),
        ("in flat 3b", "place", "flat 3b"),
        ("at st marys primary", "place", "st marys primary"),
        ("at thornhill infirmary", "place", "thornhill infirmary"),
        ("in hmp wealstun", "place", "hmp wealstun"),
        ("at number 9", "place", "number 9"),
    ],
)
def test_a_phrase_points_without_a_name(text: str, kind: str, told: str) -> None:
    assert [(span.kind, span.text) for span in find(text)] == [(kind, told)]


@pytest.mark.parametrize(
    "text",
    [
        "the only thing I saw, for the first time, and the last one to know",
        "across the road to the primary school and the local hospital",
        "2 times in court, 3 days on the way",
        "we wrote on paper in the children's home",
    ],
)
def test_common_turns_of_phrase_are_left_alone(text: str) -> None:
    assert find(text) == []
