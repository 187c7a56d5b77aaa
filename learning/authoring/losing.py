"""Losing: what of a published course a new release would drop or turn into something else.

Publishing takes all of this: whoever publishes should know it. What publishing refuses is judged by
the locks of `releases`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from learning.authoring.spots import Spots
from learning.content.blobs import CourseBlob, QuizEntry, course_from, item_from
from learning.content.building import Course
from learning.content.hashing import meaning
from learning.content.model import Item
from learning.releases import locking
from learning.releases.bodies import bodies, entries
from learning.releases.models import PublishedItem


@dataclass(frozen=True)
class Old:
    """A course as it is published: its live manifest, the items its quizzes list, their locks.

    `last` is the newest release there is, whichever is live.
    """

    manifest: CourseBlob
    listed: Mapping[str, QuizEntry]
    locks: Mapping[str, PublishedItem]
    void: frozenset[str]
    last: int


def published(session: Session, course: str, body: bytes, last: int) -> Old:
    """The published state of a course, from the body of its live manifest."""
    manifest = course_from(body)
    listed = {one.id: one for _, one in entries(session, manifest.modules)}
    retired = [one for one in listed.values() if one.status == "retired"]
    read = bodies(session, [one.sha256 for one in retired])
    void = frozenset(one.id for one in retired if item_from(read[one.sha256]).void is not None)
    return Old(manifest, listed, locking.locks(session, course), void, last)


def tell(course: Course, old: Old, told: frozenset[str], spots: Spots) -> None:
    """Tell what is lost of a course. `told` are modules of which a better word was said."""
    for module in course.modules:
        for item in module.quiz.items if module.quiz else ():
            if item.status != "draft":
                _item(item, module.id, old, spots)
    _modules(course, old, told, spots)
    _objectives(course, old, spots)


def _item(item: Item, module: str, old: Old, spots: Spots) -> None:
    _void(item, old, spots)
    row, entry = old.locks.get(item.id), old.listed.get(item.id)
    if row is None:
        return
    if item.rev > row.rev and meaning(item) == row.meaning:
        said = (
            f"'{item.id}' means what rev {row.rev} means, which is published: set 'rev: {row.rev}',"
            " unless its numbers shall begin anew"
        )
        spots.of_item("release.rev-raised", said, item.id, "rev")
    if entry is not None and entry.type != item.type:
        said = (
            f"'{item.id}' is published as {entry.type} and is {item.type} here: retire it, and "
            "give the new item an id of its own"
        )
        spots.of_item("release.other-type", said, item.id, "type")
    if row.module != module:
        said = (
            f"'{item.id}' is published in module '{row.module}': attempts there keep it, and its "
            "numbers are told here. Give it another id if it is another item"
        )
        spots.of_item("release.item-moved", said, item.id, "id")


def _void(item: Item, old: Old, spots: Spots) -> None:
    if item.void is not None and item.void.from_release > old.last:
        said = (
            f"'{item.id}' is void from release {item.void.from_release}, and the newest is "
            f"{old.last}: name the first release in which the key was wrong"
        )
        spots.of_item("release.void-unknown", said, item.id, "void")
    if item.id in old.void and item.void is None:
        said = (
            f"'{item.id}' is published as void and is so no longer: who was credited keeps it, and "
            "nobody else is credited. Put 'void' back"
        )
        spots.of_item("release.void-gone", said, item.id, "status")


def _modules(course: Course, old: Old, told: frozenset[str], spots: Spots) -> None:
    here = set(course.front.modules)
    for one in old.manifest.modules:
        if one.id not in here | told:
            said = (
                f"module '{one.id}' was published and is gone: it counts as done for everybody. "
                "Put it back if that is not meant"
            )
            spots.of_course("release.module-gone", said, "modules")


def _objectives(course: Course, old: Old, spots: Spots) -> None:
    here = [one.id for one in course.front.objectives]
    checked = set(_live(course))
    had = {one.objective for one in old.listed.values() if one.status == "live"}
    for one in old.manifest.front.objectives:
        if one.id not in here:
            said = (
                f"objective '{one.id}' was published and is gone: its items hang on another or on "
                "none now. Put it back if only its text changed"
            )
            spots.of_course("release.objective-gone", said, "objectives")
        elif one.id in had - checked:
            said = (
                f"no live item checks '{one.id}' any more, and in what is published one does: "
                "write one, or take the objective out"
            )
            spots.of_course("release.objective-lost", said, "objectives", here.index(one.id))


def _live(course: Course) -> Iterator[str]:
    for module in course.modules:
        items = module.quiz.items if module.quiz else ()
        yield from (item.objective for item in items if item.status == "live")
