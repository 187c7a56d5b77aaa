"""Awarding: what a release completes by itself, because it asks for less than the one before.

A module that was taken out of a course counts as done. Whoever had nothing else left to do would
otherwise wait for ever for a last module that is not there.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.progress.completing import complete_course, unmet
from learning.progress.models import Completion, Enrolment
from learning.releases.shapes import Course
from learning.releases.shelf import Shelf


def award(session: Session, shelf: Shelf, course: str, *, at: dt.datetime) -> int:
    """Complete a course for everybody to whom its live release leaves nothing to do.

    Somebody who has not completed a single module of it is left alone. Returns for how many.
    """
    live = shelf.course(session, course)
    rules = _shortened(session, shelf, live)
    awarded = 0
    for person_id, release_id, done in _waiting(session, course, list(rules)):
        if not unmet(rules[release_id], live.by_id, done):
            complete_course(session, live, person_id, at=at)
            awarded += 1
    return awarded


def _shortened(session: Session, shelf: Shelf, live: Course) -> dict[int, tuple[str, ...]]:
    """The completion rules that name a module the course no longer has, by their releases."""
    pinned = select(Enrolment.release_id).where(Enrolment.course == live.id).distinct()
    rules = {one: shelf.release(session, one).required for one in session.scalars(pinned).all()}
    return {one: rule for one, rule in rules.items() if not live.by_id.keys() >= set(rule)}


def _waiting(session: Session, course: str, releases: list[int]) -> list[tuple[int, int, set[str]]]:
    """Who has completed modules of a course but not the course: person, release, modules.

    The enrolments are held before anything is read of them, as where a module is completed.
    """
    theirs = (Enrolment.course == course) & Enrolment.release_id.in_(releases)
    session.execute(select(Enrolment.id).where(theirs).with_for_update())
    rows = session.execute(
        select(Enrolment.person_id, Enrolment.release_id, Completion.module)
        .join(Completion, Completion.person_id == Enrolment.person_id)
        .where(theirs, Completion.course == course)
    )
    done: dict[tuple[int, int], set[str | None]] = defaultdict(set)
    for person_id, release_id, module in rows:
        done[person_id, release_id].add(module)
    return [
        (person_id, release_id, {module for module in modules if module is not None})
        for (person_id, release_id), modules in done.items()
        if None not in modules
    ]
