"""The size of a picture is read from its first bytes."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.content.pictures import size

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480)
JPEG = (
    b"\xff\xd8"
    + b"\xff\xe0"
    + struct.pack(">H", 16)
    + b"JFIF".ljust(14, b"\0")
    + b"\xff\xff\xc2"
    + struct.pack(">HBHH", 17, 8, 300, 400)
)
LOSSY = b"RIFF\0\0\0\0WEBPVP8 " + b"\0\0\0\0" + b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 320, 200)
LOSSLESS = b"RIFF\0\0\0\0WEBPVP8L" + b"\0\0\0\0\x2f" + struct.pack("<I", 99 | 49 << 14)
EXTENDED = b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + b"\x0f\x00\x00" + b"\x07\x00\x00"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (PNG, (640, 480)),
        (JPEG, (400, 300)),
        (LOSSY, (320, 200)),
        (LOSSLESS, (100, 50)),
        (EXTENDED, (16, 8)),
    ],
)
def test_width_and_height_are_told(body: bytes, told: tuple[int, int]) -> None:
    assert size(body) == told


@pytest.mark.parametrize(
    "body", [b"", b"GIF89a\1\0\1\0", b"RIFF\0\0\0\0WEBPXXXX", PNG[:20], b"\xff\xd8\x00"]
)
def test_a_file_that_is_no_picture_has_no_size(body: bytes) -> None:
    assert size(body) is None


def test_a_picture_of_no_width_has_no_size() -> None:
    assert size(PNG[:16] + b"\0" * 8) is None


@given(st.sampled_from([PNG, JPEG, LOSSY, LOSSLESS, EXTENDED]), st.binary(max_size=40))
def test_no_bytes_stop_the_reader(start: bytes, rest: bytes) -> None:
    for cut in range(len(start)):
        size(start[:cut] + rest)
