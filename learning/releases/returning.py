"""Going back: an earlier release is made the live one again, and held until somebody publishes.

No record changes: completions name the release they were made on, attempts stay pinned to theirs,
and what is locked of published items stays locked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid, NotFound
from learning.releases import indexing
from learning.releases.models import Activation, ActiveRelease, Release
from learning.releases.publishing import Order, activate, active, refuse_unseen, take_turn

LONGEST, PAGE = 300, 30


@dataclass(frozen=True)
class Listed:
    """A release in the list of its course."""

    version: int
    effect: str
    at: dt.datetime
    commit: str
    dirty: bool
    live: bool
    held: bool


@dataclass(frozen=True)
class Made:
    """One time that a release was made the live one; `id` orders them and is shown to nobody."""

    id: int
    course: str
    version: int
    kind: str
    at: dt.datetime
    person_id: int | None
    why: str


def go_back(
    session: Session, course: str, version: int, order: Order, *, at: dt.datetime
) -> Release:
    """Make an earlier release of a course live again within the caller's unit.

    Raises `NotFound`, `Conflict` where it is live already, `Stale` where another release is live
    than the one seen, and `Invalid` without a reason.
    """
    why = " ".join(order.why.split())
    if not why:
        raise Invalid("Say why you go back, in a few words: others read it in the history.")
    if len(why) > LONGEST:
        raise Invalid(f"Use at most {LONGEST} characters. You have {len(why)}.")
    take_turn(session)
    found, before = find(session, course, version), active(session, course)
    refuse_unseen(before, order)
    if before is None or before.version <= version:
        raise Conflict(f"Release {version} is not an earlier one. Choose one before the live one.")
    activate(session, found, Order(order.person_id, why), "back", at=at)
    indexing.refresh(session, course)
    return found


def find(session: Session, course: str, version: int) -> Release:
    """A release by its number; `NotFound` where there is none."""
    query = select(Release).where(Release.course == course, Release.version == version)
    found = session.scalar(query) if 0 < version < 1_000_000_000 else None
    if found is None:
        raise NotFound("There is no such release. The list of releases shows which there are.")
    return found


def releases(
    session: Session, course: str, before: int | None = None, most: int = PAGE
) -> tuple[list[Listed], int | None]:
    """The releases of a course, the latest first, and the last of them where more follow."""
    query = (
        select(Release, ActiveRelease)
        .outerjoin(ActiveRelease, ActiveRelease.release_id == Release.id)
        .where(Release.course == course)
        .order_by(Release.version.desc())
    )
    if before is not None:
        query = query.where(Release.version < before)
    rows = session.execute(query.limit(most + 1)).all()
    found = [_listed(release, live) for release, live in rows[:most]]
    return found, found[-1].version if len(rows) > most else None


def _listed(release: Release, live: ActiveRelease | None) -> Listed:
    return Listed(
        release.version,
        release.effect,
        release.at,
        release.commit,
        release.dirty,
        live is not None,
        bool(live and live.held),
    )


def activations(
    session: Session, course: str = "", before: int | None = None, most: int = PAGE
) -> tuple[Sequence[Made], int | None]:
    """Who made which release live, the latest first, of one course or of all."""
    query = (
        select(Activation, Release.version)
        .join(Release, Release.id == Activation.release_id)
        .order_by(Activation.id.desc())
    )
    if course:
        query = query.where(Activation.course == course)
    if before is not None:
        query = query.where(Activation.id < before)
    rows = session.execute(query.limit(most + 1)).all()
    found = [
        Made(one.id, one.course, version, one.kind, one.at, one.person_id, one.why)
        for one, version in rows[:most]
    ]
    return found, found[-1].id if len(rows) > most else None
