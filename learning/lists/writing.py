"""Writing a list as CSV or as a workbook, in which nothing is ever calculated."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO

from learning import cells

#: rows that are in memory at a time
_AT_ONCE = 500
_MOST_IN_CELL = 32_767
_PART = 65_536
_COLUMNS, _WIDTH = 20, 18
_MIDNIGHT = dt.time()
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


#: a cell of a list; a day is one in a workbook too, where it can be sorted
Cell = str | dt.date
Rows = Iterable[Sequence[Cell]]


def as_csv(rows: Rows) -> Iterator[bytes]:
    """Parts of a CSV file in UTF-8 with a byte order mark, by which spreadsheets know it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    yield b"\xef\xbb\xbf"
    for number, row in enumerate(rows, start=1):
        writer.writerow([_plain(cell) for cell in row])
        if number % _AT_ONCE == 0:
            yield _taken(text)
    yield _taken(text)


def as_xlsx(rows: Rows) -> Iterator[bytes]:
    """Parts of a workbook of one sheet; a cell is text, whatever it begins with, or a day."""
    with tempfile.SpooledTemporaryFile(1_000_000) as file:
        _write(rows, file)
        file.seek(0)
        while part := file.read(_PART):
            yield part


FORMATS: dict[str, Callable[[Rows], Iterator[bytes]]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
}


def _write(rows: Rows, file: IO[bytes]) -> None:
    import xlsxwriter  # takes a while to load, and few ask for it

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("List")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, _COLUMNS, _WIDTH)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(number, place, dt.datetime.combine(cell, _MIDNIGHT), day)
                elif cell:
                    sheet.write_string(number, place, _kept(cell))


def _plain(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, dt.date) else cells.plain(cell)


def _kept(cell: str) -> str:
    """Text as a workbook keeps it: no control characters, and one kind of line end."""
    seen = cell.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in seen if one >= " " or one in "\n\t")[:_MOST_IN_CELL]


def _taken(text: io.StringIO) -> bytes:
    made = text.getvalue().encode("utf-8")
    text.seek(0)
    text.truncate()
    return made
