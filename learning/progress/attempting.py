"""Attempts: begun on a release, saved step by step, ended once.

An attempt stays on the release it began with. One is open at a time for each module, whatever the
number of tabs and devices. There is no limit on tries.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.assessment import MARKER, Raw, draw, read, read_confidence, score
from learning.db.base import is_public_id
from learning.errors import Conflict, Invalid, NotFound
from learning.people import recounting
from learning.progress import attempts, completing
from learning.progress.attempts import Given, Open
from learning.progress.models import Attempt, Enrolment
from learning.releases.shapes import Quiz
from learning.releases.shelf import Shelf

_NOTHING: Mapping[str, Raw] = {}


def begin(
    session: Session, shelf: Shelf, person_id: int, *, course: str, module: str, at: dt.datetime
) -> str:
    """Begin an attempt, or come back to the open one; returns its public id.

    Enrols the person in the course at the first attempt. A quiz that shows no item, because all of
    them are retired, asks nothing: its attempt ends, passed, as it begins.
    """
    of = shelf.course(session, course)
    ref = of.by_id.get(module)
    quiz_sha = shelf.module(session, ref.sha256).written.quiz if ref else None
    if ref is None or quiz_sha is None:
        raise NotFound("There is no quiz here. The course page shows its modules.")
    found = _open_one(session, person_id, course, module)
    if found is not None:
        return found.public_id
    if not of.is_live:
        raise Conflict(completing.RETIRED)
    enrol(session, person_id, course=course, release_id=of.release.release_id, at=at)
    quiz = shelf.quiz(session, quiz_sha)
    attempt = _added(
        session,
        Attempt(
            person_id=person_id,
            course=course,
            module=module,
            release_id=of.release.release_id,
            quiz_sha256=quiz_sha,
            paper=_paper(quiz),
            begun_at=at,
        ),
    )
    if not attempt.paper:
        completing.end(session, opened(session, shelf, person_id, attempt.public_id), at=at)
    return attempt.public_id


def _paper(quiz: Quiz) -> list[dict[str, Any]]:
    drawn = draw(quiz.file, secrets.randbits(64))
    return [
        {"item": one.item_id, "sha256": quiz.sha256[one.item_id], "shown": list(one.shown)}
        for one in drawn
    ]


def enrol(
    session: Session, person_id: int, *, course: str, release_id: int, at: dt.datetime
) -> None:
    """Enrol once; the release whose completion rule holds stays the first."""
    query = select(Enrolment.id).where(Enrolment.person_id == person_id, Enrolment.course == course)
    if session.scalar(query) is not None:
        return
    try:
        with session.begin_nested():
            session.add(Enrolment(person_id=person_id, course=course, release_id=release_id, at=at))
        recounting.ask(session, [person_id], on=at.date())
    except IntegrityError:
        pass  # another tab was first, with the same outcome


def opened(
    session: Session, shelf: Shelf, person_id: int, public_id: str, *, hold: bool = True
) -> Open:
    """An attempt of this person; `NotFound` for anybody else's and for none.

    It is held against others who would write to it, unless it is only to be shown.
    """
    known = is_public_id(public_id)
    found = attempts.find(session, shelf, person_id, public_id, hold=hold) if known else None
    if found is None:
        raise NotFound("There is no such attempt of yours. Begin one from the module's page.")
    return found


def respond(session: Session, attempt: Open, item_id: str, raw: Raw, *, at: dt.datetime) -> Given:
    """Save the response to one item.

    Where feedback comes at once it is marked and final, and the attempt ends with its last item; a
    second response (a double click, another tab, a replayed form) changes nothing and returns the
    first. Where feedback comes at the end it may be changed until the attempt is handed in.
    """
    row = _take(attempt, item_id, raw, at=at)
    _keep(session, attempt, at=at)
    return row


def save(
    session: Session, attempt: Open, filled: Mapping[str, Raw], *, at: dt.datetime
) -> dict[str, str]:
    """Save the responses to several items; returns why each other one was refused, by item."""
    refusals = _take_all(attempt, filled, at=at)
    _keep(session, attempt, at=at)
    return refusals


def hand_in(
    session: Session, attempt: Open, filled: Mapping[str, Raw] = _NOTHING, *, at: dt.datetime
) -> dict[str, str]:
    """Save what is filled in and end an attempt whose every item then has a response.

    Where one is refused it does not end: what could be saved is, and the reasons are returned, by
    item. Handing in twice changes nothing.
    """
    if attempt.ended:
        return {}
    refusals = _take_all(attempt, filled, at=at)
    if attempt.left and not refusals:
        _keep(session, attempt, at=at)
        raise Invalid(
            f"{len(attempt.left)} of {len(attempt.order)} items still wait for an answer. "
            "What you have answered is saved."
        )
    for row in () if refusals else attempt.responses.values():
        _mark(attempt, row)
    _keep(session, attempt, at=at)
    if not refusals and not attempt.ended:
        completing.end(session, attempt, at=at)
    return refusals


def _take_all(attempt: Open, filled: Mapping[str, Raw], *, at: dt.datetime) -> dict[str, str]:
    refusals: dict[str, str] = {}
    for item_id, raw in filled.items():
        try:
            _take(attempt, item_id, raw, at=at)
        except Invalid as refusal:
            refusals[item_id] = refusal.text
    return refusals


def _take(attempt: Open, item_id: str, raw: Raw, *, at: dt.datetime) -> Given:
    """Read a response into the attempt, unless there is a final one already."""
    shown = attempt.shown(item_id)
    first = attempt.responses.get(item_id)
    if first is not None and (attempt.at_once or attempt.ended):
        return first
    if attempt.ended:
        raise Conflict("This attempt has been handed in. Begin another to answer again.")
    item = attempt.quiz.items[item_id]
    given = read(item, raw, shown)
    asks = attempt.quiz.file.confidence
    said = read_confidence("off" if item.type == "reflect" else asks, raw)
    row = Given(item_id, given, said.value if said else None, None, None, at)
    attempt.responses[item_id] = row
    attempt.changed.add(item_id)
    if attempt.at_once:
        _mark(attempt, row)
    return row


def _mark(attempt: Open, row: Given) -> None:
    """Mark a response, once: what is final is never marked again."""
    if row.marker is None:
        row.score, row.marker = score(attempt.quiz.items[row.item], row.given), MARKER
        attempt.changed.add(row.item)


def _keep(session: Session, attempt: Open, *, at: dt.datetime) -> None:
    """Write what has changed; where feedback comes at once, the last response ends the attempt."""
    last = attempt.at_once and attempt.changed and not attempt.left
    attempts.keep(session, attempt)
    if last:
        completing.end(session, attempt, at=at)


def _open_one(session: Session, person_id: int, course: str, module: str) -> Attempt | None:
    return session.scalar(
        select(Attempt).where(
            Attempt.person_id == person_id,
            Attempt.course == course,
            Attempt.module == module,
            Attempt.ended_at.is_(None),
        )
    )


def _added(session: Session, attempt: Attempt) -> Attempt:
    """Add it, or find the one that another tab began in the same moment."""
    try:
        with session.begin_nested():
            session.add(attempt)
    except IntegrityError:
        found = _open_one(session, attempt.person_id, attempt.course, attempt.module)
        if found is None:
            raise
        return found
    return attempt
