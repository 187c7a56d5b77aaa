"""How wide and high a picture is, read from the first bytes of its file.

Pages name both, so that nothing moves when the picture arrives. A file that is not what it claims
has no size and is shown without one.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator


def size(body: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, JPEG or WebP; None where it cannot be read."""
    try:
        if body.startswith(b"\x89PNG\r\n\x1a\n"):
            found = struct.unpack_from(">II", body, 16)
        elif body.startswith(b"\xff\xd8"):
            found = _jpeg(body)
        elif body[:4] == b"RIFF" and body[8:12] == b"WEBP":
            found = _webp(body)
        else:
            return None
    except (struct.error, IndexError):
        return None
    width, height = found
    return (width, height) if width > 0 and height > 0 else None


def _segments(body: bytes) -> Iterator[tuple[int, int]]:
    """The marker and start of each JPEG segment, up to the picture itself."""
    at = 2
    while body[at] == 0xFF:
        marker = body[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        yield marker, at
        (length,) = struct.unpack_from(">H", body, at + 2)
        at += 2 + length


def _jpeg(body: bytes) -> tuple[int, int]:
    """The size stands in the frame header: markers C0 to CF but three (ITU T.81, B.1.1.3)."""
    for marker, at in _segments(body):
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", body, at + 5)
            return width, height
    return 0, 0


def _webp(body: bytes) -> tuple[int, int]:
    """Three layouts: lossy, lossless, and extended with a canvas of its own (RFC 9649)."""
    kind = body[12:16]
    if kind == b"VP8X":
        return (
            1 + int.from_bytes(body[24:27], "little"),
            1 + int.from_bytes(body[27:30], "little"),
        )
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", body, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", body, 26)
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0
