"""Where a scenario can lead: what is reached from its start, its loops, and how deep it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from learning.content.scenario_model import Moment

#: The most choices on any way through a scenario.
DEPTH = 12


@dataclass(frozen=True, slots=True)
class Graph:
    """What following every choice from the start finds.

    `depths` are the moments that are reached, each with the most choices that lead there; a choice
    that closes a loop is not followed. `loops` are those choices, by moment and place in its list,
    also of moments that are not reached.
    """

    depths: Mapping[str, int]
    loops: Sequence[tuple[str, int]]

    @property
    def deepest(self) -> int:
        """The most choices on any way through."""
        return max(self.depths.values(), default=0)


def explore(nodes: Mapping[str, Moment], start: str) -> Graph:
    """Follow every choice; one to a moment that is not there leads nowhere."""
    loops: list[tuple[str, int]] = []
    done: list[str] = []
    if start in nodes:
        _follow(nodes, start, {}, done, loops)
    reached = list(done)
    for name in nodes:
        if name not in done:
            _follow(nodes, name, {}, done, loops)
    return Graph(_depths(nodes, reached, set(loops)), loops)


def _follow(
    nodes: Mapping[str, Moment],
    name: str,
    open_: dict[str, None],
    done: list[str],
    loops: list[tuple[str, int]],
) -> None:
    """Go through all that lies behind a moment; one is done after all those it leads to."""
    open_[name] = None
    for at, way in enumerate(nodes[name].choices):
        if way.to in open_:
            loops.append((name, at))
        elif way.to in nodes and way.to not in done:
            _follow(nodes, way.to, open_, done, loops)
    del open_[name]
    done.append(name)


def _depths(
    nodes: Mapping[str, Moment], reached: Sequence[str], loops: set[tuple[str, int]]
) -> dict[str, int]:
    """The longest way to each moment, in the order in which no way leads back."""
    depths = dict.fromkeys(reached, 0)
    for name in reversed(reached):
        for at, way in enumerate(nodes[name].choices):
            if way.to in depths and (name, at) not in loops:
                depths[way.to] = max(depths[way.to], depths[name] + 1)
    return depths
