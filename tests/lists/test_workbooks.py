"""Workbooks: values and never formulas, and no archive that unpacks to too much."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest

from learning.errors import Invalid
from learning.lists import reading, workbooks
from tests.lists.lists import workbook

HEAD = ["person_id", "course", "completed_on", "source"]


def changed(body: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The workbook with something else in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as given, zipfile.ZipFile(out, "w") as made:
        for part in given.infolist():
            text = given.read(part)
            if part.filename == name:
                assert old in text
                text = text.replace(old, new)
            made.writestr(part, text)
    return out.getvalue()


def cells(row: Sequence[Any]) -> list[str]:
    [line] = reading.read(workbook([HEAD, row])).lines
    assert not line.wrong
    return list(line.cells.values())


def test_values_become_text_as_people_write_them() -> None:
    assert cells([1001, "crew", dt.date(2026, 1, 2), "x"])[:3] == [
        "1001",
        "crew",
        "2026-01-02",
    ]
    moment = dt.datetime(2026, 1, 2, 9, 30)  # noqa: DTZ001  # workbooks know no zone
    assert cells([7.0, True, moment, 1.5]) == [
        "7",
        "yes",
        "2026-01-02",
        "1.5",
    ]
    assert cells(["7", False, None, "'=x"]) == ["7", "no", "", "'=x"]


def test_rows_may_be_short_and_empty_ones_are_not_lines() -> None:
    found = reading.read(workbook([HEAD, ["7"], [], ["8", "crew"]]))
    assert [(line.number, line.wrong) for line in found.lines] == [(2, ""), (4, "")]
    assert found.is_workbook and found.understood == "Workbook, sheet 'Sheet'"


def test_text_that_looks_like_a_formula_stays_text() -> None:
    body = workbook([HEAD, ["7", "crew", "2026-01-02", "=HYPERLINK(1)"]])
    [line] = reading.read(body).lines
    assert "The formula in column D has no value yet" in line.wrong
    text = body_with_text("=HYPERLINK(1)")
    [line] = reading.read(text).lines
    assert not line.wrong and line.cell("source") == "=HYPERLINK(1)"


def body_with_text(text: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD)
    sheet.append(["7", "crew", "2026-01-02", "x"])
    cell = sheet["D2"]
    cell.value = text
    cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_of_a_formula_what_it_came_to_is_taken() -> None:
    body = workbook([HEAD, ["7", "crew", "2026-01-02", "=A2"]])
    sheet, empty = "xl/worksheets/sheet1.xml", b"<f>A2</f><v />"
    if b"<v></v>" in zipfile.ZipFile(io.BytesIO(body)).read(sheet):
        empty = b"<f>A2</f><v></v>"
    told = changed(body, sheet, empty, b"<f>A2</f><v>42</v>")
    assert reading.read(told).lines[0].cell("source") == "42"
    wrong = changed(body, sheet, b'<c r="D2"><f>A2</f>', b'<c r="D2" t="e"><f>A2</f>')
    wrong = changed(wrong, sheet, empty, b"<f>A2</f><v>#N/A</v>")
    assert "comes to #N/A" in reading.read(wrong).lines[0].wrong


def test_the_first_sheet_that_is_shown_is_read() -> None:
    book = openpyxl.Workbook()
    hidden = book.active
    assert hidden is not None
    hidden.sheet_state = "hidden"
    for title in ("People", "Notes"):
        book.create_sheet(title).append(HEAD)
    out = io.BytesIO()
    book.save(out)
    found = reading.read(out.getvalue())
    assert found.understood == "Workbook, sheet 'People' (of 2; the others are not read)"


@pytest.mark.parametrize("number", [0, 1, 40])
def test_a_sheet_may_say_that_it_is_larger_than_it_is(number: int) -> None:
    body = workbook([HEAD, *[["7", "crew"]] * number])
    sheet = "xl/worksheets/sheet1.xml"
    text = zipfile.ZipFile(io.BytesIO(body)).read(sheet)
    start = text.index(b'<dimension ref="') + 16
    said = text[start : text.index(b'"', start)]
    told = changed(body, sheet, b'ref="' + said + b'"', b'ref="A1:XFD1048576"')
    assert len(reading.read(told).lines) == number


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"PK\x03\x04rest", "cannot be read"),
        (changed(workbook([HEAD]), "xl/workbook.xml", b"<workbook", b"<!DOCTYPE x><w"), "cannot"),
        (changed(workbook([HEAD]), "xl/worksheets/sheet1.xml", b"</row>", b""), "cannot be read"),
    ],
)
def test_what_is_no_workbook_is_refused(body: bytes, told: str) -> None:
    with pytest.raises(Invalid, match=told):
        reading.read(body)


def test_an_archive_of_something_else_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(Invalid, match="is no workbook"):
        reading.read(out.getvalue())


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    body = workbook([HEAD])
    monkeypatch.setattr(workbooks, "_MOST_UNPACKED", 100)
    with pytest.raises(Invalid, match="unpacks to too much"):
        reading.read(body)


def test_a_workbook_without_a_sheet_to_see_is_refused() -> None:
    body = workbook([HEAD])
    part = "xl/workbook.xml"
    hidden = changed(body, part, b'state="visible"', b'state="hidden"')
    with pytest.raises(Invalid, match="shows no sheet"):
        reading.read(hidden)
