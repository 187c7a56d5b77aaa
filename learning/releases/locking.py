"""The lock of what is published: ids are never reused, and a changed meaning needs a new rev.

Also what effect a release must at least declare, as its hashes imply it (content.md, section 5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning.content.compiling import Compiled, CompiledItem
from learning.releases.models import ActiveRelease, PublishedItem, Release

EFFECTS = ("editorial", "material", "critical")


@dataclass(frozen=True)
class Breach:
    """A reason for which a release is refused: the rule of the check, and what it is about.

    `part` is the id of an item, a case or a scenario; empty where it is the course itself.
    """

    rule: str
    said: str
    part: str = ""
    module: str = ""


@dataclass(frozen=True)
class Judged:
    """The effect that is declared for a release, and what its locks refuse.

    `changed` says what of it asks for an effect that is at least material.
    """

    effect: str
    locks: tuple[Breach, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """All that is refused, with an effect that is too low for what changed."""
        return (*self.locks, *self._too_low())

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is refused. The effect comes last: what a lock refuses may go as it came."""
        return tuple(one.said for one in self.locks or self._too_low())

    @property
    def needs(self) -> str:
        """The least effect that must be declared; that one is critical only its authors know."""
        return "material" if self.changed else "editorial"

    def _too_low(self) -> tuple[Breach, ...]:
        if self.effect != "editorial" or not self.changed:
            return ()
        said = (
            f"{self.changed[0]}, so this release is at least material. Add an entry to 'changes' "
            "in course.yaml with its date, 'effect: material' and a summary."
        )
        return (Breach("release.effect-too-low", said),)


def judge(
    session: Session, compiled: Compiled, old: Mapping[str, Any] | None, new: Mapping[str, Any]
) -> Judged:
    """Hold new content against what is published; `old` and `new` are manifests."""
    locked = locks(session, compiled.course)
    breaches = (
        *_broken_locks(locked, compiled, new),
        *_lost_cases(old, new),
        *_lost_plays(old, new),
    )
    declared = _declared(old, new)
    if old is None or "front" not in new:
        return Judged(declared, breaches)
    return Judged(declared, breaches, tuple(_material(locked, compiled, old, new)))


def lock(session: Session, compiled: Compiled) -> None:
    """Remember the published state of every item that is not a draft.

    An item that is gone is retired: it was so before, or its module was taken out of the course.
    """
    locked = locks(session, compiled.course)
    here = [item for item in compiled.items if item.status != "draft"]
    for gone in locked.keys() - {item.id for item in here}:
        locked[gone].retired = True
    for item in here:
        row = locked.get(item.id) or PublishedItem(course=compiled.course, item=item.id)
        row.module, row.rev, row.meaning = item.module, item.rev, item.meaning
        row.retired = item.status == "retired"
        session.add(row)


def retired_in(
    session: Session, course: str, among: Collection[str] | None = None
) -> set[str] | None:
    """The modules of a course that hold a retired item, one of those `among` where they are given.

    None where nobody knows without reading them: somebody went back to an earlier release, and the
    lock is of the last.
    """
    last = select(func.max(Release.id)).where(Release.course == course).scalar_subquery()
    is_live = select(ActiveRelease.release_id == last).where(ActiveRelease.course == course)
    if not session.scalar(is_live):
        return None
    query = select(PublishedItem.module).distinct()
    query = query.where(PublishedItem.course == course, PublishedItem.retired.is_(True))
    if among is not None:
        query = query.where(PublishedItem.item.in_(among))
    return set(session.scalars(query))


def locks(session: Session, course: str) -> dict[str, PublishedItem]:
    """What is locked of a course, by the ids of its items."""
    rows = session.scalars(select(PublishedItem).where(PublishedItem.course == course))
    return {row.item: row for row in rows}


def _broken_locks(
    locked: Mapping[str, PublishedItem], compiled: Compiled, new: Mapping[str, Any]
) -> Iterator[Breach]:
    """An item may be gone when it was retired, or together with its module."""
    here = {item.id: item for item in compiled.items if item.status != "draft"}
    modules = {module["id"] for module in new.get("modules", ())}
    for item_id, row in locked.items():
        if item_id in here:
            yield from _broken_lock(row, here[item_id])
        elif not row.retired and row.module in modules:
            said = (
                f"Item '{item_id}' of {row.module} was published and is gone. Put it back with "
                "'status: retired': ids are never reused, and old attempts still show it."
            )
            yield Breach("release.item-gone", said, item_id, row.module)


def _broken_lock(row: PublishedItem, item: CompiledItem) -> Iterator[Breach]:
    if item.rev < row.rev:
        said = (
            f"Item '{item.id}' has rev {item.rev}, but rev {row.rev} is published. "
            f"Set 'rev: {row.rev}' if its meaning is as published, else 'rev: {row.rev + 1}'."
        )
        yield Breach("release.rev-lower", said, item.id, item.module)
    elif item.rev == row.rev and item.meaning != row.meaning:
        said = (
            f"Item '{item.id}' of {item.module} means something else than rev {row.rev}, which is "
            f"published (options, key, scoring or critical). Set 'rev: {row.rev + 1}'."
        )
        yield Breach("release.meaning-changed", said, item.id, item.module)


def _lost_cases(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> Iterator[Breach]:
    if old is None or "cases" not in old:
        return
    here = {case["id"] for case in new["cases"]}
    for case in old["cases"]:
        if case["id"] not in here:
            said = (
                f"Case '{case['id']}' was published and is gone. Keep its file with "
                "'status: retracted': pages that use it then say that it was withdrawn."
            )
            yield Breach("release.case-gone", said, case["id"])


def _lost_plays(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> Iterator[Breach]:
    """A scenario completes nothing, so that it may change in a release of any effect."""
    here = {play["id"] for play in new.get("scenarios", ())}
    for play in (old or {}).get("scenarios", ()):
        if play["id"] not in here:
            said = (
                f"Scenario '{play['id']}' was published and is gone. Keep its file with "
                "'status: retired': ids are never reused, and those who played it may look back."
            )
            yield Breach("release.scenario-gone", said, play["id"])


def _declared(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> str:
    """The gravest effect among the entries of `changes` that the published release did not have.

    An entry is known by its day and effect: mending its words does not declare it once more.
    """
    fresh = _entries(new) - _entries(old) if old else Counter()
    return max((effect for _, effect in fresh), key=EFFECTS.index, default="editorial")


def _entries(manifest: Mapping[str, Any]) -> Counter[tuple[str, str]]:
    entries = manifest.get("front", {}).get("changes", ())
    return Counter((entry["date"], entry["effect"]) for entry in entries)


def _material(
    locked: Mapping[str, PublishedItem],
    compiled: Compiled,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
) -> Iterator[str]:
    """What, of what a completion stands on, differs from the published release."""
    for item in compiled.items:
        row = locked.get(item.id)
        if item.status != "draft" and row is None:
            yield f"Item '{item.id}' is new"
        elif row is not None and item.meaning != row.meaning:
            yield f"Item '{item.id}' means something else"
        elif row is not None and row.retired != (item.status == "retired"):
            yield f"Item '{item.id}' is {'back' if row.retired else 'retired'}"
    if [m["id"] for m in old["modules"]] != [m["id"] for m in new["modules"]]:
        yield "The list of modules differs"
    for key, label in (("completion", "The completion rule"), ("validity", "The validity")):
        if old["front"].get(key) != new["front"].get(key):
            yield f"{label} differs"
