"""The bytes of a GIFT file: text in any of the usual encodings, or a refusal that says why not."""

from __future__ import annotations

from learning.decoding import decode
from learning.errors import Invalid

MOST_BYTES = 5_000_000
_NONE = "This is no text, so it is no GIFT. Export it from Moodle as GIFT, or save it as UTF-8."


def opened(body: bytes) -> tuple[str, str]:
    """The text, and what its encoding is called. `Invalid` where there is none to read."""
    if len(body) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise Invalid(f"A GIFT file may have {most} megabytes. Divide it where a line is empty.")
    found = decode(body)
    if found is None or "\0" in found[0]:
        raise Invalid(_NONE)
    if not found[0].strip("\ufeff \t\r\n"):
        raise Invalid("The file is empty. Choose one with items in GIFT.")
    return found[0].removeprefix("\ufeff"), found[1]
