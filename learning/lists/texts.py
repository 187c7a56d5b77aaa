"""Reading CSV as it comes: in several encodings, with several separators, and with slips in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from learning.decoding import decode
from learning.errors import Invalid
from learning.lists.columns import KINDS
from learning.lists.given import Given, Rows

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
#: a first line with which a file tells its separator, as some spreadsheets want it
_TOLD = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
_KNOWN = {name for kind in KINDS.values() for name in kind.columns}
_NUL = "It holds a NUL, which no text has. Save the list anew from the program it comes from."


def read(body: bytes) -> Rows:
    """The rows of a CSV file. `Invalid` where quotation marks make it unreadable."""
    decoded = decode(body)
    if decoded is None:
        raise Invalid("This is neither a CSV file nor a workbook. Save the list as CSV in UTF-8.")
    text, encoding = decoded
    told = _TOLD.match(text)
    separator = told[1] if told else _separator(text)
    rows = list(_rows(text, separator))[bool(told) :]
    return Rows(rows, f"CSV in {encoding}, cells separated by {_SEPARATORS[separator]}")


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
