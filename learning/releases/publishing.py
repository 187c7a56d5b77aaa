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
from learning.releases import indexing, locking
from learning.releases.models import ActiveRelease, BlobRow, Release, Rendering

State = Literal["published", "unchanged", "refused", "draft"]
_TURN = 7203416
"""The key of the lock that publishers share on PostgreSQL."""


@dataclass(frozen=True)
class Provenance:
    """Where the files came from: a git commit, and whether the tree held more than it."""

    commit: str = ""
    dirty: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of one course; `reasons` say why it was refused and what to do."""

    course: str
    state: State
    version: int = 0
    reasons: tuple[str, ...] = ()


def publish(
    session: Session, compiled: Compiled, provenance: Provenance, *, at: dt.datetime
) -> Outcome:
    """Publish one course (or the library) within the caller's unit and make it the active
    release.
    """
    manifest = compiled.manifest
    front = json.loads(manifest.body).get("front", {})
    if front.get("status") == "draft":
        return Outcome(compiled.course, "draft")
    _take_turn(session)
    before = _active(session, compiled.course)
    _keep_renderings(session, [*compiled.blobs, manifest])
    if before is not None and before.manifest_sha256 == manifest.sha256:
        return Outcome(compiled.course, "unchanged", before.version)
    old = _body(session, before.manifest_sha256) if before else None
    judged = locking.judge(session, compiled, old, json.loads(manifest.body))
    if judged.reasons:
        return Outcome(compiled.course, "refused", before.version if before else 0, judged.reasons)
    release = _add(session, compiled, provenance, at=at)
    release.effect = judged.effect
    _activate(session, release, at=at)
    locking.lock(session, compiled)
    session.flush()
    indexing.refresh(session, compiled.course)
    return Outcome(compiled.course, "published", release.version)


def _take_turn(session: Session) -> None:
    """One publisher at a time, until its unit ends; on SQLite writers queue anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_TURN)))


def _active(session: Session, course: str) -> Release | None:
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


def _activate(session: Session, release: Release, *, at: dt.datetime) -> None:
    active = session.get(ActiveRelease, release.course)
    if active is None:
        session.add(ActiveRelease(course=release.course, release_id=release.id, since=at))
    else:
        active.release_id, active.since = release.id, at
    session.flush()
