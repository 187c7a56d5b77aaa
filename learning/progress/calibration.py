"""Calibration: how sure somebody said they were, beside how often they were right.

For the person alone. Counted by the database, so that years of responses cost one read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, bindparam, case, cast, extract, func, select
from sqlalchemy.orm import Session, aliased

from learning.assessment import Confidence
from learning.db.base import table
from learning.progress.models import Attempt, Regrade, ResponseRow

ENOUGH = 10
"""Responses of one word before a share is more than chance."""


@dataclass(frozen=True)
class Count:
    """How many responses were given with a word, and how many of them were right in full."""

    of: int = 0
    right: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.of + other.of, self.right + other.right)


@dataclass(frozen=True)
class Month:
    """The counts of one month, by the word."""

    year: int
    month: int
    words: dict[Confidence, Count]


@dataclass(frozen=True)
class Calibration:
    """The counts in all, by the word, and month by month, the latest first."""

    words: dict[Confidence, Count]
    months: Sequence[Month]


_A, _R, _G = table(Attempt), table(ResponseRow), table(Regrade)
_EARLIER = aliased(_A)
_YEAR, _MONTH = (cast(extract(part, _R.c.saved_at), Integer) for part in ("year", "month"))
_RIGHT = func.sum(case((_R.c.score >= 1, 1), else_=0))
#: of an item whose key was wrong, nobody can say who was right
_CREDITED = select(_G.c.id).where(_G.c.attempt_id == _R.c.attempt_id, _G.c.item == _R.c.item)
_ALL = (
    select(_YEAR, _MONTH, _R.c.confidence, func.count(), _RIGHT)
    .join_from(_A, _R, _R.c.attempt_id == _A.c.id)
    .where(_A.c.person_id == bindparam("person"), _A.c.ended_at.is_not(None))
    .where(_R.c.confidence.is_not(None), _R.c.score.is_not(None), ~_CREDITED.exists())
    .group_by(_YEAR, _MONTH, _R.c.confidence)
)
_FIRST = _ALL.where(
    ~select(_EARLIER.c.id)
    .where(
        _EARLIER.c.person_id == _A.c.person_id,
        _EARLIER.c.course == _A.c.course,
        _EARLIER.c.module == _A.c.module,
        _EARLIER.c.id < _A.c.id,
    )
    .exists()
)


def calibration(session: Session, person_id: int, *, first: bool) -> Calibration:
    """Count a person's responses; with `first`, only those of the first attempt at each module.

    Months are the database's: a response in the night between two may count for either.
    """
    months: dict[tuple[int, int], dict[Confidence, Count]] = {}
    rows = session.execute(_FIRST if first else _ALL, {"person": person_id})
    for year, month, word, of, right in rows:
        months.setdefault((year, month), {})[Confidence(word)] = Count(of, int(right))
    words = {
        word: sum((one.get(word, Count()) for one in months.values()), Count())
        for word in Confidence
    }
    latest = sorted(months, reverse=True)
    return Calibration(words, [Month(*when, months[when]) for when in latest])
