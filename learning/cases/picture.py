"""The picture of a case: layers between a slip and the child, and what stopped the path.

Read from top to bottom. A factor that hindered is a layer with a gap, and the path runs through
it. A factor that helped is a whole layer, standing with what caught it. Layers come in the author's
order, which is an order of telling: the codes of a case do not say which layer came first. Only the
outcome decides how far the path runs; of a case without one the path is a way it could go.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from learning.cases import words
from learning.cases.sketch import FULL, SMALL, Kind, Piece, Sheet, trace, wrap
from learning.content.model import CaseFront

REACHED: Final = frozenset(
    {"reached_child_no_known_harm", "harm_possible_or_unknown", "harm_known"}
)
#: Chance is no defence, and what is not known may not have been one: drawn hollow.
HOLLOW: Final = frozenset({"chance", "unknown"})


@dataclass(frozen=True)
class Bar:
    """A piece of a layer, left edge and top edge first."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Label:
    """A line of text: where its first letter stands on its base line, and which role it plays."""

    x: float
    y: float
    text: str
    role: Literal["name", "effect"]


@dataclass(frozen=True)
class Layer:
    """One layer: its bars (two where there is a gap), its words, and whether the path passed it."""

    kind: Kind
    y: float
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    passed: bool
    hollow: bool = False


@dataclass(frozen=True)
class Spot:
    """A round place on the sheet with its words: the beginning, the end of the path, the child."""

    x: float
    y: float
    radius: float
    labels: tuple[Label, ...] = ()

    @property
    def left(self) -> float:
        """The left edge."""
        return round(self.x - self.radius, 1)

    @property
    def top(self) -> float:
        """The top edge."""
        return round(self.y - self.radius, 1)

    @property
    def size(self) -> float:
        """Across, and from top to bottom."""
        return round(2 * self.radius, 1)


@dataclass(frozen=True)
class Told:
    """One layer in words, for the twin of the picture."""

    number: int
    name: str
    effect: str


@dataclass(frozen=True)
class Twin:
    """The picture in words: every layer once, in the author's order, and how it ended."""

    title: str
    opening: str
    told: tuple[Told, ...]
    ending: tuple[str, str]

    @property
    def desc(self) -> str:
        """All of it in a row."""
        layers = (f"{one.number}. {one.name}: {one.effect}." for one in self.told)
        return " ".join([self.opening, *layers, *self.ending])


@dataclass(frozen=True)
class Fate:
    """What the codes say of the path.

    It has not `happened` where the case has no outcome. `reached`: it meets the child; `doubtful`:
    whether that did harm is not known. `held`: a whole bar ends it, neither chance nor nothing.
    """

    happened: bool
    reached: bool
    doubtful: bool
    held: bool


@dataclass(frozen=True)
class Picture:
    """Everything a template needs, in the units of `view_box`; `path` is the d of an SVG path."""

    width: float
    height: float
    start: Spot
    child: Spot
    end: Spot
    layers: tuple[Layer, ...]
    path: str
    stroke: float
    fate: Fate
    twin: Twin

    @property
    def view_box(self) -> str:
        """The whole sheet."""
        return f"0 0 {self.width:g} {self.height:g}"


def draw(front: CaseFront, factor_labels: Mapping[str, str], *, small: bool) -> Picture:
    """The picture of a case for its page, or `small` for its card (the same layers, no words).

    `factor_labels` has the words of every factor the case names: a missing one is a KeyError,
    because `learning check` lets no such case through.
    """
    rows = _ordered(front, factor_labels)
    sheet = SMALL.fitted(len(rows)) if small else FULL
    places = sheet.places(rows)
    stop = next(n for n, row in enumerate(rows) if row.stops)
    spots = [_spot(sheet, row, y) for row, y in zip(rows, places, strict=True)]
    met = [sheet.through(row, y) for row, y in zip(rows, places, strict=True)][: stop + 1]
    return Picture(
        width=sheet.width,
        height=sheet.height(rows),
        start=spots[0],
        child=next(s for s, row in zip(spots, rows, strict=True) if row.kind == "child"),
        end=_end(sheet, rows[stop], places[stop]),
        layers=_layers(sheet, front, rows, places),
        path=trace(met),
        stroke=sheet.stroke,
        fate=_fate(front),
        twin=_twin(front, factor_labels),
    )


