"""The shelf: releases and blobs as pages need them, kept in memory by their hash.

Blobs never change, so what is cached is right for ever; only which release is active is looked up
again, at most every half second. Several web machines need nothing but the database.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning import clock
from learning.content import blobs
from learning.content.model import Item
from learning.errors import NotFound
from learning.keeping import Kept
from learning.releases.models import ActiveRelease, BlobRow, Release, Rendering
from learning.releases.shapes import (
    Course,
    Library,
    Module,
    Published,
    Quiz,
    Scenario,
    course_from,
    library_from,
    module_from,
    quiz_from,
    scenario_from,
)

LIBRARY = "cases"
Made = TypeVar("Made")
_MOST = 8_000_000
"""Bytes of memory for a process: some seventy modules with their quizzes."""
_TIMES = 3
"""As Python's values it takes so many times the bytes read: measured over modules and quizzes."""


class Shelf:
    """One a process. Threads share it; every method takes the session it may read with."""

    def __init__(self, *, seconds: float) -> None:
        """`seconds`: how long an answer about what is active may be reused; 0 asks every time."""
        self._seconds = seconds
        self._asked = float("-inf")
        self._active: dict[str, Published] = {}
        self._kept: Kept[tuple[str, str], Any] = Kept(_MOST)
        self._counting = threading.local()

    def active(self, session: Session) -> Mapping[str, Published]:
        """The active release of each course, the case library under `cases`."""
        if clock.ticks() - self._asked >= self._seconds:
            joined = select(Release).join(ActiveRelease, ActiveRelease.release_id == Release.id)
            rows = session.scalars(joined.order_by(Release.course))
            self._active = {row.course: _published(row) for row in rows}
            self._asked = clock.ticks()
        return self._active

    def course(self, session: Session, course: str) -> Course:
        """The active release of a course; `NotFound` where there is none."""
        found = self.active(session).get(course)
        if found is None or course == LIBRARY:
            raise NotFound("There is no such course here. The list of courses shows what there is.")
        return self.release(session, found.release_id)

    def courses(self, session: Session) -> list[Course]:
        """Every course whose active release is live, in the order of their titles."""
        names = [name for name in self.active(session) if name != LIBRARY]
        found = (self.course(session, name) for name in names)
        return sorted((one for one in found if one.is_live), key=lambda one: one.front.title)

    def release(self, session: Session, release_id: int) -> Course:
        """A course as one release had it, whether active or not."""

        def make() -> Course:
            row = session.get(Release, release_id)
            if row is None:
                raise NotFound("There is no such release.")
            published = _published(row)
            return course_from(published, *self._read(session, published.manifest_sha256))

        return self._once("release", str(release_id), make)

    def module(self, session: Session, sha256: str) -> Module:
        """A module's text, rendered, by its hash."""
        return self._once("module", sha256, lambda: module_from(*self._read(session, sha256)))

    def scenario(self, session: Session, sha256: str) -> Scenario:
        """A scenario, rendered, by its hash."""
        return self._once("scenario", sha256, lambda: scenario_from(*self._read(session, sha256)))

    def quiz(self, session: Session, sha256: str) -> Quiz:
        """A quiz with all its items, by its hash."""

        def make() -> Quiz:
            body, _ = self._read(session, sha256)
            return quiz_from(body, lambda sha: blobs.item_from(self._read(session, sha)[0]))

        return self._once("quiz", sha256, make)

    def item(self, session: Session, sha256: str) -> Item:
        """An item as its author wrote it, by its hash."""
        return self._once("item", sha256, lambda: blobs.item_from(self._read(session, sha256)[0]))

    def pieces(self, session: Session, sha256: str) -> dict[str, Any]:
        """The rendered pieces of an item, by its hash."""
        return self._once("pieces", sha256, lambda: json.loads(self._read(session, sha256)[1]))

    def media(self, session: Session, sha256: str) -> bytes:
        """The bytes of a picture, and of nothing else; not kept, because browsers keep them."""
        body = session.scalar(
            select(BlobRow.body).where(BlobRow.sha256 == sha256, BlobRow.kind == "media")
        )
        if body is None:
            raise NotFound("There is no such picture.")
        return body

    def library(self, session: Session) -> Library:
        """The active case library; an empty one before the first is published."""
        found = self.active(session).get(LIBRARY)
        if found is None:
            return Library.empty()

        def make() -> Library:
            body, _ = self._read(session, found.manifest_sha256)
            return library_from(found, body, lambda sha: self._read(session, sha))

        return self._once("library", found.manifest_sha256, make)

    def forget(self) -> None:
        """Look up what is active at the next question."""
        self._asked = float("-inf")

    def _once(self, kind: str, key: str, make: Callable[[], Made]) -> Made:
        kept: Made | None = self._kept.get((kind, key))
        if kept is not None:
            return kept
        self._counting.read = 0
        made = make()
        self._kept.put((kind, key), made, self._counting.read * _TIMES)
        return made

    def _read(self, session: Session, sha256: str) -> tuple[bytes, str]:
        """A blob's body and its newest rendering (`{}` where it has none)."""
        row = session.execute(
            select(BlobRow.body, Rendering.html)
            .outerjoin(Rendering, Rendering.sha256 == BlobRow.sha256)
            .where(BlobRow.sha256 == sha256)
            .order_by(Rendering.renderer.desc())
            .limit(1)
        ).first()
        if row is None:
            raise NotFound("This was never published here.")
        html = row.html or "{}"
        self._counting.read = getattr(self._counting, "read", 0) + len(row.body) + len(html)
        return row.body, html


def _published(row: Release) -> Published:
    return Published(row.id, row.course, row.version, row.effect, row.manifest_sha256, row.at)
