"""Rules of an item: it can be answered, marked and learned from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from learning.content.feedback_rules import check_feedback
from learning.content.model import (
    Choice,
    CourseFile,
    Item,
    Judgement,
    Matching,
    Multiple,
    Numeric,
    Option,
    Ordering,
    Reflect,
    Single,
)
from learning.content.places import Places
from learning.content.problems import Findings, Place, hint, quoted
from learning.content.prose import LISTS, having
from learning.content.reference_rules import Library, Naming, review

_OTHERS = re.compile(
    r"(?:all|any|both|none|neither|either) (?:of )?(?:the )?"
    r"(?:above|below|others?|these|those|other options|options|answers)(?: (?:options|answers))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """An item, where it stands in its quiz, and what it may name.

    `own` are the objectives of its module, `course` its course; None where they are broken.
    """

    item: Item
    at: int
    places: Places
    own: Sequence[str] | None
    course: CourseFile | None
    library: Library
    findings: Findings

    def place(self, *path: str | int) -> Place:
        """Where a part of the item stands."""
        return self.places.at("items", self.at, *path)

    def tell(self, rule: str, message: str, *path: str | int) -> None:
        """Keep a problem with a part of the item."""
        self.findings.add(f"item.{rule}", self.place(*path), message)

    def naming(self, *path: str | int, field: str = "") -> Naming:
        """A judge of the names in a list of the item."""
        tail = (field,) if field else ()
        return Naming(self.findings, "item", lambda at: self.place(*path, at, *tail))


def check(asked: Asked) -> None:
    """All rules of one item. A retired one is kept for its id alone."""
    _ids(asked)
    if asked.item.status == "retired":
        return
    if asked.item.void is not None:
        asked.tell("void", "only a retired item is void: write 'status: retired'", "void")
    _references(asked)
    due, today = (lambda: asked.place("review", "due")), asked.library.today
    review(asked.findings, asked.item.review, due, today)
    match asked.item:
        case Single() | Multiple():
            _key(asked, asked.item)
        case Matching():
            _pairs(asked, asked.item)
        case Numeric():
            _number(asked, asked.item)
        case Judgement():
            _votes(asked, asked.item)
    _words(asked)
    check_feedback(asked.item, asked.tell)


def _lists(item: Item) -> Iterator[tuple[str, list[str]]]:
    """The lists of an item whose entries have ids."""
    for name in having(type(item), LISTS):
        yield name, [entry.id for entry in getattr(item, name)]


def _ids(asked: Asked) -> None:
    """No id twice in a list; a step and a distractor are shown together and share none."""
    steps = set[str]()
    for name, ids in _lists(asked.item):
        asked.naming(name, field="id").once(ids, "duplicate-option")
        if name == "steps":
            steps = set(ids)
        elif name == "distractors":
            for at, one in enumerate(ids):
                if one in steps:
                    both = f"{quoted(one)} is a step already: rename the distractor"
                    asked.tell("duplicate-option", both, name, at, "id")


def _references(asked: Asked) -> None:
    item, course, own = asked.item, asked.course, asked.own
    asked.naming("cases").cases(item.cases, asked.library)
    if course is None:
        return
    if all(item.objective != one.id for one in course.objectives):
        near = hint(item.objective, own or ())
        unknown = f"unknown objective {quoted(item.objective)}{near}"
        asked.tell("unknown-objective", unknown, "objective")
    elif own is not None and item.objective not in own:
        other = f"'{item.objective}' is no objective of this module{hint(item.objective, own)}"
        asked.tell("objective-elsewhere", other, "objective")
    sources = {source.id for source in course.sources}
    asked.naming("sources", field="id").known("source", (one.id for one in item.sources), sources)


def _key(asked: Asked, item: Single | Multiple) -> None:
    right = sum(option.correct for option in item.options)
    if isinstance(item, Single) and right != 1:
        asked.tell(
            "one-correct", f"{right} options are correct: mark one as correct: true", "options"
        )
    if isinstance(item, Multiple) and right == 0 and not item.none_correct:
        none = "no option is correct: mark one, or say none_correct: true"
        asked.tell("no-correct", none, "options")
    pinned = [at for at, option in enumerate(item.options) if option.pin == "last"]
    for at in pinned[1:]:
        asked.tell("pin", "another option is pinned last: keep one pin", "options", at, "pin")


def _pairs(asked: Asked, item: Matching) -> None:
    left, right = {one.id for one in item.left}, {one.id for one in item.right}
    for name in left - item.key.keys():
        asked.tell("key", f"'{name}' has no pair: add '{name}: <a right id>' to key", "key")
    for name, other in item.key.items():
        if name not in left:
            unknown = f"{quoted(name)} is not on the left{hint(name, left)}"
            place = asked.places.key("items", asked.at, "key", name)
            asked.findings.add("item.key", place, unknown)
        if other not in right:
            asked.tell(
                "key", f"{quoted(other)} is not on the right{hint(other, right)}", "key", name
            )


def _number(asked: Asked, item: Numeric) -> None:
    tolerance = item.tolerance
    if (tolerance.abs is None) == (tolerance.rel is None):
        asked.tell("tolerance", "write abs or rel, one of the two: abs: 0 is exact", "tolerance")
    for at, near in enumerate(item.near):
        low, high = near.range
        if low > high:
            turned = f"from {low:g} to {high:g} is back to front: write [{high:g}, {low:g}]"
            asked.tell("near", turned, "near", at, "range")
        elif low <= item.answer <= high:
            holds = f"the range holds the answer {item.answer:g}: leave it out of the range"
            asked.tell("near", holds, "near", at, "range")


def _votes(asked: Asked, item: Judgement) -> None:
    ids = {option.id for option in item.options}
    votes = item.panel.votes
    for name, count in votes.items():
        if name not in ids:
            unknown = f"votes for {quoted(name)}, which is no option{hint(name, ids)}"
            asked.tell("votes", unknown, "panel", "votes", name)
        if count < 0:
            asked.tell("votes", f"{count} votes: count from 0", "panel", "votes", name)
    if sum(votes.values()) != item.panel.n:
        sums = f"{sum(votes.values())} votes of a panel of {item.panel.n}: one each, count again"
        asked.tell("votes", sums, "panel", "votes")


def _words(asked: Asked) -> None:
    """Options stand alone: they are shown in any order."""
    if isinstance(asked.item, Ordering | Matching | Numeric | Reflect):
        return
    options: Sequence[Option | Choice] = asked.item.options
    for at, option in enumerate(options):
        words = " ".join(option.text.split()).strip(" .*_")
        if len(words) < 40 and _OTHERS.fullmatch(words):
            points = f"{quoted(words)} points to other options: say it in words of its own"
            asked.tell("all-of-the-above", points, "options", at, "text")
