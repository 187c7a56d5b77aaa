"""What the pages on items show: the items of a course, and one of them with what is said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from sqlalchemy.orm import Session

from learning.assessment.analysis import ENOUGH
from learning.authoring import advising, health
from learning.authoring.advising import Taken
from learning.authoring.health import Health, Summary
from learning.releases.shelf import Shelf
from learning.web import course_pages, items_figures, verdicts
from learning.web.item_pages import texts_of
from learning.web.pinned import pinned

PAGE = 30
_TYPES = {
    "single": "One option is right",
    "multiple": "Several options may be right",
    "ordering": "Put in order",
    "matching": "Match pairs",
    "numeric": "A number",
    "reflect": "A reflection, never scored",
    "judgement": "A judgement, scored by a panel",
}
_STATUS = {"watch": "On watch: shown, not scored", "retired": "Retired: shown to nobody"}


@dataclass(frozen=True)
class Asked:
    """Which items are looked for: a course, perhaps one module of it, after which item."""

    course: str
    module: str
    after: str


@dataclass(frozen=True)
class One:
    """An item that is looked at, and at which of the notes on it their page begins."""

    course: str
    item: str
    notes: str = ""

    @property
    def begin(self) -> int:
        """The place of the first note; what is no number is the beginning."""
        given = self.notes
        return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0


@dataclass(frozen=True)
class Row:
    """An item in the list."""

    id: str
    words: str
    module: str
    state: str
    verdict: str
    sentence: str
    strip: items_figures.Strip | None


@dataclass(frozen=True)
class Bar:
    """A part of an item as the page shows it, with how many chose it."""

    texts: Sequence[Markup]
    name: str
    right: bool
    words: str
    percent: int


def courses(session: Session, shelf: Shelf, *, on: dt.date) -> list[tuple[str, str, str]]:
    """Each course that can be learned: its id, its title, and its items in a sentence."""
    return [
        (one.id, one.front.title, _summary(health.summary(found)))
        for one in shelf.courses(session)
        for found in [health.of_course(session, shelf, one.id, on=on)]
    ]


def _summary(found: Summary) -> str:
    if not found.items:
        return "It has no items."
    well = found.items - found.needy - found.unknown
    return (
        f"{found.items} {'item' if found.items == 1 else 'items'}: {found.needy} "
        f"{'needs' if found.needy == 1 else 'need'} you, {well} "
        f"{'is' if well == 1 else 'are'} well, {found.unknown} not known yet."
    )


def of_course(session: Session, shelf: Shelf, asked: Asked, *, on: dt.date) -> dict[str, Any]:
    """A page of the items of a course."""
    course = shelf.course(session, asked.course)
    titles = {one.id: one.title for one in course.modules}
    found = health.of_course(session, shelf, asked.course, on=on, module=asked.module)
    ids = [one.item.id for one in found]
    start = ids.index(asked.after) + 1 if asked.after in ids else 0
    held = found[start : start + PAGE]
    return {
        "course": course,
        "asked": asked,
        "modules": [("", "Every module"), *titles.items()],
        "summary": _summary(health.summary(found)),
        "rows": [_row(session, shelf, one, titles) for one in held],
        "heads": items_figures.HEADS,
        "numbers": [items_figures.numbers(one.item.id, one) for one in held],
        "enough": ENOUGH,
        "first": start == 0,
        "later": held[-1].item.id if len(found) > start + PAGE else "",
    }


def of_item(session: Session, shelf: Shelf, asked: One, *, on: dt.date) -> dict[str, Any]:
    """One item: its text, its verdicts, how it was answered, and how its revs did."""
    found, versions = health.of_item(session, shelf, asked.course, asked.item, on=on)
    course, item = shelf.course(session, asked.course), found.item
    module = shelf.module(session, course.by_id[found.module].sha256)
    pieces = pinned(shelf.pieces(session, found.sha256), course, found.module, module)
    return {
        "course": course,
        "module": course.by_id[found.module],
        "item": item,
        "labels": [_TYPES[item.type], _STATUS.get(item.status, "Live"), f"rev {item.rev}"],
        "prompt": Markup(pieces["prompt"]),
        "context": Markup(pieces.get("context", "")),
        "said": advising.said(found),
        "known": found.reading.is_enough,
        "enough": ENOUGH,
        "verdict": advising.short(found),
        "strip": items_figures.strip(found),
        "sentence": items_figures.sentence(found),
        "bars": [_bar(one, item, pieces) for one in _shown(found)],
        "comment": advising.comment(found, on),
        "doubts": found.doubts,
        **_notes(session, found, asked, on),
        "heads": ("Rev", *items_figures.HEADS[1:]),
        "versions": [items_figures.numbers(f"rev {one.rev}", one) for one in versions],
    }


def _notes(session: Session, found: Health, asked: One, on: dt.date) -> dict[str, Any]:
    """A page of what readers wrote of an item."""
    if not found.doubts:
        return {"notes": [], "begin": 0, "later": 0}
    notes, later = health.notes(session, asked.course, asked.item, on=on, begin=asked.begin)
    return {"notes": notes, "begin": asked.begin, "later": later}


def _shown(found: Health) -> list[Taken]:
    """The parts with how many chose them, or, as long as nothing is told, the parts alone."""
    told = advising.taken(found)
    return told or [Taken(part, "", 0) for part in advising.parts(found.item)]


def _row(session: Session, shelf: Shelf, one: Health, titles: Mapping[str, str]) -> Row:
    pieces = shelf.pieces(session, one.sha256)
    situation = course_pages.first_sentence(verdicts.plain(pieces.get("context", "")))
    prompt = verdicts.plain(pieces["prompt"])
    state = (
        "due" if one.reading.verdicts else "complete" if one.reading.is_enough else "not-started"
    )
    return Row(
        id=one.item.id,
        words=" ".join(part for part in (situation, prompt) if part),
        module=titles[one.module] + (", on watch" if one.item.status == "watch" else ""),
        state=state,
        verdict=_capital(advising.short(one)),
        sentence=items_figures.sentence(one),
        strip=items_figures.strip(one),
    )


def _capital(words: str) -> str:
    """The words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def _bar(one: Taken, item: Any, pieces: Mapping[str, Any]) -> Bar:
    sides = pieces.get("right", {})
    texts = {**{name: text["text"] for name, text in texts_of(item, pieces).items()}}
    shown = [Markup(texts[name]) for name in one.part.ids[:1]]
    shown += [Markup(sides[name]["text"]) for name in one.part.ids[1:]]
    return Bar(shown, one.id, one.right, one.words, one.percent)
