"""Sessions of a crew: begun by a facilitator, joined by a code, over by themselves after hours.

A code is free again once its session is over. What phones chose goes with the end; counts stay.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from learning.db import Database
from learning.db.base import is_public_id, public_id
from learning.errors import Conflict, NotFound
from learning.scenarios.models import CrewChoice, CrewSeat, CrewSession

OPEN, PAGE = 3, 30
"""Sessions that one person may have open; those on a page of the record."""
LASTS, REOPENS = dt.timedelta(hours=4), dt.timedelta(days=1)
"""How long a session waits for the next touch; how long one that is over can be opened again."""
#: no vowels, so that no code is a word, and no two letters that look alike
LETTERS, LENGTH = "BCDFGHJKMNPQRTVWXZ", 6
_OVER = "This session is over. Open it again within a day, or start a new one."
_NONE = "There is no such session of yours. Your record lists those that you led."


@dataclass(frozen=True)
class Pinned:
    """What a session plays: a scenario as one release had it."""

    course: str
    scenario: str
    release_id: int
    sha256: str


def start(
    session: Session, facilitator_id: int, what: Pinned, *, attendance: bool, at: dt.datetime
) -> CrewSession:
    """Open a session with a code of its own. Raises `Conflict` for one too many of a person."""
    sweep(session, at=at)
    if len(led_now(session, facilitator_id, at=at)) >= OPEN:
        raise Conflict(f"You have {OPEN} sessions open. End one of them, then start this one.")
    made = CrewSession(
        public_id=public_id(),
        code=_free_code(session),
        facilitator_id=facilitator_id,
        course=what.course,
        scenario=what.scenario,
        release_id=what.release_id,
        scenario_sha256=what.sha256,
        state="waiting",
        round=0,
        node="",
        path=[],
        version=1,
        attendance=attendance,
        begun_at=at,
        touched_at=at,
    )
    session.add(made)
    session.flush()
    return made


def led_now(session: Session, person_id: int, *, at: dt.datetime) -> Sequence[CrewSession]:
    """The sessions that a person leads and that are not over, the newest first."""
    query = select(CrewSession).where(CrewSession.facilitator_id == person_id)
    open_ = query.where(CrewSession.ended_at.is_(None), CrewSession.touched_at > at - LASTS)
    return session.scalars(open_.order_by(CrewSession.id.desc())).all()


def led(session: Session, person_id: int, before: str = "") -> tuple[Sequence[CrewSession], str]:
    """Every session that a person led, the newest first, and what leads to earlier ones."""
    query = select(CrewSession).where(CrewSession.facilitator_id == person_id)
    if before:
        query = query.where(CrewSession.id < of_facilitator(session, person_id, before).id)
    rows = session.scalars(query.order_by(CrewSession.id.desc()).limit(PAGE + 1)).all()
    return rows[:PAGE], rows[PAGE - 1].public_id if len(rows) > PAGE else ""


def of_facilitator(
    session: Session, person_id: int, crew: str, *, held: bool = False
) -> CrewSession:
    """A session that the person leads; somebody else's is not found. `held`: to be changed."""
    found = named(session, crew, held=held)
    if found is None or found.facilitator_id != person_id:
        raise NotFound(_NONE)
    return found


def named(session: Session, crew: str, *, held: bool = False) -> CrewSession | None:
    """A session by its public id."""
    query = select(CrewSession).where(CrewSession.public_id == crew)
    if held:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(query) if is_public_id(crew) else None


def with_code(session: Session, typed: str, *, at: dt.datetime) -> CrewSession | None:
    """The session that a typed code opens now; small letters, spaces and dashes do not matter."""
    code = plain(typed)
    if len(code) != LENGTH or set(code) - set(LETTERS):
        return None
    query = select(CrewSession).where(CrewSession.code == code, CrewSession.ended_at.is_(None))
    found = session.scalar(query)
    return None if found is None or is_over(found, at=at) else found


def plain(typed: str) -> str:
    """A code as it is kept."""
    return "".join(one for one in typed[:40].upper() if one.isalnum())


def is_over(crew: CrewSession, *, at: dt.datetime) -> bool:
    """Whether a session was ended, or nobody touched it for hours."""
    return crew.ended_at is not None or crew.touched_at <= at - LASTS


def refuse_over(crew: CrewSession, *, at: dt.datetime) -> None:
    """Raise `Conflict` for a session that is over."""
    if is_over(crew, at=at):
        raise Conflict(_OVER)


def end(session: Session, crew: CrewSession, *, at: dt.datetime) -> None:
    """End a session: seats and choices go, counts and attendance stay. Twice is once."""
    session.execute(delete(CrewChoice).where(CrewChoice.session_id == crew.id))
    session.execute(delete(CrewSeat).where(CrewSeat.session_id == crew.id))
    if crew.ended_at is None:
        crew.state, crew.ended_at, crew.version = "ended", at, crew.version + 1
    session.flush()


def can_reopen(crew: CrewSession, *, at: dt.datetime) -> bool:
    """Whether a session that is over may be opened again: for a day."""
    return is_over(crew, at=at) and (crew.ended_at or crew.touched_at) > at - REOPENS


def reopen(session: Session, crew: CrewSession, state: str, *, at: dt.datetime) -> None:
    """Open a session again, with a new code: phones have to join anew."""
    if not can_reopen(crew, at=at):
        raise Conflict("It cannot be opened again. A session that is over can be for a day.")
    if crew.facilitator_id is None or len(led_now(session, crew.facilitator_id, at=at)) >= OPEN:
        raise Conflict(f"You have {OPEN} sessions open. End one of them first.")
    end(session, crew, at=at)
    crew.code, crew.ended_at, crew.touched_at = _free_code(session), None, at
    crew.state, crew.version = state, crew.version + 1
    session.flush()


def sweep(session: Session, *, at: dt.datetime) -> int:
    """End what nobody touched for hours; returns how many sessions that were."""
    query = select(CrewSession).where(CrewSession.ended_at.is_(None))
    old = query.where(CrewSession.touched_at <= at - LASTS).with_for_update(skip_locked=True)
    found = session.scalars(old).all()
    for crew in found:
        end(session, crew, at=at)
    return len(found)


def clear(database: Database, at: dt.datetime) -> int:
    """A worker's chore: `sweep`, in a unit of its own that is opened only where it must be."""
    old = select(CrewSession.id).where(CrewSession.ended_at.is_(None))
    with database.reading() as session:
        found = session.scalar(old.where(CrewSession.touched_at <= at - LASTS).limit(1))
    if found is None:
        return 0
    with database.writing() as session:
        return sweep(session, at=at)


def seats(session: Session, crew: CrewSession) -> int:
    """How many phones have joined."""
    query = select(func.count()).select_from(CrewSeat).where(CrewSeat.session_id == crew.id)
    return session.scalar(query) or 0


def _free_code(session: Session) -> str:
    """A random code that no open session has: there are 34 million."""
    query = select(CrewSession.code).where(CrewSession.ended_at.is_(None))
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if session.scalar(query.where(CrewSession.code == code)) is None:
            return code
