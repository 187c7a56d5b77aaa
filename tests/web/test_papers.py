"""Certificates on paper: which letters can be shown, and which way they are read."""

from __future__ import annotations

import pytest

from learning import shipped
from learning.web import papers


@pytest.mark.parametrize(
    ("text", "from_the_right"),
    [
        ("Alice", False),
        ("محمد", True),
        ("דנה", True),
        ("12 دنا", True),
        ("", False),
        ("1-2", False),
    ],
)
def test_the_first_letter_says_from_where_a_name_is_read(text: str, from_the_right: bool) -> None:
    assert papers.right_to_left(text) is from_the_right


@pytest.mark.parametrize("text", ["Zoë", "Łukasz", "Θεός", "Иван", "محمد", "שרה", "தமிழ்", "ไทย"])
def test_the_shipped_fonts_have_these_letters(text: str) -> None:
    assert papers.can_show(text)


@pytest.mark.parametrize("text", ["王", "한글", "😀"])
def test_letters_without_a_shape_are_noticed(text: str) -> None:
    assert not papers.can_show(text)


def test_the_fonts_come_with_their_licence_and_are_small() -> None:
    folder = shipped.folder("static") / "paper" / "fonts"
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in folder.iterdir()) < 3_000_000
