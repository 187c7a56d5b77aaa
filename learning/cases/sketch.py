"""The geometry of a case's picture: rows on a sheet, gaps in bars, and a path drawn through points.

Knows nothing of cases: a row has a kind and some words. All lengths are units of the drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

Kind = Literal["start", "hindered", "helped", "beside", "catch", "open", "child"]
Edges = tuple[float, float, float, float]

#: Where the gap of each further layer lies, as a share of the field: the path winds, never jumps.
_GAPS: Final = (0.66, 0.36, 0.58, 0.3, 0.7, 0.42)
_LETTERS: Final = 27
_LINES: Final = 4


@dataclass(frozen=True)
class Piece:
    """A row before it has a place. `number` counts its kind; `stops`: the path ends here."""

    kind: Kind
    name: str
    effect: str = ""
    number: int = 0
    stops: bool = False

    @property
    def layer(self) -> bool:
        """Whether this row is a layer, and not the beginning, an open end or the child."""
        return self.kind in ("hindered", "helped", "beside", "catch")

    def stopping(self) -> Piece:
        """The same row as the end of the path."""
        return replace(self, stops=True)


@dataclass(frozen=True)
class Point:
    """Where the path meets a row: across, and the height at which it would stop there."""

    x: float
    y: float
    top: float


@dataclass(frozen=True)
class Sheet:
    """The measures of one size of the picture; without `text` its height is fixed."""

    width: float
    left: float
    right: float
    gap: float
    bar: float
    solid: float
    radius: float
    dot: float
    stroke: float
    margin: float
    text: float = 0
    line: float = 0
    labels: float = 0
    fixed: float = 0

    def fitted(self, rows: int) -> Sheet:
        """A fixed sheet for so many rows: what would touch the next row is drawn thinner."""
        step = (self.fixed - 2 * self.margin) / (rows - 1)
        return replace(
            self,
            bar=round(min(self.bar, step * 0.45), 1),
            solid=round(min(self.solid, step * 0.6), 1),
            radius=round(min(self.radius, step * 0.9), 1),
            dot=round(min(self.dot, step * 0.5), 1),
            stroke=round(min(self.stroke, step * 0.35), 1),
        )

    def places(self, rows: Sequence[Piece]) -> list[float]:
        """The height of each row, from the top: by its words, or evenly on a fixed sheet."""
        if self.fixed:
            step = (self.fixed - 2 * self.margin) / (len(rows) - 1)
            return [round(self.margin + n * step, 1) for n in range(len(rows))]
        tall = [self._tall(row) for row in rows]
        return [round(sum(tall[:n]) + high / 2 + self.margin, 1) for n, high in enumerate(tall)]

    def height(self, rows: Sequence[Piece]) -> float:
        """How tall the sheet is."""
        if self.fixed:
            return self.fixed
        return round(sum(map(self._tall, rows)) + 2 * self.margin, 1)

    def through(self, row: Piece, y: float) -> Point:
        """Where the path meets this row: its gap, the way round it, or the middle."""
        thick = {"catch": self.solid / 2, "child": self.radius}.get(row.kind, 0)
        return Point(round(self._across(row), 1), y, round(y - thick, 1))

    def bars(self, row: Piece, y: float) -> list[Edges]:
        """The bars of a layer as (x, y, width, height): two with a gap, one whole, one short."""
        thick = self.solid if row.kind == "catch" else self.bar
        top, across = round(y - thick / 2, 1), self._across(row)
        if row.kind == "hindered":
            left, right = across - self.gap / 2, across + self.gap / 2
            return [
                self._bar(self.left, left, top, thick),
                self._bar(right, self.right, top, thick),
            ]
        ends = across - self.gap / 2 if row.kind == "beside" else self.right
        return [self._bar(self.left, ends, top, thick)]

    def _bar(self, left: float, right: float, top: float, thick: float) -> Edges:
        return round(left, 1), top, round(right - left, 1), thick

    def _across(self, row: Piece) -> float:
        if row.kind == "beside":
            return self.right - self.gap / 2
        share = _GAPS[row.number % len(_GAPS)] if row.kind == "hindered" else 0.5
        return self.left + (self.right - self.left) * share

    def _tall(self, row: Piece) -> float:
        lines = len(wrap(row.name)) + len(wrap(row.effect))
        return max(2 * self.radius, lines * self.line) + self.line


FULL: Final = Sheet(
    width=344, left=8, right=104, gap=24, bar=6, solid=12, radius=15, dot=6, stroke=3.5, margin=4,
    text=15, line=19, labels=126,
)  # fmt: skip
SMALL: Final = Sheet(
    width=72,
    left=8,
    right=64,
    gap=17,
    bar=4,
    solid=7,
    radius=9,
    dot=4,
    stroke=3.5,
    margin=12,
    fixed=112,
)


def wrap(text: str) -> list[str]:
    """Text as lines that fit beside the field; past the last line it ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) < _LETTERS:
            lines[-1] += f" {word}"
        else:
            lines.append(word if len(word) <= _LETTERS else f"{word[: _LETTERS - 1]}…")
    if len(lines) <= _LINES:
        return lines
    return [*lines[: _LINES - 1], f"{lines[_LINES - 1][: _LETTERS - 1]}…"]


def trace(points: Sequence[Point]) -> str:
    """The path through two or more points as the d of an SVG path.

    It crosses every row upright and stops on top of the last.
    """
    ends = [*points[:-1], replace(points[-1], y=points[-1].top)]
    bends = [_bend(one, other) for one, other in pairwise(ends)]
    return " ".join([f"M{ends[0].x:g} {ends[0].y:g}", *bends])


def _bend(one: Point, other: Point) -> str:
    middle = round((one.y + other.y) / 2, 1)
    return f"C{one.x:g} {middle:g} {other.x:g} {middle:g} {other.x:g} {other.y:g}"
