"""What the pages of absences and exemptions show: days, courses by their titles, and reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.orm import Session

from learning import dates
from learning.errors import NotFound
from learning.supervision import courses, stretches
from learning.supervision.models import Exemption, Pause
from learning.supervision.stretches import Stretch
from learning.web import shelves

Kind = TypeVar("Kind", Exemption, Pause)
PAGE = 20
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """An absence or an exemption: its head, what more there is to it, and what its link does."""

    id: str
    head: str
    more: str
    act: str


@dataclass(frozen=True)
class Rows:
    """A page of them, the newest first, and the id after which the next page begins."""

    rows: Sequence[Row]
    later: str


def away(found: Sequence[Pause], after: str, *, on: dt.date) -> Rows:
    """Absences as rows."""
    shown, later = _page(found, after)
    acts = ("Correct the return", "Note the return")
    rows = [Row(one.public_id, _days(one), _back(one, on), _act(one, acts, on)) for one in shown]
    return Rows(rows, later)


def exempt(session: Session, found: Sequence[Exemption], after: str, *, on: dt.date) -> Rows:
    """Exemptions as rows, each with its course and its reason."""
    shown, later = _page(found, after)
    rows = []
    for one in shown:
        title = courses.named(session, shelves.shelf(), one.course).title
        more = f"{_days(one)}. {one.reason}"
        act = _act(one, ("Correct the last day", "End it"), on)
        rows.append(Row(one.public_id, title, more, act))
    return Rows(rows, later)


def _page(found: Sequence[Kind], after: str) -> tuple[Sequence[Kind], str]:
    ids = [one.public_id for one in found]
    if after and after not in ids:
        raise NotFound("There is no such page. Begin with the newest.")
    begin = ids.index(after) + 1 if after else 0
    shown = found[begin : begin + PAGE]
    return shown, shown[-1].public_id if len(found) > begin + PAGE else ""


def _days(one: Stretch) -> str:
    told = stretches.told(one)
    return told[:1].upper() + told[1:]


def _back(one: Pause, on: dt.date) -> str:
    if one.until is None:
        return "The return is not known."
    said = "Back" if one.until < on else "Will be back"
    return f"{said} on {dates.in_words(one.until + _DAY)}."


def _act(one: Stretch, acts: tuple[str, str], on: dt.date) -> str:
    """What can be done with one that is over, or else with one that is not."""
    return acts[0] if stretches.is_over(one, on=on) else acts[1]
