"""Bytes become text that can be trusted, or a problem says where they cannot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from learning.content.problems import MOST, Findings
from learning.content.reading import TEXT_LIMIT, control, decode, read, split


def told(findings: Findings) -> list[tuple[str, int, int]]:
    """Rules and places."""
    return [(one.rule, one.line, one.column) for one in findings.told()]


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"\xff", 1, 1),
        (b"ab\xe9", 1, 3),
        ("é\n".encode() + b"\xe9", 2, 1),
        (b"a\r\nb\r\xe9", 3, 1),
        ("王王".encode() + b"\xc3", 1, 3),
        ("héllo".encode("utf-16"), 1, 1),
        (b"\xed\xa0\x80", 1, 1),
    ],
)
def test_the_first_byte_that_is_not_utf8_is_told(data: bytes, line: int, column: int) -> None:
    findings = Findings("a")
    assert decode(data, findings) is None
    assert told(findings) == [("file.encoding", line, column)]


def test_a_byte_order_mark_and_any_line_end_are_tolerated() -> None:
    findings = Findings("a")
    assert decode(b"\xef\xbb\xbfa\r\nb\rc\n", findings) == "a\nb\nc\n"
    assert told(findings) == []


@pytest.mark.parametrize("data", [b"", b"\n \t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(data: bytes) -> None:
    findings = Findings("a")
    assert decode(data, findings) is None
    assert told(findings) == [("file.empty", 1, 1)]


@pytest.mark.parametrize("odd", ["\x00", "\x1b", "\x85", "\u2028", "\u202e", "\ufeff", "\x7f"])
def test_characters_nobody_sees_are_told(odd: str) -> None:
    findings = Findings("a")
    assert decode(f"one\ntwo{odd}\n".encode(), findings) is None
    assert told(findings) == [("file.character", 2, 4)]
    assert control(odd)


def test_a_file_of_nothing_but_control_characters_is_told_soon() -> None:
    findings = Findings("a")
    assert decode(b"\x01" * TEXT_LIMIT, findings) is None
    assert len(findings.told()) == MOST


def test_tabs_and_letters_of_every_script_are_text() -> None:
    findings = Findings("a")
    assert decode("Zoë\t王 🙂\n".encode(), findings) == "Zoë\t王 🙂\n"


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path, findings = tmp_path / "a.md", Findings("a")
    path.write_bytes(b"x" * TEXT_LIMIT)
    assert read(path, findings) == "x" * TEXT_LIMIT
    path.write_bytes(b"x" * (TEXT_LIMIT + 1))
    assert read(path, findings) is None
    assert told(findings) == [("file.too-large", 1, 1)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_or_a_link_in_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to("file")
    for name, rule in [
        ("pipe", "file.not-regular"),
        ("link", "file.unreadable"),
        ("nowhere", "file.unreadable"),
        ("", "file.not-regular"),
    ]:
        findings = Findings("a")
        assert read(tmp_path / name, findings) is None
        assert told(findings) == [(rule, 1, 1)], name


def test_front_matter_ends_at_its_second_line_of_dashes() -> None:
    parts = split("---\ntitle: A\n---  \n\n## B\n\n---\n", Findings("a"))
    assert parts == ("title: A", 2, "\n## B\n\n---\n", 4)
    assert split("---\n---", Findings("a")) == ("", 2, "", 3)


@pytest.mark.parametrize(
    "text", ["title: A\n", "# A\n---\n", "---\ntitle: A\n", " ---\na: b\n---\n"]
)
def test_a_file_without_front_matter_is_told(text: str) -> None:
    findings = Findings("a")
    assert split(text, findings) is None
    assert told(findings) == [("yaml.front-matter", 1, 1)]
