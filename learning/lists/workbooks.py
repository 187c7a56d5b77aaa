"""Reading workbooks (.xlsx): the first sheet that is shown, its values and never its formulas.

A workbook is an archive that somebody sent: what it would unpack to is looked at before it is.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any
from zipfile import ZipFile

from learning.errors import Invalid
from learning.lists.given import Given, Rows

_MOST_UNPACKED = 120_000_000
_MOST_PARTS = 500
_MOST_ROWS, _MOST_COLUMNS = 100_002, 40
_PART = 1 << 16
_FORMULA = re.compile(rb"<f[\s>/]")
_UNREADABLE = "This workbook cannot be read. Save it anew as .xlsx, or save the list as CSV."


def read(body: bytes) -> Rows:
    """The rows of a workbook. `Invalid` where it is none, or would unpack to too much."""
    try:
        with ZipFile(io.BytesIO(body)) as archive:
            formulas = _looked_through(archive)
        rows, title, sheets = _values(body, values=True)
        written = _values(body, values=False)[0] if formulas else None
        made = list(_given(rows, written))
    except Invalid:
        raise
    except Exception as error:  # a library that reads what somebody sent may raise anything
        raise Invalid(_UNREADABLE) from error
    which = "" if sheets == 1 else f" (of {sheets}; the others are not read)"
    return Rows(made, f"Workbook, sheet '{title}'{which}", is_workbook=True)


def _looked_through(archive: ZipFile) -> bool:
    """Whether any sheet holds a formula. `Invalid` for what nobody would keep a list in."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise Invalid("This archive is no workbook. Save the list as .xlsx, or as CSV in UTF-8.")
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise Invalid("This workbook unpacks to too much. Keep nothing but the list in it.")
    found = False
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            found |= _has_formula(archive, part)
    return found


def _has_formula(archive: ZipFile, part: zipfile.ZipInfo) -> bool:
    found, tail = False, b""
    with archive.open(part) as opened:
        while piece := opened.read(_PART):
            seen = tail + piece
            if b"<!ENTITY" in seen or b"<!DOCTYPE" in seen:
                raise Invalid(_UNREADABLE)
            found = found or (
                part.filename.startswith("xl/worksheets/") and bool(_FORMULA.search(seen))
            )
            tail = piece[-16:]
    return found


def _values(body: bytes, *, values: bool) -> tuple[list[Sequence[Any]], str, int]:
    """The first sheet's cells; with `values` what a formula came to, else the formula."""
    import openpyxl  # takes a while to load, and few ask for it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=values)
        try:
            shown = [one for one in book.worksheets if one.sheet_state == "visible"]
            if not shown:
                raise Invalid("This workbook shows no sheet. Choose one with a list in it.")
            sheet = shown[0]
            sheet.reset_dimensions()  # what it says of its size need not be so
            limits = {"min_row": 1, "max_row": _MOST_ROWS, "max_col": _MOST_COLUMNS}
            rows: list[Sequence[Any]] = list(sheet.iter_rows(**limits, values_only=True))
        finally:
            book.close()
    return rows, sheet.title, len(shown)


def _given(
    rows: Sequence[Sequence[Any]], written: Sequence[Sequence[Any]] | None
) -> Iterator[Given]:
    for number, row in enumerate(rows, start=1):
        wrong = _wrong(row, written[number - 1] if written else row)
        yield Given(number, _trimmed([_text(cell) for cell in row]), wrong)


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _wrong(row: Sequence[Any], written: Sequence[Any]) -> str:
    """A formula that nobody has worked out, or that came to an error, has no value to take."""
    for place, (value, source) in enumerate(zip(row, written, strict=True)):
        where = f"column {chr(ord('A') + place)}" if place < 26 else f"column {place + 1}"
        if value is None and isinstance(source, str) and source.startswith("="):
            return (
                f"The formula in {where} has no value yet. Open the workbook in a spreadsheet "
                "program and save it, or paste the values alone."
            )
        if isinstance(value, str) and value.startswith("#") and value.isupper() and value != source:
            return f"The formula in {where} comes to {value}. Correct it, or paste a value."
    return ""


def _text(cell: Any) -> str:
    """A cell as text: days as 2027-03-03, whole numbers without a fraction."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
