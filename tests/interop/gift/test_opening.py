"""Bytes become GIFT in any encoding people save, or a sentence says why not."""

from __future__ import annotations

import pytest

from learning.errors import Invalid
from learning.interop.gift.opening import MOST_BYTES, opened


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_is_read(codec: str) -> None:
    assert opened("Zoë? {T}".encode(codec))[0] == "Zoë? {T}"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "no text"),
        (b"\x81\x8d", "no text"),
        (b"x" * (MOST_BYTES + 1), "5 megabytes"),
    ],
)
def test_what_is_no_gift_is_refused(body: bytes, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        opened(body)
