"""Places: where each value of a YAML text stands.

Most files have no problem, and the places of a thousand quizzes weigh more than the quizzes: so a
text is kept, and read a second time once a place in it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import yaml
from yaml.events import MappingEndEvent, MappingStartEvent, SequenceEndEvent, SequenceStartEvent

from learning.content.problems import START, Place

#: A mark of either parser; of a list or mapping also where its parts stand.
Mark: TypeAlias = Any
_Shape: TypeAlias = Any


class Events(Protocol):
    """A YAML parser, which tells what it meets event by event."""

    def get_event(self) -> Any:
        """The next event."""


def events(text: str) -> Events:
    """The parser: libyaml's where PyYAML was built with it, ten times faster, else Python's."""
    loader: type[Events] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return loader(text)  # type: ignore[call-arg]


@dataclass(frozen=True, slots=True)
class _Mapping:
    mark: Mark
    keys: dict[str, tuple[Mark, _Shape]]


@dataclass(frozen=True, slots=True)
class _List:
    mark: Mark
    entries: list[_Shape]


class Places:
    """Where each value of a text that was composed stands; `above` is how many lines before it."""

    __slots__ = ("_above", "_shape", "_text")

    def __init__(self, text: str = "", above: int = 0) -> None:
        self._text, self._above = text, above
        self._shape: _Shape = None

    def at(self, *path: str | int) -> Place:
        """Where the value of a path begins; as near to it as there is something."""
        return self._find(path)[1]

    def key(self, *path: str | int) -> Place:
        """Where the key of a path stands; for a list's entry, where the entry begins."""
        return self._find(path)[0]

    def _find(self, path: tuple[str | int, ...]) -> tuple[Place, Place]:
        if self._shape is None and self._text:
            self._shape = _root(events(self._text))
        shape, mark = self._shape, None
        for step in path:
            if isinstance(shape, _Mapping) and step in shape.keys:
                mark, shape = shape.keys[str(step)]
            elif isinstance(shape, _List) and isinstance(step, int) and step < len(shape.entries):
                mark, shape = None, shape.entries[step]
            else:
                break
        value = shape.mark if isinstance(shape, _Mapping | _List) else shape
        at = self._place(value)
        return (at if mark is None else self._place(mark)), at

    def _place(self, mark: Mark) -> Place:
        return START if mark is None else Place(mark.line + 1 + self._above, mark.column + 1)


def _root(told: Events) -> _Shape:
    """The shape of the first document; its stream and itself begin with an event each."""
    told.get_event()
    told.get_event()
    return _shape(told.get_event(), told)


def _shape(event: Any, told: Events) -> _Shape:
    mark = event.start_mark
    if type(event) is SequenceStartEvent:
        entries: list[_Shape] = []
        while type(entry := told.get_event()) is not SequenceEndEvent:
            entries.append(_shape(entry, told))
        return _List(mark, entries)
    if type(event) is MappingStartEvent:
        keys: dict[str, tuple[Mark, _Shape]] = {}
        while type(key := told.get_event()) is not MappingEndEvent:
            keys.setdefault(key.value, (key.start_mark, _shape(told.get_event(), told)))
        return _Mapping(mark, keys)
    return mark
