"""Courses as authors would write them, compiled and published without a file on disk.

For tests of what comes after the check. Only what a test is about is said in the test: a module has
one item, `door`, unless it is given others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from sqlalchemy.orm import Session

from learning.assessment import Raw
from learning.content.building import Case, Catalogue, Course, Module
from learning.content.compiling import Compiled, compile_course, compile_library
from learning.content.markdown import parse
from learning.content.model import Item, QuizFile
from learning.db import Database
from learning.releases.publishing import Outcome, Provenance, publish
from tests.builders import AT
from tests.content.written import (
    OWN,
    case_front,
    course_file,
    factors_file,
    item_values,
    module_front,
)

KINDS = tuple(OWN)
Written = Mapping[str, Any]
#: What people may put where an id belongs. None of it may ever be more than not found.
HOSTILE = [
    "",
    "\0",
    "a\0b",
    "x" * 5_000,
    "../../etc/passwd",
    "' OR '1'='1",
    "1; DROP TABLE attempt; --",
    "\u202eegap",
    "\U0001f600" * 40,
    "\ud800",
    "%00",
    "ü" * 16,
]


def item(kind: str = "single", item_id: str = "door", **changed: Any) -> dict[str, Any]:
    """An item as its author writes it; for a `single` the key is `both` and `name` is wrong."""
    return deepcopy(item_values(kind, id=item_id, **changed))


def every_kind(**changed: Any) -> list[dict[str, Any]]:
    """One item of each type, each with its type as its id."""
    return [item(kind, kind, **changed) for kind in KINDS]


def module(
    module_id: str = "identity",
    items: Sequence[Written] | None = None,
    rules: Written | None = None,
    *,
    text: str = "## The door\n\nKnock, and ask.",
    **front: Any,
) -> Module:
    """A module; `items=()` makes one without a quiz, `rules` are those of its quiz."""
    own = [item(item_id=f"{module_id}-door")] if items is None else items
    quiz = None
    if own:
        whole = {"pass": {"percent": 80}, **(rules or {}), "items": list(own)}
        quiz = QuizFile.model_validate(whole)
    made = module_front(**{"title": f"On {module_id}", "cases": [], **front})
    document = parse(text, 1)
    return Module(module_id, f"crew/{module_id}/module.md", made, document, quiz, {}, {})


def course(*modules: Module, course_id: str = "crew", **file: Any) -> Course:
    """A live course of these modules, or of the module `identity`."""
    held = modules or (module(),)
    front = course_file(**{"modules": [one.id for one in held], **file})
    return Course(course_id, f"{course_id}/course.yaml", front, held)


def compiled(*modules: Module, **file: Any) -> Compiled:
    """A course, compiled."""
    return compile_course(course(*modules, **file))


def changes(*effects: str, first: int = 1) -> list[dict[str, Any]]:
    """Entries of `changes`, a day apart."""
    days = enumerate(effects, start=first)
    return [
        {"date": f"2027-02-{day:02}", "effect": effect, "summary": f"Change {day}."}
        for day, effect in days
    ]


def case(case_id: str = "cp-02-wrong-door", text: str = "", **front: Any) -> Case:
    """A live case of child protection that `fam.fear` hindered and the worker caught."""
    told = text or "## What happened\n\nShe knocked at the wrong door."
    made = case_front(**{"title": f"Case {case_id}", **front})
    return Case(case_id, f"cases/{case_id}.md", made, parse(told, 1))


def library(*cases: Case) -> Compiled:
    """A case library, compiled."""
    return compile_library(
        Catalogue({}, {one.id: one for one in cases}, factors_file(), frozenset())
    )


def put(
    session: Session, *made: Compiled, at: dt.datetime = AT, commit: str = "", dirty: bool = False
) -> list[Outcome]:
    """Publish what is given; whatever is not taken fails the test."""
    outcomes = [publish(session, one, Provenance(commit, dirty), at=at) for one in made]
    assert all(one.state in ("published", "unchanged") for one in outcomes), outcomes
    return outcomes


def put_into(database: Database, *made: Compiled) -> None:
    """Publish what is given in a unit of its own."""
    with database.writing() as session:
        put(session, *made)


def rightly(one: Item) -> Raw:
    """The form of a right response; of a reflection, one with its first criterion ticked."""
    match one.type:
        case "single" | "multiple":
            return {"choice": [option.id for option in one.options if option.correct]}
        case "ordering":
            return {f"place-{step.id}": [str(n)] for n, step in enumerate(one.steps, start=1)}
        case "matching":
            return {f"pair-{left}": [right] for left, right in one.key.items()}
        case "numeric":
            return {"value": [f"{one.answer:f}"]}
        case "reflect":
            return {"criterion": [one.criteria[0].id]}
        case _:
            return {"choice": [max(one.panel.votes, key=lambda name: one.panel.votes[name])]}


def wrongly(one: Item) -> Raw:
    """The form of a response that is not right; of a reflection, one with nothing ticked."""
    match one.type:
        case "single" | "multiple":
            first = sorted(one.options, key=lambda option: option.correct)[0]
            return {"choice": [first.id]}  # where all are right, one alone is not enough
        case "ordering":
            return _places([step.id for step in reversed(one.steps)])
        case "matching":
            sides = [side.id for side in one.right]
            return {f"pair-{left}": [_other(right, sides)] for left, right in one.key.items()}
        case "numeric":
            return {"value": ["987654"]}
        case "reflect":
            return {}
        case _:
            return {"choice": [min(one.panel.votes, key=lambda name: one.panel.votes[name])]}


def _places(ids: Iterable[str]) -> Raw:
    return {f"place-{one}": [str(place)] for place, one in enumerate(ids, start=1)}


def _other(right: str, sides: Iterable[str]) -> str:
    return next(side for side in sides if side != right)
