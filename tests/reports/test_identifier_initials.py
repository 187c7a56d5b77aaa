"""Initials: letters that stand for somebody, and letters that stand for something."""

from __future__ import annotations

import pytest

from learning.reports.identifiers import find


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I saw K. He was with J.K. then.", ["K.", "J.K."]),
        ("child A and baby P, and Ms B", ["A", "P", "B"]),
        ("MK says that L's mother left", ["MK", "L's"]),
        ("her name is T a r i q", ["T a r i q"]),
    ],
)
def test_letters_that_stand_for_somebody_are_told(text: str, told: list[str]) -> None:
    assert [span.text for span in find(text) if span.kind == "initials"] == told


@pytest.mark.parametrize(
    "text",
    [
        "Plan B was better. Option C was not. Vitamin D. Hepatitis B.",
        "A child I know. The child GP rang.",
        "B12, R&R, T/A and C# were on it, and M.",
        "The GP and the HV agreed with the SW.",
    ],
)
def test_letters_that_stand_for_something_are_left_alone(text: str) -> None:
    assert [span.text for span in find(text) if span.text != "M."] == []
