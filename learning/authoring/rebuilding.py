"""Rebuilding: the sums of items worked out anew from every first attempt, and compared.

Whoever was erased is in the sums and nowhere else. Sums over more responses than are still there
are therefore right, as far as anybody can tell, and stay.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session, aliased

from learning.authoring.models import ItemTally, OptionTally
from learning.authoring.summing import Key, Tally, add
from learning.authoring.tallying import COLUMNS, keep
from learning.db import Database
from learning.db.base import table
from learning.progress import attempts
from learning.progress.attempts import AttemptRow
from learning.progress.models import Attempt, AwaitingTally
from learning.releases.shelf import Shelf

AT_ONCE = 500
"""Attempts read in one statement."""
_TRIES = 5
_A, _W, _I, _O = (table(one) for one in (Attempt, AwaitingTally, ItemTally, OptionTally))
_EARLIER = aliased(_A)


@dataclass(frozen=True)
class Rebuilt:
    """How many items were summed, how many sums were wrong, and how many hold erased people."""

    items: int = 0
    wrong: int = 0
    larger: int = 0

    def __add__(self, other: Rebuilt) -> Rebuilt:
        return Rebuilt(
            self.items + other.items, self.wrong + other.wrong, self.larger + other.larger
        )


def rebuild(database: Database) -> Rebuilt:
    """Sum every first attempt anew and mend what differs, course by course."""
    with database.reading() as session:
        courses = set(session.scalars(select(_I.c.course).union(select(_A.c.course))))
    found = Rebuilt()
    for course in sorted(courses):
        found += _course(database, course)
    return found


def _course(database: Database, course: str) -> Rebuilt:
    """One course. Summing keeps nobody waiting; where sums moved meanwhile it begins again."""
    for _ in range(_TRIES):
        with database.reading() as session:
            before = _kept(session, course)
        fresh = recounted(database, course)
        with database.writing() as session:
            if _kept(session, course, hold=True) == before:
                return _mended(session, course, before, fresh)
    return Rebuilt(len(before))


def recounted(database: Database, course: str) -> dict[Key, Tally]:
    """The sums of a course from its first attempts, without those that still wait."""
    tallies: dict[Key, Tally] = {}
    shelf = Shelf(seconds=0)
    for rows in _first_attempts(database, course):
        with database.reading() as session:
            for attempt in attempts.many(session, shelf, rows):
                add(tallies, attempt)
    return tallies


def _first_attempts(database: Database, course: str) -> Iterator[list[AttemptRow]]:
    last = 0
    while True:
        query = _counted().where(_A.c.course == course, _A.c.id > last).limit(AT_ONCE)
        with database.reading() as session:
            rows = [AttemptRow(*cells) for cells in session.execute(query)]
        if not rows:
            return
        yield rows
        last = rows[-1].id


def _counted() -> Select[Any]:
    """First ended attempts that are in the sums, in their order."""
    earlier = select(_EARLIER.c.id).where(
        _EARLIER.c.person_id == _A.c.person_id,
        _EARLIER.c.course == _A.c.course,
        _EARLIER.c.module == _A.c.module,
        _EARLIER.c.ended_at.is_not(None),
        _EARLIER.c.id < _A.c.id,
    )
    waits = select(_W.c.attempt_id).where(_W.c.attempt_id == _A.c.id)
    ended = select(*COLUMNS).where(_A.c.ended_at.is_not(None))
    return ended.where(~earlier.exists(), ~waits.exists()).order_by(_A.c.id)


def _kept(session: Session, course: str, *, hold: bool = False) -> dict[Key, Tally]:
    """The sums as they are kept; with `hold`, nobody adds to them until the unit ends."""
    query = select(_I).where(_I.c.course == course).order_by(_I.c.item, _I.c.rev)
    rows = session.execute(query.with_for_update() if hold else query).mappings()
    names = [one for one in Tally.__dataclass_fields__ if one != "chosen"]
    found = {(row["item"], row["rev"]): Tally(**{one: row[one] for one in names}) for row in rows}
    chosen = select(_O.c.item, _O.c.rev, _O.c.option, _O.c.chosen).where(_O.c.course == course)
    for item, rev, option, number in session.execute(chosen):
        if (item, rev) in found:
            found[item, rev].chosen[option] = number
    return found


def _mended(
    session: Session, course: str, kept: Mapping[Key, Tally], fresh: Mapping[Key, Tally]
) -> Rebuilt:
    """Replace the sums that are wrong."""
    larger = {
        key
        for key, one in kept.items()
        if one.responses > (fresh[key].responses if key in fresh else 0)
    }
    wrong = [
        key
        for key, one in fresh.items()
        if key not in larger and (key not in kept or not _same(kept[key], one))
    ]
    for item, rev in wrong:
        for of in (_I, _O):
            session.execute(
                delete(of).where(of.c.course == course, of.c.item == item, of.c.rev == rev)
            )
    keep(session, course, {key: fresh[key] for key in wrong})
    return Rebuilt(len({*kept, *fresh}), len(wrong), len(larger))


def _same(one: Tally, other: Tally) -> bool:
    """Whether two sums are the same but for the order in which they were added up."""
    if one.chosen != other.chosen:
        return False
    pairs = ((one.cells[name], other.cells[name]) for name in one.cells if name != "module")
    return all(math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-6) for a, b in pairs)