def _fate(front: CaseFront) -> Fate:
    return Fate(
        happened=front.outcome != "not_applicable",
        reached=front.outcome in REACHED,
        doubtful=front.outcome == "harm_possible_or_unknown",
        held=front.caught_by not in {*HOLLOW, "not_caught"},
    )


def _ordered(front: CaseFront, labels: Mapping[str, str]) -> list[Piece]:
    """The rows from the slip down. Whoever was reached stands before what caught it."""
    hindered = _pieces(front, labels, "hindered")
    helped = _pieces(front, labels, "helped")
    start = Piece("start", words.BEGINNING[front.kind])
    name = words.END[front.domain]
    child = Piece("child", name[0].upper() + name[1:], words.outcome(front))
    reached, uncaught = front.outcome in REACHED, front.caught_by == "not_caught"
    if reached and uncaught:
        beside = [Piece("beside", row.name, words.BESIDE) for row in helped]
        return [start, *hindered, *beside, child.stopping()]
    stop = Piece("open", "Not caught") if uncaught else Piece("catch", words.caught(front))
    if reached:
        return [start, *hindered, child, stop.stopping(), *helped]
    return [start, *hindered, stop.stopping(), *helped, child]


def _pieces(front: CaseFront, labels: Mapping[str, str], effect: Kind) -> list[Piece]:
    names = [labels[f.id] for f in front.factors if f.effect == effect]
    return [Piece(effect, name, words.effect(front, effect), n) for n, name in enumerate(names)]


def _layers(
    sheet: Sheet, front: CaseFront, rows: list[Piece], places: list[float]
) -> tuple[Layer, ...]:
    stop = next(n for n, row in enumerate(rows) if row.stops)
    return tuple(
        Layer(
            kind=row.kind,
            y=places[n],
            bars=tuple(Bar(*bar) for bar in sheet.bars(row, places[n])),
            labels=_labels(sheet, row, places[n]),
            passed=n < stop,
            hollow=row.kind == "catch" and front.caught_by in HOLLOW,
        )
        for n, row in enumerate(rows)
        if row.layer
    )


def _spot(sheet: Sheet, row: Piece, y: float) -> Spot:
    radius = sheet.radius if row.kind == "child" else sheet.dot
    return Spot(sheet.through(row, y).x, y, radius, _labels(sheet, row, y))


def _end(sheet: Sheet, row: Piece, y: float) -> Spot:
    """Where the path ends: on top of what stands there. Only an open end has words of its own."""
    point = sheet.through(row, y)
    return Spot(point.x, point.top, sheet.dot, _labels(sheet, row, y) if row.kind == "open" else ())


def _labels(sheet: Sheet, row: Piece, y: float) -> tuple[Label, ...]:
    """The words beside a row, centred on it; none on a small sheet."""
    if not sheet.text:
        return ()
    lines: list[tuple[str, Literal["name", "effect"]]] = [(t, "name") for t in wrap(row.name)]
    lines += [(text, "effect") for text in wrap(row.effect)]
    first = y - sheet.line * (len(lines) - 1) / 2 + sheet.text / 3
    return tuple(
        Label(sheet.labels, round(first + n * sheet.line, 1), text, role)
        for n, (text, role) in enumerate(lines)
    )


def _twin(front: CaseFront, labels: Mapping[str, str]) -> Twin:
    factors = enumerate(front.factors, start=1)
    return Twin(
        title=f"The picture of this case: {front.title}",
        opening=f"{words.BEGINNING[front.kind]} runs down towards {words.END[front.domain]}.",
        told=tuple(Told(n, labels[f.id], words.effect(front, f.effect)) for n, f in factors),
        ending=(f"{words.caught(front)}.", f"{words.outcome(front)}."),
    )
