"""Bytes of a file become text by what they say they are, else by what they can be."""

from __future__ import annotations

import pytest

from learning.decoding import decode
from learning.errors import Invalid


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_saved_in(codec: str, name: str) -> None:
    assert decode("Zoë writes plain letters".encode(codec)) == ("Zoë writes plain letters", name)


def test_bytes_that_are_no_text_in_any_encoding_are_none() -> None:
    assert decode(b"\x81\x8d\x8f\x90\x9d") is None


def test_bytes_that_are_not_what_they_say_are_refused() -> None:
    with pytest.raises(Invalid, match="says that it is UTF-8 and is not"):
        decode(b"\xef\xbb\xbf\xff\xfe")
    with pytest.raises(Invalid, match="UTF-16 and is not"):
        decode(b"\xff\xfeabc")


def test_half_a_letter_of_utf_16_without_a_mark_is_not_taken_for_it() -> None:
    found = decode("plain letters".encode("utf-16-le") + b"x")
    assert found is not None
    assert found[1] != "UTF-16"
