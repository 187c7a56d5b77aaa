"""Moving: what looks like another name for the same thing, said before records are torn apart.

An id is for ever: a course or a module under a new id is a new one, and nobody has completed it.
These are guesses from names and titles, told as such.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from learning.authoring.drafting import Drafted
from learning.content.layout import LIBRARY
from learning.releases.shelf import Shelf

Modules = Mapping[str, str]
"""The titles of a course's modules by their ids."""


@dataclass(frozen=True)
class Named:
    """A course as it is called, and its modules."""

    title: str
    modules: Modules


Shelved = Mapping[str, Named]


@dataclass(frozen=True)
class Move:
    """A guess about a course, by a rule of the check.

    `old` and `new` are ids of modules, or of two courses; empty where another course has it.
    """

    rule: str
    said: str
    old: str
    new: str


def found(session: Session, shelf: Shelf, course: str, drafted: Mapping[str, Drafted]) -> list[str]:
    """What looks renamed or moved about a course between what is live and what is drafted."""
    live = shelved(session, shelf)
    written = {
        name: Named(one.title, _modules(one, live.get(name)))
        for name, one in drafted.items()
        if name != LIBRARY
    }
    return notes(course, live, written)


def shelved(session: Session, shelf: Shelf) -> Shelved:
    """Every course that has a release, as it is called in the active one."""
    active = [one for name, one in shelf.active(session).items() if name != LIBRARY]
    fronts = (shelf.release(session, one.release_id) for one in active)
    return {
        one.id: Named(one.front.title, {module.id: module.title for module in one.modules})
        for one in fronts
    }


def _modules(written: Drafted, live: Named | None) -> Modules:
    """The modules of a course; of one with errors nothing is taken to be gone."""
    held = live.modules if live and not written.manifest else {}
    return {**held, **written.modules}


def notes(course: str, live: Shelved, written: Shelved) -> list[str]:
    """What looks renamed or moved about a course, in words."""
    return [one.said for one in moves(course, live, written)]


def moves(course: str, live: Shelved, written: Shelved) -> list[Move]:
    """What looks renamed or moved about a course. `live` is published, `written` the authors'."""
    return [
        *_renamed(course, live, written),
        *_moved_here(course, live, written),
        *_moved_away(course, live, written),
        *_renamed_modules(course, live, written),
    ]


def _renamed(course: str, live: Shelved, written: Shelved) -> Iterator[Move]:
    """A new course that is like one that is gone, told of both."""
    for old in sorted(live.keys() - written.keys()):
        for new in sorted(written.keys() - live.keys()):
            if course in (old, new) and _alike(live[old], written[new]):
                said = (
                    f"The folder '{old}' is gone and '{new}' is like it: was it renamed? Ids are "
                    f"for ever. Call the folder '{old}' again to keep its records; its title in "
                    f"course.yaml may change. Else '{old}' stays live with all its records, and "
                    f"nobody has completed '{new}'."
                )
                yield Move("release.course-renamed", said, old, new)


def _alike(one: Named, other: Named) -> bool:
    shared = len(one.modules.keys() & other.modules.keys())
    return one.title == other.title or shared * 2 > max(len(one.modules), len(other.modules))


def _moved_here(course: str, live: Shelved, written: Shelved) -> Iterator[Move]:
    for module in _new(course, live, written):
        for other in sorted(live.keys() - {course}):
            if module in _gone(other, live, written) and other in written:
                said = (
                    f"Module '{module}' comes from course '{other}'. Completions and attempts stay "
                    f"with '{other}': whoever completed it there has yet to complete it here."
                )
                yield Move("release.module-moved", said, "", module)


def _moved_away(course: str, live: Shelved, written: Shelved) -> Iterator[Move]:
    for module in _gone(course, live, written):
        for other in sorted(written.keys() - {course}):
            if course in written and module in _new(other, live, written):
                said = (
                    f"Module '{module}' goes to course '{other}'. Here it counts as done for "
                    f"everybody; what they completed of it stays on their record, and '{other}' "
                    "asks for it anew."
                )
                yield Move("release.module-moved", said, module, "")


def _renamed_modules(course: str, live: Shelved, written: Shelved) -> Iterator[Move]:
    if course not in live or course not in written:
        return
    new = _new(course, live, written)
    for old in _gone(course, live, written):
        title = live[course].modules[old]
        for name in new:
            if written[course].modules[name] == title:
                said = (
                    f"Module '{old}' is gone and '{name}' has its title: was it renamed? Call the "
                    f"folder '{old}' again, or whoever completed it has '{name}' to do anew."
                )
                yield Move("release.module-renamed", said, old, name)


def _new(course: str, live: Shelved, written: Shelved) -> list[str]:
    return _without(written.get(course), live.get(course))


def _gone(course: str, live: Shelved, written: Shelved) -> list[str]:
    return _without(live.get(course), written.get(course))


def _without(these: Named | None, those: Named | None) -> list[str]:
    others: Collection[str] = those.modules if those else ()
    return [name for name in (these.modules if these else ()) if name not in others]
