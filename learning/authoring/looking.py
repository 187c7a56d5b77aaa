"""Looking: all that is said of a course before it is published, in one value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from learning.authoring import differing, moving, states
from learning.authoring.differing import Difference
from learning.authoring.states import CourseState
from learning.authoring.trees import Bench
from learning.releases.shelf import Shelf


@dataclass(frozen=True)
class Look:
    """A course with what differs of it; `difference` is None where there is nothing to compare.

    `notes` say what looks renamed or moved.
    """

    state: CourseState
    difference: Difference | None
    notes: Sequence[str]

    @property
    def is_refused(self) -> bool:
        """Whether something of it waits and could not be published."""
        return self.state.waits == "broken" or bool(self.difference and self.difference.refusals)


def look(session: Session, bench: Bench, course: str, *, on: dt.date) -> Look | None:
    """One course; None where it is neither live nor written."""
    shelf = Shelf(seconds=0)
    found = states.state(session, shelf, course, bench.courses)
    return _look(session, shelf, bench, found, on) if found else None


def looks(session: Session, bench: Bench, *, on: dt.date) -> Iterator[Look]:
    """Every course, what needs somebody first."""
    shelf = Shelf(seconds=60)  # one look at what is live is enough for all
    for one in states.states(session, shelf, bench.courses):
        yield _look(session, shelf, bench, one, on)


def _look(session: Session, shelf: Shelf, bench: Bench, state: CourseState, on: dt.date) -> Look:
    if state.waits == "same":
        return Look(state, None, ())
    notes = moving.found(session, shelf, state.id, bench.courses)
    compiled = bench.compiled(state.id) if state.waits not in ("gone", "broken") else None
    if compiled is None:
        return Look(state, None, notes)
    return Look(state, differing.difference(session, compiled, state.live, on=on), notes)
