"""The rows of a file as they stand in it, before anybody asks what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """A row: its number in the file, its cells as text, and why it cannot be read (or nothing)."""

    number: int
    cells: Sequence[str]
    wrong: str = ""


@dataclass(frozen=True)
class Rows:
    """All rows of a file, and how they were understood."""

    rows: Iterable[Given]
    understood: str
    #: as in workbooks: rows may be shorter than the head, numbers may be days, text is as it is
    is_workbook: bool = False
