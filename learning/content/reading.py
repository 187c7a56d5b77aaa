"""Reading: the bytes of a file become text, as far as they can be trusted.

Everything past this module is text of a bounded size, without control characters, with one kind of
line end; a place in it is the place an editor shows.
"""

from __future__ import annotations

import itertools
import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from learning.content.problems import MOST, START, Findings, Place, quoted

#: The largest text file, in bytes.
TEXT_LIMIT = 512 * 1024
#: What no text needs: control characters, breaks that only YAML sees, words that run backwards.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_BREAK = re.compile(r"\r\n?")
_FLAGS = os.O_RDONLY | sum(getattr(os, n, 0) for n in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
_FENCE = "---"


class Parts(NamedTuple):
    """A Markdown file: its front matter, its text, and the line on which each begins."""

    front: str
    front_line: int
    body: str
    body_line: int


class Head(NamedTuple):
    """The first bytes of a file, and the size of the whole."""

    raw: bytes
    size: int


def read(path: Path, findings: Findings) -> str | None:
    """The text of a file; None where it cannot be read, and a problem says why."""
    raw = _bytes(path, findings)
    return None if raw is None else decode(raw, findings)


def _bytes(path: Path, findings: Findings) -> bytes | None:
    """The bytes of a regular file of at most `TEXT_LIMIT`."""
    try:
        opened = head(path, TEXT_LIMIT + 1)
    except OSError as error:
        findings.add("file.unreadable", START, unreadable(error))
        return None
    if opened is None:
        findings.add("file.not-regular", START, "no ordinary file: put one in its place")
        return None
    if len(opened.raw) > TEXT_LIMIT:
        limit = f"{TEXT_LIMIT // 1024} KiB"
        findings.add("file.too-large", START, f"more than {limit} of text: split it in two")
        return None
    return opened.raw


def head(path: Path, most: int) -> Head | None:
    """The first bytes of a regular file; None for anything else, which is never waited for.

    A link is not followed: it raises OSError, as does a file that may not be opened.
    """
    handle = os.open(path, _FLAGS)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            return None
        with os.fdopen(handle, "rb", closefd=False) as file:
            return Head(file.read(most), found.st_size)
    finally:
        os.close(handle)


def unreadable(error: OSError) -> str:
    """Why something cannot be opened, and what to do."""
    return f"cannot be opened ({error.strerror}): let yourself read it, then check again"


def decode(raw: bytes, findings: Findings) -> str | None:
    """UTF-8, a byte order mark tolerated, every line end as one newline."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _end(_BREAK.sub("\n", raw[: error.start].decode("utf-8")))
        found = f"byte 0x{raw[error.start]:02x} is not UTF-8: save the file as UTF-8"
        findings.add("file.encoding", place, found)
        return None
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = _BREAK.sub("\n", text)
    if not text.strip():
        findings.add("file.empty", START, "the file is empty: write it, or delete it")
        return None
    return text if _clean(text, findings) else None


def _end(text: str) -> Place:
    """The place just behind a text."""
    return Place(text.count("\n") + 1, len(text) - text.rfind("\n"))


def _clean(text: str, findings: Findings) -> bool:
    clean = True
    for found in itertools.islice(_CONTROL.finditer(text), MOST):
        clean = False
        named = f"invisible character U+{ord(found[0]):04X}: delete it and type the words again"
        findings.add("file.character", _end(text[: found.start()]), named)
    return clean


def control(text: str) -> bool:
    """Whether a text holds a control character, as an escape in double quotes can bring in."""
    return _CONTROL.search(text) is not None


def split(text: str, findings: Findings) -> Parts | None:
    """The front matter between two lines of `---`, and the text under it."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        found = f"line 1 is {quoted(lines[0])}: start with ---, the fields, and --- again"
        findings.add("yaml.front-matter", START, found)
        return None
    for end, line in enumerate(lines[1:], 1):
        if line.rstrip() == _FENCE:
            front, body = "\n".join(lines[1:end]), "\n".join(lines[end + 1 :])
            return Parts(front, 2, body, end + 2)
    findings.add("yaml.front-matter", START, "the front matter does not end: close it with ---")
    return None
