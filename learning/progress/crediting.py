"""Crediting: an item whose key was wrong is worth full credit to everybody who met it.

An author says so of a retired item (`void`). The attempt stays as it was, byte for byte; what it is
worth now stands beside it, in rows that are only added. A score never falls and no pass is lost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from learning.assessment import Confidence, Outcome, Scored, counts, outcome
from learning.content.model import Void
from learning.db.base import table
from learning.progress.attempts import Open
from learning.progress.models import Regrade
from learning.releases import locking
from learning.releases.shelf import Shelf

_G = table(Regrade)
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Voids:
    """The void items of a course as its active release has them, by their ids."""

    release_id: int
    items: Mapping[str, Void]


@dataclass(frozen=True)
class Credit:
    """What one void item does to an attempt."""

    item: str
    reason: str
    before: Outcome
    after: Outcome


def scored(attempt: Open, credited: Collection[str] = _NOTHING) -> list[Scored]:
    """The items of the attempt that count, with what they scored; in full, where credited."""
    rows = [(attempt.quiz.items[item], attempt.responses.get(item)) for item in attempt.order]
    return [
        Scored(
            item_id=item.id,
            score=1.0 if item.id in credited else (row.score or 0.0) if row else 0.0,
            critical=item.critical,
            confidence=Confidence(row.confidence) if row and row.confidence else None,
        )
        for item, row in rows
        if counts(item)
    ]


def voids(
    session: Session, shelf: Shelf, course: str, among: Collection[str] | None = None
) -> Voids:
    """Which items of a course are void, at least of those `among` which it is asked.

    Only modules with a retired item are read: of a thousand hardly any has one.
    """
    found = shelf.course(session, course)
    where = locking.retired_in(session, course, among)
    asked = (one for one in found.modules if one.quiz and (where is None or one.id in where))
    quizzes = (shelf.module(session, one.sha256).written.quiz for one in asked)
    items = (item for sha in quizzes if sha for item in shelf.quiz(session, sha).file.items)
    held = {item.id: item.void for item in items if item.void is not None}
    return Voids(found.release.release_id, held)


def credits(session: Session, attempt: Open, void: Voids, already: Collection[str]) -> list[Credit]:
    """What an ended attempt is still to be credited with, item by item.

    An item that was right by the wrong key is credited too: its score stays, and whoever gave the
    response learns that the key was wrong.
    """
    version = attempt.shelf.release(session, attempt.row.release_id).release.version
    credited, found = set(already), []
    for item in sorted(attempt.order):
        is_void = item in void.items and void.items[item].from_release <= version
        if not is_void or item in credited or not counts(attempt.quiz.items[item]):
            continue
        before = outcome(attempt.quiz.file, scored(attempt, credited))
        credited.add(item)
        after = outcome(attempt.quiz.file, scored(attempt, credited))
        found.append(Credit(item, void.items[item].reason, before, after))
    return found


def at_end(session: Session, attempt: Open, *, at: dt.datetime) -> bool:
    """Credit an attempt as it ends, where a newer release says that an item of it is void.

    Returns whether it passes by that. An attempt on the active release has no void item in it.
    """
    active = attempt.shelf.active(session).get(attempt.row.course)
    if active is None or active.release_id == attempt.row.release_id:
        return False
    void = voids(session, attempt.shelf, attempt.row.course, attempt.order)
    found = credits(session, attempt, void, ()) if void.items else []
    keep(session, rows(attempt.row.id, void, found, at=at))
    return any(one.after.passed for one in found)


def rows(
    attempt_id: int, void: Voids, found: Iterable[Credit], *, at: dt.datetime
) -> list[dict[str, Any]]:
    """Credits as rows."""
    return [
        {
            "attempt_id": attempt_id,
            "item": one.item,
            "release_id": void.release_id,
            "reason": one.reason,
            "score_before": one.before.score,
            "score_after": one.after.score,
            "passed_before": one.before.passed,
            "passed_after": one.after.passed,
            "at": at,
        }
        for one in found
    ]


def keep(session: Session, made: Sequence[Mapping[str, Any]]) -> None:
    """Add rows of credits."""
    if made:
        session.execute(insert(_G), made)


def credited(session: Session, attempts: Collection[int]) -> dict[int, dict[str, str]]:
    """The items that attempts are credited with, each with the reason."""
    found: dict[int, dict[str, str]] = {one: {} for one in attempts}
    query = select(_G.c.attempt_id, _G.c.item, _G.c.reason).where(_G.c.attempt_id.in_(attempts))
    for attempt_id, item, reason in session.execute(query.order_by(_G.c.id)):
        found[attempt_id][item] = reason
    return found
