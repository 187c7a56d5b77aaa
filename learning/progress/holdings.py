"""Holdings: the objectives a person has met in quizzes they passed, and when to ask again.

Read from what is there already. Nothing is written when a quiz is handed in: an objective's first
row comes with its first refresher, and until then its day follows from the last passed attempt.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from learning.assessment import Confidence, counts
from learning.assessment.scheduling import Memory, reviewed
from learning.content.model import Item
from learning.db.base import table
from learning.errors import NotFound
from learning.progress.crediting import credited
from learning.progress.models import Attempt, Refresher, Regrade, ResponseRow
from learning.releases.shapes import Course, Quiz
from learning.releases.shelf import Shelf


@dataclass(frozen=True)
class Candidate:
    """An item that could be asked, with where it is: all of the active release."""

    module: str
    quiz_sha256: str
    quiz: Quiz
    item: Item


@dataclass
class Holding:
    """An objective that a person has met, what is known of it, and the day it is due."""

    course: Course
    objective: str
    memory: Memory
    due_on: dt.date
    candidates: list[Candidate] = field(default_factory=list)


def holdings(session: Session, shelf: Shelf, person_id: int) -> list[Holding]:
    """What a person could be asked again, the longest due first.

    Objectives without an item that may be asked, and courses that are no longer live, drop out.
    """
    known = {(one.course, one.objective): one for one in _known(session, person_id)}
    found: dict[tuple[str, str], Holding] = {}
    for attempt in _passed(session, person_id):
        course = _live(session, shelf, attempt.course)
        if course is None:
            continue
        assert attempt.ended_at is not None, "it was passed"
        on = attempt.ended_at.date()
        for objective, went in _met(session, shelf, attempt.id, attempt.quiz_sha256).items():
            row = known.get((course.id, objective))
            memory, due = _since(row, went, on)
            found[course.id, objective] = Holding(course, objective, memory, due)
    for holding in found.values():
        holding.candidates += _candidates(session, shelf, holding)
    asked = [one for one in found.values() if one.candidates]
    return sorted(asked, key=lambda one: (one.due_on, one.course.id, one.objective))


def _known(session: Session, person_id: int) -> Iterable[Refresher]:
    return session.scalars(select(Refresher).where(Refresher.person_id == person_id))


def _passed(session: Session, person_id: int) -> Iterable[Attempt]:
    """The last attempt at each module that was passed, or passes by a credit."""
    of, by = table(Attempt).c, table(Regrade).c
    by_credit = select(by.id).where(by.attempt_id == of.id, by.passed_after.is_(True))
    last = (
        select(func.max(of.id))
        .where(of.person_id == person_id, or_(of.passed.is_(True), by_credit.exists()))
        .group_by(of.course, of.module)
    )
    return session.scalars(select(Attempt).where(Attempt.id.in_(last)).order_by(Attempt.id)).all()


def _live(session: Session, shelf: Shelf, name: str) -> Course | None:
    try:
        course = shelf.course(session, name)
    except NotFound:
        return None
    return course if course.is_live else None


def _met(
    session: Session, shelf: Shelf, attempt_id: int, quiz_sha256: str
) -> Mapping[str, tuple[bool, Confidence | None]]:
    """How each objective of an attempt went: by its items that count, the worst of them.

    One whose key was wrong says nothing.
    """
    rows = session.scalars(select(ResponseRow).where(ResponseRow.attempt_id == attempt_id)).all()
    void = credited(session, [attempt_id])[attempt_id]
    items = shelf.quiz(session, quiz_sha256).items
    met: dict[str, tuple[bool, Confidence | None]] = {}
    for row in rows:
        if not counts(items[row.item]) or row.item in void:
            continue
        said = Confidence(row.confidence) if row.confidence else None
        right, objective = (row.score or 0.0) >= 1, items[row.item].objective
        if objective not in met or not right:
            met[objective] = (right, said)
    return met


def _since(
    row: Refresher | None, went: tuple[bool, Confidence | None], on: dt.date
) -> tuple[Memory, dt.date]:
    """What is known of an objective after an attempt; where it was asked since, that holds."""
    if row is not None and row.reviewed_on >= on:
        return row.memory, row.due_on
    right, confidence = went
    return reviewed(row.memory if row else {}, right=right, confidence=confidence, on=on)


def _candidates(session: Session, shelf: Shelf, holding: Holding) -> Iterable[Candidate]:
    for ref in holding.course.modules:
        sha = shelf.module(session, ref.sha256).written.quiz if ref.quiz else None
        if sha is None:
            continue
        quiz = shelf.quiz(session, sha)
        for item in quiz.file.items:
            if item.objective == holding.objective and counts(item) and item.refresher.include:
                yield Candidate(ref.id, sha, quiz, item)
