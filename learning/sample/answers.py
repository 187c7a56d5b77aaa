"""Answers: what the demo's items were answered at first attempts, as sums and nothing else.

Those who answered are nobody in the demo: they have been erased since, and the sums stayed, as
they would anywhere. So nobody invented has an answer that another could come across.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from learning.assessment import MARKER, draw, score
from learning.authoring import tallying
from learning.authoring.models import ItemTally
from learning.authoring.summing import Key, Tally, add
from learning.content.model import Item
from learning.people.models import Person
from learning.people.queries import DEMO_DOMAIN
from learning.progress.attempts import AttemptRow, Given, Open
from learning.progress.models import Doubt
from learning.releases.shapes import Course, Quiz
from learning.releases.shelf import Shelf
from learning.sample import histories

PEOPLE, LATELY = 160, 12
"""How many answered each quiz, and how many the last one, which is new."""
_DOUBTERS = 20
_NOTES = (
    "Is it asking what I do, or what the procedure says?",
    "Two of these are the same to me.",
    "I did not know which of the two forms was meant.",
    "The prompt says visit, the options talk of a call.",
)
#: what the first items with options are like, in turn; all others are good ones
_LIKE = ("easy", "wrong", "unchosen", "certain", "hard", "unclear")


def seed_answers(session: Session, shelf: Shelf, *, at: dt.datetime) -> int:
    """Sum invented first attempts at the course that the demo's people learn; returns how many.

    Where there are sums already, or no course, nothing is done.
    """
    told = histories.chosen(session, shelf)
    if told is None or session.scalar(select(ItemTally.item).limit(1)) is not None:
        return 0
    rng, tallies, taken = random.Random(20261125), dict[Key, Tally](), 0
    quizzes = list(_quizzes(session, shelf, told.course))
    like = _traits(quizzes)
    for turn, (module, sha, quiz) in enumerate(quizzes, start=1):
        people = LATELY if turn == len(quizzes) > 1 else PEOPLE
        for _ in range(people):
            row = _row(told.course, module, sha, at)
            add(tallies, _attempt(row, quiz, shelf, like, rng))
        taken += people
    tallying.keep(session, told.course.id, tallies)
    _doubt(session, told.course.id, quizzes, like, on=at.date() - dt.timedelta(days=20))
    return taken


def _quizzes(session: Session, shelf: Shelf, course: Course) -> Iterator[tuple[str, str, Quiz]]:
    for ref in course.modules:
        sha = shelf.module(session, ref.sha256).written.quiz
        if sha:
            yield ref.id, sha, shelf.quiz(session, sha)


def _traits(quizzes: Sequence[tuple[str, str, Quiz]]) -> Mapping[str, str]:
    """What some items are like: the first with three options and more."""
    items = (item for _, _, quiz in quizzes[:-1] or quizzes for item in quiz.file.items)
    singles = (item.id for item in items if item.type == "single" and len(item.options) > 2)
    return dict(zip(singles, _LIKE, strict=False))


def _row(course: Course, module: str, sha: str, at: dt.datetime) -> AttemptRow:
    release = course.release.release_id
    return AttemptRow(0, "", 0, course.id, module, release, sha, [], at, at, None, None)


def _attempt(
    row: AttemptRow, quiz: Quiz, shelf: Shelf, like: Mapping[str, str], rng: random.Random
) -> Open:
    """One person's attempt: the abler, the more is right."""
    able = rng.gauss(0, 1)
    drawn = draw(quiz.file, rng.getrandbits(32))
    row.paper = [{"item": one.item_id, "sha256": "", "shown": list(one.shown)} for one in drawn]
    given: dict[str, Given] = {}
    for one in drawn:
        item, trait = quiz.items[one.item_id], like.get(one.item_id, "")
        said = _response(item, trait, able, rng)
        worth = score(item, said)
        sure = _sure(trait, worth, rng)
        given[item.id] = Given(item.id, said, sure, worth, MARKER, row.begun_at)
    return Open(row, quiz, given, shelf)


def _response(item: Item, trait: str, able: float, rng: random.Random) -> dict[str, Any]:
    chance = 1 / (1 + math.exp(-1.3 * (able + 0.6)))
    chance = {"easy": 0.99, "hard": 0.08, "wrong": 0.75 * (1 - chance)}.get(trait, chance)
    return _given(item, rng.random() < chance, trait, rng)


def _given(item: Item, right: bool, trait: str, rng: random.Random) -> dict[str, Any]:
    """A response that is right, or wrong in a way that its type allows."""
    match item.type:
        case "single":
            keys = [one.id for one in item.options if one.correct]
            wrong = [one.id for one in item.options if not one.correct]
            wrong = wrong[:-1] if trait == "unchosen" else wrong
            return {"chosen": [rng.choice(keys if right else wrong)]}
        case "multiple":
            belong = {one.id for one in item.options if one.correct}
            slip = set() if right else {rng.choice(item.options).id}
            return {"chosen": sorted(belong ^ slip)}
        case "ordering":
            steps = [one.id for one in item.steps]
            return {"order": steps if right else rng.sample(steps, len(steps))}
        case "matching":
            sides = [one.id for one in item.right]
            slip = set() if right else {rng.choice(item.left).id}
            pairs = ((a, rng.choice(sides) if a in slip else b) for a, b in item.key.items())
            return {"pairs": dict(pairs)}
        case "numeric":
            return {"value": f"{item.answer:f}" if right else f"{item.answer * 2 + 1:f}"}
        case "judgement":
            return {"chosen": [rng.choice(item.options).id]}
        case _:
            return {"criteria": []}


def _sure(trait: str, worth: float, rng: random.Random) -> str | None:
    if rng.random() < 0.1:
        return None
    firm = 0.7 if trait == "certain" else 0.25 + 0.3 * worth
    return "certain" if rng.random() < firm else rng.choice(("guessing", "sure"))


def _doubt(
    session: Session,
    course: str,
    quizzes: Sequence[tuple[str, str, Quiz]],
    like: Mapping[str, str],
    *,
    on: dt.date,
) -> None:
    """Some invented people found one item unclear, and a few said why."""
    item = next((one for one, trait in like.items() if trait == "unclear"), "")
    sha = next((quiz.sha256[item] for _, _, quiz in quizzes if item in quiz.items), None)
    people = select(Person.id).where(Person.email.like(f"%@{DEMO_DOMAIN}"), Person.invented)
    rows = [
        {
            **{"person_id": person_id, "item_sha256": sha, "course": course, "item": item},
            **{"note": _NOTES[turn] if turn < len(_NOTES) else "", "on": on},
        }
        for turn, person_id in enumerate(session.scalars(people.limit(_DOUBTERS)).all())
    ]
    if sha is not None and rows:
        session.execute(insert(Doubt), rows)
