"""What all pages of the trace share: links, one of the published courses, and pages of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from learning.content.tracing import CourseThread, Trace
from learning.errors import NotFound

_One = TypeVar("_One")
#: lines of a list on one page
LINES = 60


@dataclass(frozen=True)
class Link:
    """Words and where they lead; an empty address for what has no page. `note` stands behind."""

    words: str
    href: str
    note: str = ""


def course_of(trace: Trace, name: str) -> CourseThread:
    """A published course by its id. Raises `NotFound`."""
    found = trace.of(name)
    if found is None:
        raise NotFound("There is no such course here. The trace lists those that are published.")
    return found


def cut(
    some: Sequence[_One], key: Callable[[_One], str], after: str, size: int
) -> tuple[list[_One], str]:
    """The page behind the one whose key is `after`, and the last key where more follow."""
    keys = [key(one) for one in some]
    if after and after not in keys:
        raise NotFound("There is no such page. Begin with the first one.")
    begin = keys.index(after) + 1 if after else 0
    shown = list(some[begin : begin + size])
    return shown, key(shown[-1]) if len(some) > begin + size else ""
