"""Bodies of many blobs at once: a large course is read in a few statements, and is not kept.

The shelf reads blob by blob what learners open. A course of a thousand modules read so would take
ten thousand statements, and push what learners read out of memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.content import blobs
from learning.content.blobs import ModuleEntry, QuizEntry
from learning.content.model import Item
from learning.releases.models import BlobRow
from learning.releases.shapes import Course

_One = TypeVar("_One")
AT_ONCE = 400
"""Hashes in one statement: databases take only so many values."""
_MODULES = 50
"""Modules whose items are in memory at a time."""


def bodies(session: Session, shas: Sequence[str]) -> dict[str, bytes]:
    """The bodies of blobs by their hashes; what was never published is not there."""
    found: dict[str, bytes] = {}
    for some in parts(shas, AT_ONCE):
        query = select(BlobRow.sha256, BlobRow.body).where(BlobRow.sha256.in_(some))
        found.update((row.sha256, row.body) for row in session.execute(query))
    return found


def items(session: Session, course: Course) -> Iterator[tuple[str, Item, str]]:
    """Every item of a release with its module and its hash, in the order of the course."""
    for some in parts([one for one in course.modules if one.quiz], _MODULES):
        quizzes = _quizzes(session, some)
        read = bodies(session, [one.sha256 for quiz in quizzes.values() for one in quiz])
        for name, quiz in quizzes.items():
            for one in quiz:
                yield name, blobs.item_from(read[one.sha256]), one.sha256


def entries(session: Session, modules: Sequence[ModuleEntry]) -> Iterator[tuple[str, QuizEntry]]:
    """Every item of these modules as its quiz lists it, with its module; the items are not read."""
    for some in parts([one for one in modules if one.quiz], _MODULES):
        for name, quiz in _quizzes(session, some).items():
            yield from ((name, one) for one in quiz)


def _quizzes(session: Session, modules: Sequence[ModuleEntry]) -> dict[str, tuple[QuizEntry, ...]]:
    read = bodies(session, [one.sha256 for one in modules])
    shas = {one.id: blobs.module_from(read[one.sha256]).quiz or "" for one in modules}
    read = bodies(session, list(shas.values()))
    return {name: blobs.quiz_from(read[sha]).items for name, sha in shas.items()}


def parts(some: Sequence[_One], size: int) -> Iterator[Sequence[_One]]:
    """Values in pieces of a size, the last perhaps smaller."""
    for begin in range(0, len(some), size):
        yield some[begin : begin + size]
