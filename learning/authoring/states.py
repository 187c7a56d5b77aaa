"""States: of each course, which release is live and what of the authors' waits beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.authoring.drafting import Drafted
from learning.content.layout import LIBRARY
from learning.releases.models import ActiveRelease, Release
from learning.releases.shelf import Shelf

Waits = Literal["broken", "newer", "new", "gone", "draft", "same", "unknown"]
_NEED: tuple[Waits, ...] = ("broken", "newer", "new", "gone", "draft", "unknown", "same")


@dataclass(frozen=True)
class Live:
    """The release of a course that is live."""

    release_id: int
    version: int
    manifest: str
    effect: str
    at: dt.datetime
    commit: str
    dirty: bool
    held: bool


@dataclass(frozen=True)
class CourseState:
    """A course, or the library under `cases`. `title` is the authors', else the live one's."""

    id: str
    title: str
    live: Live | None
    waits: Waits
    retired: bool
    drafted: Drafted | None = None

    @property
    def is_library(self) -> bool:
        """Whether it is the case library."""
        return self.id == LIBRARY


def live_releases(session: Session) -> dict[str, Live]:
    """What is live, by course."""
    joined = select(Release, ActiveRelease.held).join(
        ActiveRelease, ActiveRelease.release_id == Release.id
    )
    return {row.course: _live(row, held) for row, held in session.execute(joined)}


def _live(row: Release, held: bool) -> Live:
    of = (row.version, row.manifest_sha256, row.effect, row.at, row.commit, row.dirty)
    return Live(row.id, *of, held)


def states(
    session: Session, shelf: Shelf, drafted: Mapping[str, Drafted] | None
) -> list[CourseState]:
    """Every course that is live or drafted, what needs somebody first, then by id.

    `drafted` is None where nothing of the authors' can be read on this machine.
    """
    live = live_releases(session)
    found = [
        _state(session, shelf, name, live.get(name), drafted)
        for name in sorted(live.keys() | (drafted or {}).keys())
    ]
    return sorted(found, key=lambda one: (_NEED.index(one.waits), not one.is_library, one.id))


def state(
    session: Session, shelf: Shelf, course: str, drafted: Mapping[str, Drafted] | None
) -> CourseState | None:
    """One course; None where it is neither live nor drafted."""
    live = live_releases(session).get(course)
    if live is None and course not in (drafted or {}):
        return None
    return _state(session, shelf, course, live, drafted)


def _state(
    session: Session,
    shelf: Shelf,
    name: str,
    live: Live | None,
    drafted: Mapping[str, Drafted] | None,
) -> CourseState:
    written = drafted.get(name) if drafted is not None else None
    title, retired = _called(session, shelf, name, live)
    if written is not None and written.title not in ("", name):
        title = written.title
    waits: Waits = "unknown" if drafted is None else _waits(live, written)
    return CourseState(name, title or name, live, waits, retired, written)


def _called(session: Session, shelf: Shelf, name: str, live: Live | None) -> tuple[str, bool]:
    if live is None or name == LIBRARY:
        return ("Case library" if name == LIBRARY else ""), False
    course = shelf.release(session, live.release_id)
    return course.front.title, not course.is_live


def _waits(live: Live | None, written: Drafted | None) -> Waits:
    if written is None:
        return "gone"
    if not written.manifest:
        return "broken"
    if live is not None and live.manifest == written.manifest:
        return "same"
    if written.status == "draft":
        return "draft"
    return "newer" if live else "new"
