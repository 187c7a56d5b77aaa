"""Walking: a scenario and the choices that were made in it, as the steps that were gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from learning.content.model import CodedFactor
from learning.content.scenario_model import Moment, ScenarioFile, Way
from learning.errors import Invalid


@dataclass(frozen=True)
class Step:
    """A moment that is behind one: its id, and which of its choices was taken."""

    node: str
    moment: Moment
    way: Way

    @property
    def others(self) -> Sequence[Way]:
        """What else could have been done."""
        return [one for one in self.moment.choices if one.id != self.way.id]


@dataclass(frozen=True)
class Walk:
    """The steps from the start on, and the moment in which one stands now."""

    steps: Sequence[Step]
    node: str
    moment: Moment

    @property
    def ended(self) -> bool:
        """Whether nothing is left to choose."""
        return not self.moment.choices

    def factors(self) -> Iterator[CodedFactor]:
        """The factors of the choices that were taken, in their order."""
        return (step.way.factor for step in self.steps if step.way.factor is not None)


def walk(play: ScenarioFile, path: Sequence[str]) -> Walk:
    """Follow the ids of choices from the start. Raises `Invalid` for one that is not there."""
    node, steps = play.start, list[Step]()
    for choice in path:
        way = way_of(play.nodes[node], choice)
        steps.append(Step(node, play.nodes[node], way))
        node = way.to
    return Walk(steps, node, play.nodes[node])


def way_of(moment: Moment, choice: str) -> Way:
    """A choice of a moment by its id; `Invalid` where it has none of that id."""
    found = next((one for one in moment.choices if one.id == choice), None)
    if found is None:
        raise Invalid("Choose one of the ways, then go on.")
    return found
