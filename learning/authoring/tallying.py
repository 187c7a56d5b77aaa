"""Tallying: takes first attempts that ended into the running sums of their items.

The cost grows with new responses only. An attempt waits until there are `LEAST` of its module, and
they go in together: nobody who looks before and after one person learns what that person answered.
Nothing in the sums leads back to anybody, so they stay when somebody is erased.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from learning.authoring.models import ItemTally, OptionTally
from learning.authoring.summing import Key, Tally, add
from learning.db import Database
from learning.db.base import table
from learning.progress import attempts
from learning.progress.attempts import AttemptRow
from learning.progress.models import Attempt, AwaitingTally
from learning.releases.shelf import Shelf

LEAST = 10
"""First attempts at a module that are taken in together, at least."""
AT_ONCE = 200
"""Attempts in one unit of work."""
_A, _W = table(Attempt), table(AwaitingTally)
_I, _O = table(ItemTally), table(OptionTally)
COLUMNS = [_A.c[name] for name in AttemptRow.__slots__]


def catch_up(database: Database, shelf: Shelf | None = None, *, most: int | None = None) -> int:
    """Take in what waits, module by module; returns how many attempts that was.

    With `most`, what is beyond so many is left for the next time: other work waits meanwhile.

    Each batch leaves the queue and enters the sums in one unit, so that it counts once whatever
    happens. Of two workers at once each gets other attempts.
    """
    done, shelf = 0, shelf or Shelf(seconds=0)
    for course, module in _due(database):
        while most is None or done < most:
            number = _taken(database, shelf, course, module)
            if not number:
                break
            done += number
    return done


def _due(database: Database) -> Sequence[tuple[str, str]]:
    """The modules of which enough attempts wait."""
    query = (
        select(_A.c.course, _A.c.module)
        .join_from(_W, _A)
        .group_by(_A.c.course, _A.c.module)
        .having(func.count() >= LEAST)
        .order_by(_A.c.course, _A.c.module)
    )
    with database.reading() as session:
        return [(course, module) for course, module in session.execute(query)]


def _taken(database: Database, shelf: Shelf, course: str, module: str) -> int:
    """Take one batch in. What others hold is theirs; what is left under `LEAST` waits."""
    waiting = (
        select(_W.c.attempt_id)
        .join_from(_W, _A)
        .where(_A.c.course == course, _A.c.module == module)
        .order_by(_W.c.attempt_id)
        .limit(AT_ONCE)
        .with_for_update(of=_W, skip_locked=True)
    )
    with database.writing() as session:
        ids = list(session.scalars(waiting))
        if len(ids) < LEAST:
            return 0
        tallies: dict[Key, Tally] = {}
        query = select(*COLUMNS).where(_A.c.id.in_(ids)).order_by(_A.c.id)
        rows = [AttemptRow(*cells) for cells in session.execute(query)]
        for attempt in attempts.many(session, shelf, rows):
            add(tallies, attempt)
        session.execute(delete(_W).where(_W.c.attempt_id.in_(ids)))
        keep(session, course, tallies)
    return len(ids)


def keep(session: Session, course: str, tallies: Mapping[Key, Tally]) -> None:
    """Add sums to those that are kept. Always in one order: of two at once neither waits twice."""
    order = sorted(tallies)
    upsert(session, _I, [_item_row(course, one, tallies[one]) for one in order])
    upsert(session, _O, [row for one in order for row in option_rows(course, one, tallies[one])])


def _item_row(course: str, key: Key, tally: Tally) -> dict[str, Any]:
    return {"course": course, "item": key[0], "rev": key[1], **tally.cells}


def option_rows(course: str, key: Key, tally: Tally) -> Iterator[dict[str, Any]]:
    """What was chosen in an item, as rows; in the order of their keys."""
    for option, chosen in sorted(tally.chosen.items()):
        named = {"course": course, "item": key[0], "rev": key[1], "option": option}
        yield {**named, "chosen": chosen}


def upsert(session: Session, of: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows, or their numbers to the rows that are there; a module replaces the one before."""
    if not rows:
        return
    made: Any = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    wanted = made.insert(of)
    new = {one.name: wanted.excluded[one.name] for one in of.c if not one.primary_key}
    sums = {name: one if name == "module" else of.c[name] + one for name, one in new.items()}
    session.execute(
        wanted.on_conflict_do_update(index_elements=list(of.primary_key.columns), set_=sums), rows
    )
