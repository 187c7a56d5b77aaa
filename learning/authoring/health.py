"""Health: how the items of a course do at first attempts, those that need their author first.

Counts alone, and none of fewer than `analysis.ENOUGH` responses, each of them somebody's first at a
module: the same person is there twice only where an item was moved to another one. What readers
say is told a week at a time: nobody who looks before and after one person learns what that person
said.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning.assessment import analysis
from learning.assessment.analysis import ORDER, Asked, Reading, Sums
from learning.authoring.models import ItemTally, OptionTally
from learning.content.blobs import item_from
from learning.content.model import Item
from learning.db.base import table
from learning.errors import NotFound
from learning.progress.models import Doubt
from learning.releases.bodies import bodies, items
from learning.releases.shelf import Shelf

NOTES = 3
"""Notes on an item below which none is told."""
PAGE = 50
"""Notes on a page."""
IN_FIVES = 5
"""Doubts are told in so many: at least 5, at least 10."""
_NAMES = tuple(one.name for one in fields(Sums))
_I, _O, _D = table(ItemTally), table(OptionTally), table(Doubt)
Rev = tuple[str, int]


@dataclass(frozen=True)
class Health:
    """How a rev of an item does. `chosen` and `doubts` are nothing where there is too little."""

    course: str
    module: str
    item: Item
    sha256: str
    reading: Reading
    chosen: Mapping[str, int] = field(default_factory=dict)
    #: rounded down to fives
    doubts: int = 0

    @property
    def need(self) -> int:
        """How much it needs its author: 0 most; what is well comes after, then what is unknown."""
        if self.reading.verdicts:
            return ORDER.index(self.reading.verdicts[0])
        return len(ORDER) + (not self.reading.is_enough)


@dataclass(frozen=True)
class Version:
    """How an earlier or later rev of an item did."""

    rev: int
    reading: Reading


def of_course(
    session: Session, shelf: Shelf, course: str, *, on: dt.date, module: str = ""
) -> list[Health]:
    """Every item that the live release shows, of one module or all, the neediest first.

    Raises `NotFound` for a course or module that is not there.
    """
    held = shelf.course(session, course)
    if module and module not in held.by_id:
        names = ", ".join(held.by_id)
        raise NotFound(f"{course} has no module '{module}'. It has: {names}.")
    kept = _Kept(session, course, on=on)
    shown = [
        kept.health(where, item, sha)
        for where, item, sha in items(session, held)
        if item.status in ("live", "watch") and module in ("", where)
    ]
    return sorted(shown, key=lambda one: one.need)


def of_item(
    session: Session, shelf: Shelf, course: str, item_id: str, *, on: dt.date
) -> tuple[Health, list[Version]]:
    """One item, a retired one too, and how each of its revs did, the latest first."""
    for module, item, sha in items(session, shelf.course(session, course)):
        if item.id == item_id:
            kept = _Kept(session, course, on=on, item_id=item_id)
            return kept.health(module, item, sha), list(kept.history(item))
    raise NotFound("There is no such item in the live release. The list shows its items.")


def notes(
    session: Session, course: str, item_id: str, *, on: dt.date, begin: int = 0
) -> tuple[Sequence[str], int]:
    """What readers wrote of an item, in the order of the alphabet; nothing until there are some.

    A page of them from the one at `begin`, and where the next begins; 0 where none follows.
    """
    told = (_D.c.course == course, _D.c.item == item_id, _D.c.note != "", _D.c.on < monday(on))
    number = session.scalar(select(func.count()).where(*told)) or 0
    if number < NOTES:
        return [], 0
    page = select(_D.c.note).where(*told).order_by(_D.c.note).offset(begin).limit(PAGE)
    return session.scalars(page).all(), begin + PAGE if number > begin + PAGE else 0


def monday(on: dt.date) -> dt.date:
    """The first day of a week: what was said since then is told in the next."""
    return on - dt.timedelta(days=on.weekday())


class _Kept:
    """The sums of a course, or of one item of it, read at once."""

    def __init__(self, session: Session, course: str, *, on: dt.date, item_id: str = "") -> None:
        self.course = course
        of_item = [_I.c.item == item_id] if item_id else []
        columns = [_I.c[name] for name in _NAMES]
        query = select(_I.c.item, _I.c.rev, *columns).where(_I.c.course == course, *of_item)
        self.sums: dict[Rev, Sums] = {
            (item, rev): Sums(*cells) for item, rev, *cells in session.execute(query)
        }
        self.chosen = _chosen(session, course, item_id)
        self.doubts = _doubts(session, course, item_id, on=on)

    def health(self, module: str, item: Item, sha256: str) -> Health:
        """How an item of the live release does."""
        key = (item.id, item.rev)
        reading = self._read(item, key)
        if not reading.is_enough:
            return Health(self.course, module, item, sha256, reading)
        doubts = self.doubts[key] // IN_FIVES * IN_FIVES
        return Health(self.course, module, item, sha256, reading, self.chosen[key], doubts)

    def history(self, item: Item) -> Iterator[Version]:
        """Every rev of an item, by its scores alone: its options then may have been others."""
        for item_id, rev in sorted(self.sums, reverse=True):
            if item_id == item.id:
                asked = _asked(item, {}, self.doubts[item_id, rev], options=False)
                yield Version(rev, analysis.read(self.sums[item_id, rev], asked))

    def _read(self, item: Item, key: Rev) -> Reading:
        asked = _asked(item, self.chosen[key], self.doubts[key])
        return analysis.read(self.sums.get(key, Sums()), asked)


def _asked(item: Item, chosen: Mapping[str, int], doubts: int, *, options: bool = True) -> Asked:
    distractors: Sequence[str] = ()
    if options and item.type in ("single", "multiple"):
        distractors = [one.id for one in item.options if not one.correct]
    return Asked(
        scored=item.type != "reflect",
        right_or_wrong=item.type != "judgement",
        distractors=tuple(distractors),
        chosen=chosen,
        doubts=doubts,
    )


def _chosen(session: Session, course: str, item_id: str) -> Mapping[Rev, Mapping[str, int]]:
    found: defaultdict[Rev, dict[str, int]] = defaultdict(dict)
    query = select(_O.c.item, _O.c.rev, _O.c.option, _O.c.chosen).where(_O.c.course == course)
    if item_id:
        query = query.where(_O.c.item == item_id)
    for item, rev, option, number in session.execute(query):
        found[item, rev][option] = number
    return found


def _doubts(session: Session, course: str, item_id: str, *, on: dt.date) -> Counter[Rev]:
    """How many found a rev of an item unclear, until last week; its wordings together."""
    of_item = [_D.c.item == item_id] if item_id else []
    query = (
        select(_D.c.item, _D.c.item_sha256, func.count())
        .where(_D.c.course == course, _D.c.on < monday(on), *of_item)
        .group_by(_D.c.item, _D.c.item_sha256)
    )
    rows = session.execute(query).all()
    read = bodies(session, [row.item_sha256 for row in rows])
    found: Counter[Rev] = Counter()
    for item, sha256, number in rows:
        found[item, item_from(read[sha256]).rev] += number
    return found


@dataclass(frozen=True)
class Summary:
    """How many items of a course there are, need their author, and are not known yet."""

    items: int = 0
    needy: int = 0
    unknown: int = 0


def summary(found: Iterable[Health]) -> Summary:
    """Count items by whether they need their author."""
    held = list(found)
    needy = sum(bool(one.reading.verdicts) for one in held)
    unknown = sum(not one.reading.is_enough for one in held)
    return Summary(len(held), needy, unknown)
