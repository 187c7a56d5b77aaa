"""The table: what was measured, held against what must be."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Limit:
    """A value that must not be exceeded, and how that is written: `p99 <= {:g} ms`."""

    value: float
    most: float
    form: str

    @property
    def kept(self) -> bool:
        """Whether the value is within it."""
        return self.value <= self.most

    def __str__(self) -> str:
        return self.form.format(self.most)


@dataclass(frozen=True)
class Row:
    """One line: the work, what was measured of it, the ratio to bare Flask and its limits."""

    work: str
    measured: str
    ratio: float | None = None
    limits: Sequence[Limit] = ()
    values: dict[str, float] = field(default_factory=dict)

    @property
    def ok(self) -> bool | None:
        """Whether every must is kept; None where nothing must be."""
        return all(limit.kept for limit in self.limits) if self.limits else None

    @property
    def must(self) -> str:
        """The limits as text."""
        return ", ".join(str(limit) for limit in self.limits)


_HEADS = ("work", "measured", "ratio to bare Flask", "must", "ok")
_OK = {True: "yes", False: "NO", None: ""}


def text(rows: Sequence[Row]) -> str:
    """The table as aligned text."""
    lines = [_HEADS, *(_cells(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(_HEADS))]
    lines.insert(1, tuple("-" * width for width in widths))
    padded = (
        [cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines
    )
    return "\n".join("  ".join(cells).rstrip() for cells in padded)


def write_json(rows: Sequence[Row], path: Path) -> None:
    """The table as one JSON object, for machines."""
    told = [{**asdict(row), "limits": None, "must": row.must, "ok": row.ok} for row in rows]
    for row in told:
        del row["limits"]
    path.write_text(json.dumps({"rows": told}, indent=2) + "\n", encoding="utf-8")


def _cells(row: Row) -> tuple[str, ...]:
    ratio = f"{row.ratio:.1f}x" if row.ratio is not None else ""
    return row.work, row.measured, ratio, row.must, _OK[row.ok]
