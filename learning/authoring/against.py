"""Against: what authors wrote, held against the releases that are live, as problems with places.

Nothing is written. What cannot be compared is said and is no problem: a course that is not
published yet, or one with errors.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning.authoring import losing, moving
from learning.authoring.moving import Move, Named, Shelved
from learning.authoring.spots import Spots, message
from learning.authoring.states import Live, live_releases
from learning.content.blobs import Compiled, blob
from learning.content.building import Catalogue, Course
from learning.content.checking import Examined, built
from learning.content.compiling import outline
from learning.content.hashing import canonical, sha256
from learning.content.layout import LIBRARY, shown
from learning.content.problems import START, Notebook
from learning.releases import locking
from learning.releases.bodies import bodies
from learning.releases.locking import Breach
from learning.releases.models import Release
from learning.releases.shelf import Shelf

_FIELDS = {"release.meaning-changed": "rev", "release.rev-lower": "rev"}


@dataclass(frozen=True)
class Held:
    """What was examined, with the problems of the comparison; `notes` say what is none."""

    examined: Examined
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Published:
    """What is live, by course: the releases, their manifests, and the newest release of each."""

    session: Session
    live: Mapping[str, Live]
    bodies: Mapping[str, bytes]
    last: Mapping[str, int]
    named: Shelved

    def body(self, course: str) -> bytes:
        return self.bodies[self.live[course].manifest]


def fingerprint(session: Session) -> str:
    """The hash of what is live: the same as long as a comparison says the same."""
    live = {name: [one.version, one.manifest] for name, one in live_releases(session).items()}
    return sha256(canonical([live, _last(session)]))


def held(session: Session, examined: Examined, only: str | None) -> Held:
    """Hold a folder against what is live. With `only`, that course alone, or `cases`."""
    catalogue, notebook = built(examined), Notebook()
    there = _published(session)
    if not there.live:
        return Held(examined, ("Nothing is published yet: there is nothing to compare with.",))
    written = _written(catalogue, examined, there.named)
    names = sorted({*written, *there.live, LIBRARY} if only is None else {only})
    folder, notes = examined.gathered.tree.root, list[str]()
    for name in names:
        if name == LIBRARY:
            notes += _library(there, catalogue, folder, notebook)
        elif name in written:
            found = moving.moves(name, there.named, written)
            notes += _course(there, catalogue, name, found, notebook)
        elif name in there.live:
            _gone(there, name, moving.moves(name, there.named, written), folder, notebook)
    problems = sorted([*examined.problems, *notebook.problems()])
    return Held(replace(examined, problems=problems), tuple(notes))


def _published(session: Session) -> _Published:
    live = live_releases(session)
    read = bodies(session, [one.manifest for one in live.values()])
    named = moving.shelved(session, Shelf(seconds=60))
    return _Published(session, live, read, _last(session), named)


def _last(session: Session) -> dict[str, int]:
    query = select(Release.course, func.max(Release.version)).group_by(Release.course)
    return {row[0]: row[1] for row in session.execute(query)}


def _written(catalogue: Catalogue, examined: Examined, live: Shelved) -> dict[str, Named]:
    """The authors' courses; of one with errors nothing is taken to be gone."""
    found = {}
    for name, folder in examined.gathered.courses.items():
        course = catalogue.courses.get(name)
        modules = {one.id: one.front.title for one in course.modules} if course else {}
        if name in catalogue.broken and name in live:
            modules = {**live[name].modules, **modules}
        found[name] = Named(folder.front.title if folder.front else name, modules)
    return found


def _course(
    there: _Published, catalogue: Catalogue, name: str, moves: list[Move], notebook: Notebook
) -> Iterator[str]:
    """Hold one course against its live release; yields why it is not, where it is not."""
    course, live = catalogue.courses.get(name), there.live.get(name)
    if course is None or name in catalogue.broken:
        if live is not None:
            yield f"Course '{name}' has errors: mend them, then it is compared with what is live."
        return
    spots = Spots(course, notebook)
    for move in moves:
        _moved(move, course, spots)
    if live is None:
        yield f"Course '{name}' is not published yet: there is nothing to compare it with."
    elif course.front.status == "draft":
        yield f"Course '{name}' is a draft here: release {live.version} of it stays live."
    else:
        told = frozenset(move.old for move in moves)
        _judge(there, course, spots)
        old = losing.published(there.session, name, there.body(name), there.last[name])
        losing.tell(course, old, told, spots)


def _judge(there: _Published, course: Course, spots: Spots) -> None:
    made = outline(course)
    new, old = json.loads(made.manifest.body), json.loads(there.body(course.id))
    for breach in locking.judge(there.session, made, old, new).breaches:
        _breach(breach, spots)


def _breach(breach: Breach, spots: Spots) -> None:
    """Tell what publishing would refuse, at the place where it is mended."""
    if field := _FIELDS.get(breach.rule):
        spots.of_item(breach.rule, breach.said, breach.part, field)
    elif breach.module:
        spots.of_lost_item(breach.rule, breach.said, breach.module)
    elif breach.part:
        spots.of_course(breach.rule, breach.said)
    else:
        spots.of_course(breach.rule, breach.said, "changes")


def _moved(move: Move, course: Course, spots: Spots) -> None:
    if move.rule == "release.course-renamed":
        spots.of_course(move.rule, move.said)
    elif move.new:
        spots.of_entry(move.rule, move.said, course.front.modules.index(move.new))
    else:
        spots.of_course(move.rule, move.said, "modules")


def _gone(
    there: _Published, name: str, moves: list[Move], folder: Path, notebook: Notebook
) -> None:
    """A course that is live and not there; one that was renamed is told of its new name."""
    retired = json.loads(there.body(name))["front"]["status"] == "retired"
    if not moves and not retired:
        said = (
            f"course '{name}' was published and its folder is gone: it stays live as it is. Put it "
            "back, with 'status: retired' if nobody is to begin it"
        )
        notebook.of(shown(folder)).add("release.course-gone", START, said)


def _library(
    there: _Published, catalogue: Catalogue, folder: Path, notebook: Notebook
) -> Iterator[str]:
    """Hold the cases against the library that is live."""
    if LIBRARY not in there.live:
        if catalogue.cases:
            yield "The case library is not published yet: there is nothing to compare it with."
        return
    if LIBRARY in catalogue.broken:
        yield "The case library has errors: mend them, then it is compared with what is live."
        return
    cases = [one.id for one in catalogue.cases.values() if one.front.status != "draft"]
    manifest = {"cases": [{"id": name} for name in cases]}
    made = Compiled(LIBRARY, blob("library", manifest), ())
    judged = locking.judge(there.session, made, json.loads(there.body(LIBRARY)), manifest)
    place = folder / LIBRARY if catalogue.cases else folder
    for breach in judged.breaches:
        notebook.of(shown(place)).add(breach.rule, START, message(breach.said))
