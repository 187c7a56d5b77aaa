"""Paging by a key: what comes right after, or right before, one that was seen.

However long a list is, a page of it costs the same; and what is added meanwhile shifts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import InstrumentedAttribute, Session

PAGE = 50
Row = TypeVar("Row")
Key = InstrumentedAttribute[str] | ColumnElement[str]


@dataclass(frozen=True)
class Spot:
    """Where a page begins: right after a key, or ends: right before one; neither: at the start."""

    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """A page of rows, and what to ask for its neighbours with; empty where there is none."""

    rows: Sequence[Row]
    #: the key before which the page before ends
    earlier: str = ""
    #: the key after which the page after begins
    later: str = ""


def sliced(
    session: Session, query: Select[*tuple[Any, ...]], key: Key, spot: Spot, *, most: int = PAGE
) -> Slice[Any]:
    """A page of a query in the order of a text that no two of its rows share."""
    keyed, back = query.add_columns(key.label("page_key")), bool(spot.before)
    if back:
        keyed = keyed.where(key < spot.before).order_by(key.desc())
    else:
        keyed = keyed.where(key > spot.after).order_by(key)
    found = list(session.execute(keyed.limit(most + 1)))
    more, rows = len(found) > most, found[:most]
    if back:
        rows.reverse()
    first, last = (rows[0].page_key, rows[-1].page_key) if rows else ("", "")
    earlier = more if back else bool(spot.after)
    return Slice(rows, first if earlier else "", last if more or back else "")


def cut(keys: Sequence[str], spot: Spot, *, most: int = PAGE) -> Slice[str]:
    """A page of keys that are in order already; from the start where the spot is not among them."""
    if spot.before in keys:
        end = keys.index(spot.before)
        start = max(end - most, 0)
    else:
        start = keys.index(spot.after) + 1 if spot.after in keys else 0
        end = start + most
    rows = keys[start:end]
    earlier, later = start > 0, end < len(keys)
    return Slice(rows, rows[0] if rows and earlier else "", rows[-1] if rows and later else "")
