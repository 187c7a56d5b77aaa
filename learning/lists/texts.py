"""Reading CSV as it comes: in several encodings, with several separators, and with slips in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from learning.errors import Invalid
from learning.lists.columns import KINDS
from learning.lists.given import Given, Rows

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
#: a first line with which a file tells its separator, as some spreadsheets want it
_TOLD = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
_KNOWN = {name for kind in KINDS.values() for name in kind.columns}
_NUL = "It holds a NUL, which no text has. Save the list anew from the program it comes from."


def read(body: bytes) -> Rows:
    """The rows of a CSV file. `Invalid` where quotation marks make it unreadable."""
    text, encoding = _decoded(body)
    told = _TOLD.match(text)
    separator = told[1] if told else _separator(text)
    rows = list(_rows(text, separator))[bool(told) :]
    return Rows(rows, f"CSV in {encoding}, cells separated by {_SEPARATORS[separator]}")


def _decoded(body: bytes) -> tuple[str, str]:
    """The text, and what its encoding is called: that which it says, UTF-8, or Windows-1252."""
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
    raise Invalid("This is neither a CSV file nor a workbook. Save the list as CSV in UTF-8.")


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


def _separator(text: str) -> str:
    """What divides the first line into the most names that are known."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def known(separator: str) -> int:
        named = {part.strip('" ').casefold().replace(" ", "_") for part in first.split(separator)}
        return len(named & _KNOWN)

    return max(_SEPARATORS, key=lambda one: (known(one), first.count(one)))


def _rows(text: str, separator: str) -> Iterator[Given]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Invalid(_unreadable(start, str(error))) from error
        wrong = _NUL if any("\0" in cell for cell in cells) else ""
        yield Given(start, cells, wrong)


def _unreadable(line: int, error: str) -> str:
    if "expected after" in error:
        return (
            f"Line {line}: a quotation mark ends a cell in its middle. Write a quotation mark "
            "within a cell twice, and put the cell into quotation marks."
        )
    return f"Line {line}: a quotation mark is opened and never closed. Close it, or take it out."
