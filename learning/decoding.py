"""Text as it comes: bytes of a file in, text and the name of its encoding out."""

from __future__ import annotations

from learning.errors import Invalid

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)


def decode(body: bytes) -> tuple[str, str] | None:
    """The text, and what its encoding is called: that which it says, UTF-8, or Windows-1252.

    None where the bytes are no text in any of them; `Invalid` where they are not what they say.
    """
    for mark, codec, name in _MARKS:
        if body.startswith(mark):
            try:
                return body.decode(codec), name
            except UnicodeDecodeError as error:
                raise Invalid(f"It says that it is {name} and is not. Save it anew.") from error
    wide = _without_mark(body)
    if wide:
        return body.decode(wide), "UTF-16"
    for codec, name in (("utf-8", "UTF-8"), ("cp1252", "Windows-1252")):
        try:
            return body.decode(codec), name
        except UnicodeDecodeError:
            continue
    return None


def _without_mark(body: bytes) -> str:
    """UTF-16 that does not say so has a NUL in every second byte of a head in plain letters."""
    start = body[:64]
    for codec, nuls in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
        if len(start) >= 8 and nuls.count(0) > len(nuls) * 0.9:
            try:
                body.decode(codec)
            except UnicodeDecodeError:
                continue
            return codec
    return ""
