"""The Markdown texts within an item, each with its path in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from learning.content.model import Authored, Item

Path = tuple[str | int, ...]

#: The lists of items whose entries have ids.
LISTS = ("options", "steps", "distractors", "left", "right", "criteria")
_OWN = ("context", "prompt", "hint", "model_answer", "rationale")
_FEEDBACK = ("correct", "incorrect", "general")
_PARTS = ("text", "feedback")


@cache
def having(kind: type[Authored], names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the names that are fields of a model."""
    return tuple(name for name in names if name in kind.model_fields)


def prose(item: Item) -> Iterator[tuple[Path, str]]:
    """Every Markdown text of an item."""
    for name in having(type(item), _OWN):
        if text := getattr(item, name):
            yield (name,), text
    for name in _FEEDBACK:
        if text := getattr(item.feedback, name):
            yield ("feedback", name), text
    for name in having(type(item), (*LISTS, "near")):
        yield from _entries(name, getattr(item, name))


def _entries(name: str, entries: Sequence[Authored]) -> Iterator[tuple[Path, str]]:
    for at, entry in enumerate(entries):
        for part in having(type(entry), _PARTS):
            if text := getattr(entry, part):
                yield (name, at, part), text
