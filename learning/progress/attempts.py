"""What an attempt is, as the verbs share it: its row, its quiz and the responses saved so far.

Read and kept as statements of tables, because every step of a quiz does both. The rows here are
values: what a verb changes is in the database only after `keep`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from learning.db.base import table
from learning.db.prepared import Change, Prepared
from learning.errors import NotFound
from learning.progress.models import Attempt, ResponseRow
from learning.releases.shapes import Quiz
from learning.releases.shelf import Shelf


@dataclass(slots=True)
class AttemptRow:
    """An attempt as its table has it; the last three are empty until it ends."""

    id: int
    public_id: str
    person_id: int
    course: str
    module: str
    release_id: int
    quiz_sha256: str
    paper: list[dict[str, Any]]
    begun_at: dt.datetime
    ended_at: dt.datetime | None
    score: float | None
    passed: bool | None


@dataclass(slots=True)
class Given:
    """The response to one item; score and marker are empty until it is final."""

    item: str
    given: dict[str, Any]
    confidence: str | None
    score: float | None
    marker: int | None
    saved_at: dt.datetime


@dataclass
class Open:
    """An attempt with its quiz and the responses saved so far, by item."""

    row: AttemptRow
    quiz: Quiz
    responses: dict[str, Given]
    shelf: Shelf
    #: the items whose responses are in the database, and those that have changed since
    stored: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)

    @property
    def ended(self) -> bool:
        """Whether it was handed in."""
        return self.row.ended_at is not None

    @property
    def at_once(self) -> bool:
        """Whether feedback follows each item, so that a response is final when it is saved."""
        return self.quiz.file.feedback == "after_item"

    @property
    def order(self) -> list[str]:
        """The items of the attempt, in the order they are shown."""
        return [one["item"] for one in self.row.paper]

    @property
    def left(self) -> list[str]:
        """The items without a response."""
        return [item for item in self.order if item not in self.responses]

    def shown(self, item_id: str) -> Sequence[str]:
        """The ids of an item's parts in the order shown; `NotFound` for an item not drawn."""
        for one in self.row.paper:
            if one["item"] == item_id:
                ids: list[str] = one["shown"]
                return ids
        raise NotFound("This item is not part of your attempt. Open the attempt again.")


_A, _R = table(Attempt), table(ResponseRow)
_ONE = select(*(_A.c[name] for name in AttemptRow.__slots__)).where(
    _A.c.public_id == bindparam("public_id"), _A.c.person_id == bindparam("person")
)
_OWN, _HELD = Prepared(_ONE, AttemptRow), Prepared(_ONE.with_for_update(), AttemptRow)
_GIVEN = Prepared(
    select(*(_R.c[name] for name in Given.__slots__)).where(
        _R.c.attempt_id == bindparam("attempt")
    ),
    Given,
)
_cells = attrgetter(*Given.__slots__)
#: a column of the same name cannot be bound in the `where` of an update
_BOUND = ("its_attempt_id", *(f"its_{name}" for name in Given.__slots__))
_ADD = Change(insert(_R).values({name[4:]: bindparam(name) for name in _BOUND}))
_REPLACE = Change(
    update(_R)
    .where(_R.c.attempt_id == bindparam(_BOUND[0]), _R.c.item == bindparam(_BOUND[1]))
    .values({name[4:]: bindparam(name) for name in _BOUND[2:]})
)


def find(
    session: Session, shelf: Shelf, person_id: int, public_id: str, *, hold: bool
) -> Open | None:
    """An attempt of this person; with `hold`, nobody else can hold it until the unit ends."""
    rows = (_HELD if hold else _OWN).rows(session, public_id=public_id, person=person_id)
    if not rows:
        return None
    given = {one.item: one for one in _GIVEN.rows(session, attempt=rows[0].id)}
    return Open(rows[0], shelf.quiz(session, rows[0].quiz_sha256), given, shelf, set(given))


def many(session: Session, shelf: Shelf, rows: Sequence[AttemptRow]) -> Iterator[Open]:
    """Some attempts with their responses: one statement for all of them."""
    held: dict[int, dict[str, Given]] = {row.id: {} for row in rows}
    columns = [_R.c[name] for name in Given.__slots__]
    query = select(_R.c.attempt_id, *columns).where(_R.c.attempt_id.in_(held))
    for attempt_id, *cells in session.execute(query):
        held[attempt_id][cells[0]] = Given(*cells)
    for row in rows:
        yield Open(row, shelf.quiz(session, row.quiz_sha256), held[row.id], shelf)


def keep(session: Session, attempt: Open) -> None:
    """Write the responses that have changed; new ones are added, others changed in their place."""
    rows = [attempt.responses[item] for item in attempt.order if item in attempt.changed]
    new = [_values(attempt, row) for row in rows if row.item not in attempt.stored]
    old = [_values(attempt, row) for row in rows if row.item in attempt.stored]
    if new:
        _ADD.run(session, new)
    if old:
        _REPLACE.run(session, old)
    attempt.stored |= attempt.changed
    attempt.changed.clear()


def _values(attempt: Open, row: Given) -> dict[str, Any]:
    return dict(zip(_BOUND, (attempt.row.id, *_cells(row)), strict=True))
