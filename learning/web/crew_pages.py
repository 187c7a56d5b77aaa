"""What pages of a crew show: a moment, how it split, and the sheet of the debrief.

The HTML in it was cleaned when the scenario was published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from learning.content.scenario_graph import explore
from learning.releases.shapes import Library, Scenario
from learning.scenarios import crew
from learning.scenarios.models import CrewSession

WIDTH = 300
"""Of a bar that everybody chose, in units of its drawing."""
_CUES = {
    "call": "A call",
    "message": "A message",
    "change": "Something changes",
    "silence": "Silence",
    "detail": "A detail",
}
_FEW = "With fewer than four, how it split is not shown: it would tell who chose what."


@dataclass(frozen=True)
class Cue:
    """Something that happens: what it is, when, and in which words."""

    kind: str
    after: str
    html: Markup


@dataclass(frozen=True)
class Option:
    """A choice of a moment; `to` is the moment that follows, and `title` is what it is called."""

    id: str
    text: Markup
    feedback: Markup
    to: str
    title: str


@dataclass(frozen=True)
class Shown:
    """A moment as it is shown. `end` says how it ended, where it did."""

    id: str
    title: str
    html: Markup
    cues: Sequence[Cue]
    options: Sequence[Option]
    end: str


@dataclass(frozen=True)
class Bar:
    """How many took a choice: in words, and as the width of a bar."""

    text: Markup
    words: str
    width: int


@dataclass(frozen=True)
class Split:
    """How a round split, in a sentence and in bars; without bars where few chose."""

    sentence: str
    bars: Sequence[Bar]
    most: str


@dataclass(frozen=True)
class Step:
    """A round of the debrief: what it was about, how it split, and which way was taken."""

    moment: Shown
    split: Split
    taken: Option | None


@dataclass(frozen=True)
class Sheet:
    """The debrief: the way that was gone, what to talk about, and the true case."""

    steps: Sequence[Step]
    ended: Shown | None
    prompts: Sequence[tuple[str, Markup | None]]
    origin: Markup
    cases: Sequence[tuple[str, str]]


def moment(play: Scenario, node: str) -> Shown:
    """A moment of a scenario."""
    front, page = play.front.nodes[node], play.page.nodes[node]
    cues = zip(front.cues, page.cues, strict=True)
    return Shown(
        node,
        front.title,
        Markup(page.text),
        [Cue(_CUES[cue.kind], cue.after or "", Markup(html)) for cue, html in cues],
        [
            Option(
                way.id,
                Markup(page.choices[way.id].text),
                Markup(page.choices[way.id].feedback),
                way.to,
                play.front.nodes[way.to].title,
            )
            for way in front.choices
        ],
        front.end or "",
    )


def in_order(play: Scenario) -> list[Shown]:
    """Every moment, each after all those that lead to it; a file lists them by their ids."""
    depths = explore(play.front.nodes, play.front.start).depths
    return [moment(play, node) for node in sorted(depths, key=depths.__getitem__)]


def option(shown: Shown, way: str) -> Option | None:
    """A choice of a moment by its id; None for none."""
    return next((one for one in shown.options if one.id == way), None)


def split(shown: Shown, entry: Mapping[str, Any]) -> Split:
    """How a round split; with few who chose, only how many they were."""
    number, counts = entry["number"], entry["counts"]
    if not number:
        return Split("Nobody chose on a phone.", (), "")
    if not counts:
        return Split(f"{number} chose. {_FEW}", (), "")
    bars = [_bar(one, counts[one.id], number) for one in shown.options]
    return Split(f"{number} chose.", bars, crew.most_chosen(entry))


def sheet(play: Scenario, row: CrewSession, library: Library) -> Sheet:
    """The debrief of a session, from its counts."""
    steps = []
    for entry in row.path:
        shown = moment(play, entry["node"])
        taken = option(shown, entry["taken"] or "")
        steps.append(Step(shown, split(shown, entry), taken))
    here = moment(play, row.node) if row.node else None
    return Sheet(
        steps,
        here if here and here.end else None,
        prompts(play),
        Markup(play.page.origin),
        cases(play, library),
    )


def prompts(play: Scenario) -> list[tuple[str, Markup | None]]:
    """What to ask in the debrief, each with its note or none."""
    notes = play.page.debrief
    return [
        (one.ask, Markup(notes[one.id]) if one.id in notes else None) for one in play.front.debrief
    ]


def cases(play: Scenario, library: Library) -> list[tuple[str, str]]:
    """The true cases that it draws on, by id and title; a retracted one is not named."""
    found = [library.cases.get(one) for one in play.front.cases]
    return [(one.id, one.front.title) for one in found if one is not None and one.front]


def joined(number: int) -> str:
    """How many phones there are, in a sentence."""
    if not number:
        return "Nobody has joined yet."
    return "1 phone has joined." if number == 1 else f"{number} phones have joined."


def chose(number: int, of: int) -> str:
    """How many have chosen, in a sentence; never who."""
    return f"{number} of {of} {'has' if of == 1 else 'have'} chosen." if of else joined(0)


def _bar(one: Option, count: int, of: int) -> Bar:
    return Bar(one.text, f"{count} of {of}", round(WIDTH * count / of))
