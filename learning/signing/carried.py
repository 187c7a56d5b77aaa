"""Finding the signed statement in a file: the JSON itself, or a PDF that carries it.

A PDF is not parsed: its streams are unpacked one by one, and the one that is attached as a file is
the statement. What the pages of a PDF show is not checked by anything here.
"""

from __future__ import annotations

import re
import zlib

from learning.signing.statements import CHANGED, Changed, Unreadable

#: the name under which a PDF carries its statement
ATTACHED = "certificate.json"
#: the largest statement that a PDF carries, in bytes, unpacked
_LARGEST = 64_000
_STREAM = re.compile(rb"/EmbeddedFile\b(?:(?!endobj).){0,400}?stream\r?\n", re.DOTALL)
_LENGTH = re.compile(rb"/Length (\d{1,7})\b")


def statement_in(body: bytes) -> bytes:
    """The signed text that a file holds.

    Raises `Unreadable` for a PDF that carries nothing, `Changed` where what it carries cannot be
    unpacked any more.
    """
    if not body.startswith(b"%PDF-"):
        return body
    found = _STREAM.search(body)
    if found is None:
        if ATTACHED.encode() in body or b"EmbeddedFile" in body:
            raise Changed(CHANGED)
        raise Unreadable(
            "This PDF carries no signed statement. Choose the certificate as it was downloaded, "
            "not a print or a scan of it."
        )
    return _unpacked(body, found)


def _unpacked(body: bytes, found: re.Match[bytes]) -> bytes:
    head = body[max(body.rfind(b" obj", 0, found.start()), 0) : found.end()]
    length = _LENGTH.search(head)
    packed = body[found.end() :][: int(length[1]) if length else None]
    if b"/Filter" not in head:  # a short text is carried as it is
        return packed
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(packed, _LARGEST)
    except zlib.error as error:
        raise Changed(CHANGED) from error
    if not unpacking.eof:
        raise Changed(CHANGED)
    return text
