"""Lists written: in parts, however long, and nothing in them is ever calculated."""

from __future__ import annotations

import csv
import io

import openpyxl

from learning.lists.writing import as_csv, as_xlsx


def table(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_a_long_list_is_written_in_parts() -> None:
    rows = [["a", "b"], *([str(n), "=x"] for n in range(1_200))]
    parts = list(as_csv(rows))
    assert len(parts) > 3 and parts[0] == b"\xef\xbb\xbf"
    assert len(table(b"".join(parts))) == 1_201 and b"\r\n7,'=x\r\n" in b"".join(parts)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(as_xlsx(rows))))
    sheet = book.worksheets[0]
    assert (sheet["B9"].value, sheet["B9"].data_type) == ("=x", "s")
    assert sheet.max_row == 1_201


def test_a_workbook_keeps_no_character_that_cannot_be_seen() -> None:
    rows = [["a\x07b\r\nc\rd", "http://example.org", "x" * 40_000]]
    [cells] = openpyxl.load_workbook(io.BytesIO(b"".join(as_xlsx(rows)))).worksheets[0].values
    assert cells[0] == "ab\nc\nd" and cells[1] == "http://example.org"
    assert len(str(cells[2])) == 32_767
