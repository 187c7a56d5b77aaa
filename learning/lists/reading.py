"""Reading a list: bytes of a CSV file or a workbook in, its kind and its lines out.

Knows nothing of who or what is in the database. A file that cannot be read as a whole is refused;
what is wrong with one line is said of that line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from learning import cells
from learning.errors import Invalid
from learning.lists import texts, workbooks
from learning.lists.columns import Head, head_of
from learning.lists.given import Given

MOST_BYTES = 8_000_000
MOST_LINES = 100_000
_OLD = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Line:
    """A line of a list: its cells by the names of its columns."""

    number: int
    cells: Mapping[str, str]
    #: why it cannot be read; empty where it can
    wrong: str = ""

    def cell(self, name: str) -> str:
        """What stands in a column; empty where the list has no such column."""
        return self.cells.get(name, "")


@dataclass(frozen=True)
class Listing:
    """A list as it was understood."""

    head: Head
    lines: list[Line]
    #: how it was read: "CSV in UTF-8, cells separated by semicolons"
    understood: str
    sha256: str
    #: whether it came as a workbook, where numbers may be days and text is as it is
    is_workbook: bool = False

    def has(self, column: str) -> bool:
        """Whether the list has a column at all: what it has not, it leaves alone."""
        return column in self.head.columns


def read(body: bytes) -> Listing:
    """Read a list. `Invalid` with what to do where it is none."""
    if len(body) > MOST_BYTES:
        raise Invalid(f"A list may have {MOST_BYTES // 1_000_000} megabytes. Divide it in two.")
    if body.startswith(_OLD):
        raise Invalid(
            "This workbook is of an old kind (.xls), or locked with a password. "
            "Save it as .xlsx without one, or as CSV."
        )
    found = workbooks.read(body) if body.startswith(b"PK\x03\x04") else texts.read(body)
    rows = (row for row in found.rows if row.wrong or any(cell.strip() for cell in row.cells))
    first = next(rows, None)
    if first is None:
        raise Invalid("The file is empty. Choose one with the names of the columns in its head.")
    if first.wrong:
        raise Invalid(f"Line {first.number}: {first.wrong}")
    head = head_of(first.cells)
    lines = list(islice(_lines(head, rows, is_workbook=found.is_workbook), MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        raise Invalid(f"A list may have {MOST_LINES:,} lines. Divide it in two.")
    digest = hashlib.sha256(body).hexdigest()
    return Listing(head, lines, found.understood, digest, found.is_workbook)


def _lines(head: Head, rows: Iterable[Given], *, is_workbook: bool) -> Iterator[Line]:
    """Lines of the list; in CSV, what was kept from being calculated is restored."""
    text = str if is_workbook else cells.restored
    width = len(head.columns)
    for row in rows:
        given = list(row.cells)
        while len(given) > width and not given[-1].strip():
            given.pop()
        wrong = row.wrong or _wrong_width(len(given), width, ragged=is_workbook)
        given += [""] * (width - len(given))
        named = zip(head.columns, given[:width], strict=True)
        yield Line(row.number, {name: text(one).strip() for name, one in named}, wrong)


def _wrong_width(given: int, width: int, *, ragged: bool) -> str:
    if given > width or (given < width and not ragged):
        return (
            f"There are {given} cells under {width} columns. Put cells that hold the separator "
            "into quotation marks, and give each column a cell."
        )
    return ""
