"""Tracing what is published: the threads of each active release, read in bulk and kept by hash.

A release never changes, so its threads do not either. Reading a large course item by item would
take thousands of queries and push what learners read out of memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from learning.content import blobs
from learning.content.blobs import ModuleEntry, QuizBlob
from learning.content.tracing import (
    CourseThread,
    ModuleThread,
    ScenarioThread,
    Trace,
    module_thread,
)
from learning.keeping import Kept
from learning.releases.bodies import AT_ONCE, bodies, parts
from learning.releases.shelf import LIBRARY, Shelf

_MOST = 8_000_000
"""Bytes of memory for a process, by the weight of the blobs that were read."""


class Threads:
    """One a process. Threads of what is active, kept while they fit."""

    def __init__(self) -> None:
        self._kept: Kept[str, CourseThread] = Kept(_MOST)

    def trace(self, session: Session, shelf: Shelf) -> Trace:
        """Every course with an active release, and the library they share."""
        active = shelf.active(session)
        library = shelf.library(session)
        fronts = {name: case.front for name, case in library.cases.items()}
        return Trace(
            tuple(
                self._course(session, name, active[name].manifest_sha256)
                for name in sorted(active)
                if name != LIBRARY
            ),
            {name: front for name, front in fronts.items() if front is not None},
            library.factors,
        )

    def _course(self, session: Session, course: str, sha256: str) -> CourseThread:
        found = self._kept.get(sha256)
        if found is None:
            reading = _Reading(session)
            found = reading.course(course, sha256)
            self._kept.put(sha256, found, reading.weight)
        return found


class _Reading:
    """One reading of a release; `weight` counts the bytes of what is kept of it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.weight = 0

    def course(self, course: str, sha256: str) -> CourseThread:
        """All modules of a release with all their items."""
        manifest = blobs.course_from(self._bodies([sha256])[sha256])
        modules = tuple(
            thread
            for some in parts(manifest.modules, AT_ONCE // 8)
            for thread in self._modules(some)
        )
        shas = [one.sha256 for one in manifest.scenarios if one.status != "retired"]
        bodies = self._bodies(shas)
        plays = [blobs.scenario_from(bodies[sha]) for sha in shas]
        threads = tuple(ScenarioThread.of(play.id, play.front) for play in plays)
        return CourseThread(course, manifest.front, modules, threads)

    def _modules(self, entries: Sequence[ModuleEntry]) -> Iterator[ModuleThread]:
        bodies = self._bodies([one.sha256 for one in entries])
        written = {one.id: blobs.module_from(bodies[one.sha256]) for one in entries}
        quizzes = self._quizzes([one.quiz for one in written.values() if one.quiz])
        shas = [entry.sha256 for quiz in quizzes.values() for entry in quiz.items]
        items = {sha: blobs.item_from(body) for sha, body in self._bodies(shas).items()}
        for entry in entries:
            module = written[entry.id]
            quiz = quizzes[module.quiz].items if module.quiz else ()
            own = [items[one.sha256] for one in quiz]
            yield module_thread(entry.id, module.front, entry.cases, own)

    def _quizzes(self, shas: Sequence[str]) -> dict[str, QuizBlob]:
        return {sha: blobs.quiz_from(body) for sha, body in self._bodies(shas).items()}

    def _bodies(self, shas: Sequence[str]) -> Mapping[str, bytes]:
        found = bodies(self._session, shas)
        self.weight += sum(map(len, found.values()))
        return found
