"""Lists as they come: many encodings, separators and slips, each with a sentence that helps."""

from __future__ import annotations

import pytest

from learning.errors import Invalid
from learning.lists import reading
from tests.lists.lists import TEAMS, listing

LATIN = "team_id,name\nA,Ångström\n"


@pytest.mark.parametrize(
    ("body", "understood"),
    [
        (LATIN.encode(), "UTF-8, cells separated by commas"),
        (b"\xef\xbb\xbf" + LATIN.encode(), "UTF-8, cells"),
        (LATIN.encode("cp1252"), "Windows-1252"),
        (LATIN.encode("utf-16"), "UTF-16"),
        (LATIN.encode("utf-16-le"), "UTF-16"),
        (LATIN.encode("utf-16-be"), "UTF-16"),
        (b"\xfe\xff" + LATIN.encode("utf-16-be"), "UTF-16"),
        (LATIN.replace(",", ";").encode(), "semicolons"),
        (LATIN.replace(",", "\t").encode(), "tabs"),
        (LATIN.replace(",", "|").encode(), "bars"),
        (LATIN.replace("\n", "\r\n").encode(), "commas"),
        (f"SEP=;\r\n{LATIN}".replace(",", ";").encode(), "semicolons"),
    ],
)
def test_csv_is_read_as_it_comes_and_says_how(body: bytes, understood: str) -> None:
    found = reading.read(body)
    assert understood in found.understood
    assert [line.cells for line in found.lines] == [{"team_id": "A", "name": "Ångström"}]
    assert not found.is_workbook


def test_names_of_columns_may_be_written_in_many_ways() -> None:
    found = listing(" Person ID ,Full-Name,E-Mail,TEAM,Supervisor\n7,Ann,a@b.c,T,yes\n")
    assert found.head.columns == ["person_id", "name", "email", "team_id", "supervises"]
    assert found.head.kind.name == "people" and found.has("email") and not found.has("until")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("team_id,name", "teams"),
        ("name,parent,team_id", "teams"),
        ("person_id,name,email", "people"),
        ("person_id,course,completed_on,source", "completions"),
        ("email,course,completed,provenance,expires_on", "completions"),
    ],
)
def test_a_list_tells_its_kind_by_its_head(head: str, kind: str) -> None:
    assert listing(f"{head}\n").head.kind.name == kind


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "The file is empty"),
        ("\n ,\n", "The file is empty"),
        ("a,b\n1,2\n", "The first line must name the columns"),
        ("team_id,nmae\nA,x\n", "Did you mean 'name'? It has the columns team_id, name, parent_id"),
        ("person_id,name,email,zodiac\n", "no column 'zodiac'. It has the columns person_id"),
        ("team_id,name,Name\n", "'name' is there twice"),
        ("team_id,name,,parent_id\n", "A column has no name"),
        ("team_id,parent_id\n", "needs the column 'name'"),
        ("person_id,since\n", "needs the columns 'name' and 'email'"),
        ("course,completed_on,source\n", "'person_id' or 'email'"),
        ('team_id,name\nA,"x\nB,y\n', "Line 2: a quotation mark is opened and never closed"),
        ('team_id,name\nA,"x"y\n', "Line 2: a quotation mark ends a cell in its middle"),
        ("team_id,name,x\0\n", "Line 1: It holds a NUL"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_what_to_do(text: str, told: str) -> None:
    with pytest.raises(Invalid) as refused:
        listing(text)
    assert told in refused.value.text and refused.value.text.endswith((".", ".)"))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"\xd0\xcf\x11\xe0rest", "of an old kind"),
        (b"\xff\xfea", "It says that it is UTF-16 and is not"),
        (b"\x81\x8d,\x90\n", "neither a CSV file nor a workbook"),
        (b"x" * (reading.MOST_BYTES + 1), "8 megabytes"),
    ],
)
def test_bytes_that_are_no_text_are_refused(body: bytes, told: str) -> None:
    with pytest.raises(Invalid, match=told):
        reading.read(body)


def test_too_many_lines_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_LINES", 3)
    with pytest.raises(Invalid, match="3 lines"):
        listing(TEAMS)


def test_what_is_wrong_with_one_line_is_said_of_that_line() -> None:
    found = listing('team_id,name\nA,x\0\nB\n"C",x,y\nD,x,,\n\nE,"two\nlines"\n')
    wrong = {line.number: line.wrong for line in found.lines}
    assert list(wrong) == [2, 3, 4, 5, 7]
    assert "NUL" in wrong[2] and "1 cells under 2 columns" in wrong[3]
    assert "3 cells under 2 columns" in wrong[4]
    assert wrong[5] == wrong[7] == ""
    assert found.lines[-1].cell("name") == "two\nlines" and found.lines[-1].cell("source") == ""


def test_cells_that_were_kept_from_being_calculated_are_restored() -> None:
    found = listing("team_id,name\nA,'=1+1\nB,'Tis\n")
    assert [line.cell("name") for line in found.lines] == ["=1+1", "'Tis"]
