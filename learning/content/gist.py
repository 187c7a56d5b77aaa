"""Gists: what is kept of a module once it was judged, small enough to be remembered and sent.

A gist rests on the files of its module, the ids of its course and the library, and on nothing else:
what a module asks of other texts is noted here and judged with all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from learning.content.link_rules import Aim
from learning.content.problems import Notebook, read_notes


class ItemNote(NamedTuple):
    """What a course asks of an item."""

    id: str
    status: str
    objective: str


@dataclass(frozen=True, slots=True)
class Gist:
    """What was told of a module, and what its course asks of it.

    `headings` are the ids of its text, None where there is none. `items` and `cites`, the sources
    it names, are empty where the module could not be built.
    """

    told: Notebook
    read: tuple[str, ...] = ()
    whole: bool = False
    headings: frozenset[str] | None = None
    items: tuple[ItemNote, ...] = ()
    cites: frozenset[str] = frozenset()
    aims: tuple[Aim, ...] = ()

    def written(self, start: str = "") -> list[Any]:
        """All of it as plain values; `read_gist` makes a gist of them again.

        `start` is how the names of files begin; it is left out, so that the tree may move.
        """
        headings = None if self.headings is None else sorted(self.headings)
        told = [[file.removeprefix(start), *rest] for file, *rest in self.told.written()]
        read = [file.removeprefix(start) for file in self.read]
        aims = [[file.removeprefix(start), *rest] for file, *rest in self.aims]
        return [told, read, self.whole, headings, self.items, sorted(self.cites), aims]


def read_gist(written: Any, start: str = "") -> Gist:
    """The gist that was written as these values; ValueError or its like where it is none."""
    told, read, whole, headings, items, cites, aims = written
    return Gist(
        told=read_notes([start + file, *rest] for file, *rest in told),
        read=tuple(start + file for file in read),
        whole=whole,
        headings=None if headings is None else frozenset(headings),
        items=tuple(ItemNote(*one) for one in items),
        cites=frozenset(cites),
        aims=tuple(Aim(start + file, *rest) for file, *rest in aims),
    )
