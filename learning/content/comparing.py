"""Comparing: what differs between two states of a course or of the case library, part by part.

A state is a manifest and a way to read blobs by their hash. What has the same hash in both is not
even read, so that comparing costs what changed and not what there is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from learning.content import blobs, markdown, plain, telling, text_changes
from learning.content.blobs import (
    CaseEntry,
    CourseBlob,
    LibraryBlob,
    ModuleBlob,
    ModuleEntry,
    QuizBlob,
    QuizEntry,
    ScenarioEntry,
)
from learning.content.telling import Told
from learning.content.text_changes import Change

Kind = Literal["course", "module", "item", "scenario", "case", "factors"]
State = Literal["new", "gone", "changed"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part that differs. Of a module, `items` are those of its quiz that differ.

    `meaning` is set for items alone: whether an old response would be the response to something
    else. A new or a lost item means nothing it meant before.
    """

    kind: Kind
    id: str
    title: str
    state: State
    changes: tuple[Change, ...]
    items: tuple[Part, ...] = ()
    meaning: bool = False


@dataclass(frozen=True)
class Side:
    """A state: the body of its manifest, and what gives the body of a blob by its hash."""

    manifest: bytes
    read: Callable[[str], bytes]


def compare(old: Side | None, new: Side | None) -> Iterator[Part]:
    """Every part that differs, the course's own first, then in the order of the new state."""
    manifest = json.loads((new or old or Side(b"{}", _nothing)).manifest)
    if "modules" in manifest:
        yield from _courses(old, new)
    elif "cases" in manifest:
        yield from _libraries(old, new)


def _nothing(sha256: str) -> bytes:
    raise LookupError(sha256)


# --- courses --------------------------------------------------------------------------------------


def _courses(old: Side | None, new: Side | None) -> Iterator[Part]:
    before = blobs.course_from(old.manifest) if old else None
    after = blobs.course_from(new.manifest) if new else None
    yield from _front(before, after)
    had = {one.id: one for one in before.modules} if before else {}
    has = {one.id: one for one in after.modules} if after else {}
    for name in _order(has, had):
        yield from _module(_Pair(old, new, had.get(name), has.get(name)))
    played = {one.id: one for one in before.scenarios} if before else {}
    plays = {one.id: one for one in after.scenarios} if after else {}
    for name in _order(plays, played):
        yield from _play(_Pair(old, new, played.get(name), plays.get(name)))


def _front(before: CourseBlob | None, after: CourseBlob | None) -> Iterator[Part]:
    shown = after or before
    assert shown is not None, "there is a side"
    changes = list(text_changes.told(_course(before), _course(after)))
    if changes:
        title, state = shown.front.title, _state(before, after)
        yield Part("course", shown.id, title, state, tuple(changes))


def _course(manifest: CourseBlob | None) -> Told:
    if manifest is None:
        return {}
    told = telling.course(manifest.front)
    return {**told, "Modules, in order": ", ".join(one.id for one in manifest.modules)}


@dataclass(frozen=True)
class _Pair:
    """A part as both states list it; None where one does not."""

    old_side: Side | None
    new_side: Side | None
    old: ModuleEntry | ScenarioEntry | CaseEntry | QuizEntry | None
    new: ModuleEntry | ScenarioEntry | CaseEntry | QuizEntry | None

    @property
    def same(self) -> bool:
        return bool(self.old and self.new and self.old.sha256 == self.new.sha256)

    @property
    def id(self) -> str:
        shown = self.new or self.old
        assert shown is not None, "one of the two lists it"
        return shown.id

    @property
    def state(self) -> State:
        return _state(self.old, self.new)

    def bodies(self) -> tuple[bytes | None, bytes | None]:
        old = self.old_side.read(self.old.sha256) if self.old_side and self.old else None
        new = self.new_side.read(self.new.sha256) if self.new_side and self.new else None
        return old, new


