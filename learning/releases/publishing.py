"""Publishing: from compiled content to a release that never changes.

Publishing the same content again changes nothing. What would corrupt a record is refused with its
reason, and the last good release stays live.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning.content.compiling import Compiled
from learning.content.markdown import RENDERER
from learning.errors import Stale
from learning.releases import indexing, locking
from learning.releases.models import Activation, ActiveRelease, BlobRow, Release, Rendering

State = Literal["published", "unchanged", "refused", "draft", "held"]
_TURN = 7203416
"""The key of the lock that publishers share on PostgreSQL."""


@dataclass(frozen=True)
class Provenance:
    """Where the files came from: a git commit, and whether the tree held more than it."""

    commit: str = ""
    dirty: bool = False


@dataclass(frozen=True)
class Order:
    """Who makes a release the live one, and how far they have looked.

    `named`: it is asked for this course and not for all there are; only so does it take the place
    of a release that somebody went back to. `seen` is the version that was live when they looked, 0
    where none was, and None where nobody did.
    """

    person_id: int | None = None
    why: str = ""
    named: bool = True
    seen: int | None = None


NOBODY = Order()


@dataclass(frozen=True)
class Outcome:
    """What became of one course; `reasons` say why it was refused and what to do."""

    course: str
    state: State
    version: int = 0
    reasons: tuple[str, ...] = ()


def publish(
    session: Session,
    compiled: Compiled,
    provenance: Provenance,
    order: Order = NOBODY,
    *,
    at: dt.datetime,
) -> Outcome:
    """Publish one course (or the library) within the caller's unit and make it the active release.

    Raises `Stale` where another release is live than the one that was seen.
    """
    manifest = compiled.manifest
    front = json.loads(manifest.body).get("front", {})
    if front.get("status") == "draft":
        return Outcome(compiled.course, "draft")
    take_turn(session)
    before = active(session, compiled.course)
    refuse_unseen(before, order)
    _keep_renderings(session, [*compiled.blobs, manifest])
    if before is not None and before.manifest_sha256 == manifest.sha256:
        return _unchanged(session, before, order)
    if before is not None and not order.named and _is_held(session, before):
        return Outcome(compiled.course, "held", before.version)
    old = _body(session, before.manifest_sha256) if before else None
    judged = locking.judge(session, compiled, old, json.loads(manifest.body))
    if judged.reasons:
        return Outcome(compiled.course, "refused", before.version if before else 0, judged.reasons)
    release = _add(session, compiled, provenance, at=at)
    release.effect = judged.effect
    activate(session, release, order, "published", at=at)
    locking.lock(session, compiled)
    session.flush()
    indexing.refresh(session, compiled.course)
    return Outcome(compiled.course, "published", release.version)


def refuse_unseen(before: Release | None, order: Order) -> None:
    """Refuse where somebody looked at another release than the one that is live."""
    live = before.version if before else 0
    if order.seen not in (None, live):
        raise Stale(
            f"Release {live} is live by now. Look at what is live, and decide again."
            if live
            else "No release is live by now. Look at the course, and decide again."
        )


def _unchanged(session: Session, before: Release, order: Order) -> Outcome:
    """The same content again: somebody who asks for this course by its name ends its hold."""
    if order.named:
        session.get_one(ActiveRelease, before.course).held = False
    return Outcome(before.course, "unchanged", before.version)


def _is_held(session: Session, before: Release) -> bool:
    return session.get_one(ActiveRelease, before.course).held


def take_turn(session: Session) -> None:
    """One publisher at a time, until its unit ends; on SQLite writers queue anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_TURN)))


def active(session: Session, course: str) -> Release | None:
    """The release of a course that is live; None where none is."""
    joined = select(Release).join(ActiveRelease, ActiveRelease.release_id == Release.id)
    return session.scalar(joined.where(ActiveRelease.course == course))


def _body(session: Session, sha256: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(session.get_one(BlobRow, sha256).body)
    return read


def _keep_renderings(session: Session, blobs: Iterable[Any]) -> None:
    """Add blobs and renderings that are not there yet. Content-addressed: never an update."""
    by_sha = {blob.sha256: blob for blob in blobs}
    known = _known(session, BlobRow.sha256, BlobRow.sha256.in_(by_sha))
    session.add_all(
        BlobRow(sha256=sha, kind=blob.kind, body=blob.body)
        for sha, blob in by_sha.items()
        if sha not in known
    )
    session.flush()
    rendered = _known(
        session, Rendering.sha256, Rendering.sha256.in_(by_sha), Rendering.renderer == RENDERER
    )
    session.add_all(
        Rendering(sha256=sha, renderer=RENDERER, html=blob.html)
        for sha, blob in by_sha.items()
        if blob.html is not None and sha not in rendered
    )
    session.flush()


def _known(session: Session, column: Any, *conditions: Any) -> set[str]:
    return set(session.scalars(select(column).where(*conditions)))


def _add(
    session: Session, compiled: Compiled, provenance: Provenance, *, at: dt.datetime
) -> Release:
    last = session.scalar(
        select(func.max(Release.version)).where(Release.course == compiled.course)
    )
    release = Release(
        course=compiled.course,
        version=(last or 0) + 1,
        commit=provenance.commit,
        dirty=provenance.dirty,
        manifest_sha256=compiled.manifest.sha256,
        effect="editorial",
        at=at,
    )
    session.add(release)
    session.flush()
    return release


def activate(
    session: Session,
    release: Release,
    order: Order,
    kind: Literal["published", "back"],
    *,
    at: dt.datetime,
) -> None:
    """Make a release the live one of its course, and note who did; one gone back to is held."""
    row = session.get(ActiveRelease, release.course)
    if row is None:
        row = ActiveRelease(course=release.course)
        session.add(row)
    row.release_id, row.since, row.held = release.id, at, kind == "back"
    session.add(
        Activation(
            course=release.course,
            release_id=release.id,
            at=at,
            kind=kind,
            person_id=order.person_id,
            why=order.why,
        )
    )
    session.flush()