def _module(pair: _Pair) -> Iterator[Part]:
    if pair.same:
        return
    old, new = (blobs.module_from(body) if body else None for body in pair.bodies())
    shown = new or old
    assert shown is not None, "one of the two lists it"
    quizzes = _quiz(pair.old_side, old), _quiz(pair.new_side, new)
    changes = [
        *text_changes.told(telling.module(old) if old else {}, telling.module(new) if new else {}),
        *text_changes.texts(old.source if old else "", new.source if new else ""),
        *text_changes.told(*(telling.rules(quiz) if quiz else {} for quiz in quizzes)),
    ]
    items = tuple(_items(pair, *quizzes))
    yield Part("module", pair.id, shown.front.title, pair.state, tuple(changes), items)


def _quiz(side: Side | None, module: ModuleBlob | None) -> QuizBlob | None:
    if side is None or module is None or module.quiz is None:
        return None
    return blobs.quiz_from(side.read(module.quiz))


def _items(pair: _Pair, before: QuizBlob | None, after: QuizBlob | None) -> Iterator[Part]:
    had = {one.id: one for one in before.items} if before else {}
    has = {one.id: one for one in after.items} if after else {}
    for name in _order(has, had):
        both = _Pair(pair.old_side, pair.new_side, had.get(name), has.get(name))
        if not both.same:
            means = name in had and name in has and had[name].meaning != has[name].meaning
            yield _item(both, means)


def _item(pair: _Pair, means: bool) -> Part:
    old, new = (blobs.item_from(body) if body else None for body in pair.bodies())
    shown = new or old
    assert shown is not None, "one of the two lists it"
    changes = text_changes.told(telling.item(old) if old else {}, telling.item(new) if new else {})
    title = " ".join(plain.text(markdown.render(shown.prompt)).split())
    return Part("item", pair.id, title, pair.state, tuple(changes), meaning=means)


def _play(pair: _Pair) -> Iterator[Part]:
    if pair.same:
        return
    old, new = (blobs.scenario_from(body) if body else None for body in pair.bodies())
    shown = new or old
    assert shown is not None, "one of the two lists it"
    changes = text_changes.told(
        telling.scenario(old) if old else {}, telling.scenario(new) if new else {}
    )
    yield Part("scenario", pair.id, shown.front.title, pair.state, tuple(changes))


# --- the library ----------------------------------------------------------------------------------


def _libraries(old: Side | None, new: Side | None) -> Iterator[Part]:
    before = blobs.library_from(old.manifest) if old else None
    after = blobs.library_from(new.manifest) if new else None
    yield from _factors(old, new, before, after)
    had = {one.id: one for one in before.cases} if before else {}
    has = {one.id: one for one in after.cases} if after else {}
    for name in _order(has, had):
        yield from _case(_Pair(old, new, had.get(name), has.get(name)))


def _factors(
    old: Side | None, new: Side | None, before: LibraryBlob | None, after: LibraryBlob | None
) -> Iterator[Part]:
    had, has = before.factors if before else None, after.factors if after else None
    if had != has:
        was = telling.factors(blobs.factors_from(old.read(had))) if old and had else {}
        now = telling.factors(blobs.factors_from(new.read(has))) if new and has else {}
        yield Part(
            "factors", "factors", "Factors", _state(had, has), tuple(text_changes.told(was, now))
        )


def _case(pair: _Pair) -> Iterator[Part]:
    if pair.same:
        return
    old, new = (blobs.case_from(body) if body else None for body in pair.bodies())
    told = telling.case(old) if old else {}, telling.case(new) if new else {}
    texts = (old and old.source) or "", (new and new.source) or ""
    front = (new and new.front) or (old and old.front)
    changes = (*text_changes.told(*told), *text_changes.texts(*texts))
    yield Part("case", pair.id, front.title if front else pair.id, pair.state, changes)


def _order(new: Iterable[str], old: Iterable[str]) -> list[str]:
    """The new order, and then what is gone."""
    return list(dict.fromkeys([*new, *old]))


def _state(old: object, new: object) -> State:
    if old and new:
        return "changed"
    return "new" if new else "gone"


def counts(parts: Sequence[Part]) -> Mapping[str, int]:
    """How many parts differ, by what they are; items are counted among them."""
    found: dict[str, int] = {}
    for one in [*parts, *(item for part in parts for item in part.items)]:
        found[one.kind] = found.get(one.kind, 0) + 1
    return found
