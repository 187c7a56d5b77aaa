"""Seats of a crew: a phone that joined, known by the token in its cookie and by nothing else.

Nothing here leads from a person to a seat: whoever asks to have it noted that they took part is
noted beside the session.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid, NotFound
from learning.scenarios import crew_sessions
from learning.scenarios.crew import Play
from learning.scenarios.models import CrewAttendance, CrewChoice, CrewSeat, CrewSession

SEATS = 60
"""Phones in a session."""
_GONE = "This phone has no seat in the session any more. Join again with the code on the screen."
_LATE = "The crew has gone on meanwhile. This is where it is now."


def join(session: Session, crew: str, token: str, *, at: dt.datetime) -> str:
    """Take a seat, and get the token to keep; a phone that has one keeps it.

    Raises `Conflict` where the session is over or full.
    """
    held = crew_sessions.named(session, crew, held=True)
    if held is None or crew_sessions.is_over(held, at=at):
        raise Conflict("This session is over. Ask for the code of the next one.")
    if seat(session, held, token) is not None:
        return token
    if crew_sessions.seats(session, held) >= SEATS:
        raise Conflict(f"All {SEATS} seats are taken. Look on together with somebody beside you.")
    fresh = secrets.token_urlsafe(24)
    session.add(CrewSeat(session_id=held.id, token_sha256=_hashed(fresh)))
    held.touched_at = at
    session.flush()
    return fresh


def seat(session: Session, crew: CrewSession, token: str) -> CrewSeat | None:
    """The seat in a session that a token gives."""
    query = _with_token(token)
    return None if query is None else session.scalar(query.where(CrewSeat.session_id == crew.id))


def sits_elsewhere(session: Session, crew: CrewSession, token: str) -> bool:
    """Whether a token gives a seat in another session: a phone may still show one that is over."""
    query = _with_token(token)
    if query is None:
        return False
    return session.scalar(query.where(CrewSeat.session_id != crew.id)) is not None


def _with_token(token: str) -> Select[CrewSeat] | None:
    """The seat of a token; None for what was never one."""
    if not token or len(token) > 100:
        return None
    return select(CrewSeat).where(CrewSeat.token_sha256 == _hashed(token))


def choose(
    session: Session, crew: str, token: str, play: Play, choice: tuple[int, str], *, at: dt.datetime
) -> None:
    """Choose a way in a round, or another one than before: until the facilitator closes it.

    Raises `Conflict` for a round that is over, `Invalid` for no such way, `NotFound` without a
    seat.
    """
    held = _shared(session, crew)
    mine = seat(session, held, token) if held else None
    if held is None or mine is None or crew_sessions.is_over(held, at=at):
        raise NotFound(_GONE)
    round_, way = choice
    if held.state != "choosing" or held.round != round_:
        raise Conflict(_LATE)
    if way not in {one.id for one in play.nodes[held.node].choices}:
        raise Invalid("Choose one of the ways, then press the button.")
    _keep(session, held, mine, way)
    session.flush()


def chosen(session: Session, crew: CrewSession, mine: CrewSeat) -> str:
    """What a seat has chosen in this round; empty for nothing yet."""
    row = session.get(CrewChoice, (crew.id, crew.round, mine.id))
    return row.choice if row else ""


def choices(session: Session, crew: CrewSession) -> int:
    """How many have chosen in this round."""
    query = select(func.count()).select_from(CrewChoice)
    query = query.where(CrewChoice.session_id == crew.id, CrewChoice.round == crew.round)
    return session.scalar(query) or 0


def attend(session: Session, crew: str, token: str, person_id: int, *, at: dt.datetime) -> None:
    """Note on a person's own record that they took part, because they ask for it. Twice is once."""
    held = crew_sessions.named(session, crew, held=True)
    if held is None or seat(session, held, token) is None or not held.attendance:
        raise NotFound(_GONE)
    if not attended(session, held, person_id):
        session.add(CrewAttendance(session_id=held.id, person_id=person_id, on=at.date()))
    session.flush()


def attended(session: Session, crew: CrewSession, person_id: int) -> bool:
    """Whether it is noted of a person that they took part."""
    return session.get(CrewAttendance, (crew.id, person_id)) is not None


def attending(session: Session, crew: CrewSession) -> int:
    """How many had it noted; who they are is for nobody else."""
    query = select(func.count()).select_from(CrewAttendance)
    return session.scalar(query.where(CrewAttendance.session_id == crew.id)) or 0


def withdraw(session: Session, crew: str, person_id: int) -> None:
    """Take it off a person's record that they took part; what is not there is not missed."""
    held = crew_sessions.named(session, crew)
    noted = session.get(CrewAttendance, (held.id, person_id)) if held else None
    if noted is not None:
        session.delete(noted)
    session.flush()


def _shared(session: Session, crew: str) -> CrewSession | None:
    """A session that does not move on while phones choose: they do not wait for each other."""
    found = crew_sessions.named(session, crew)
    if found is None:
        return None
    query = select(CrewSession).where(CrewSession.id == found.id).with_for_update(read=True)
    return session.scalar(query.execution_options(populate_existing=True))


def _keep(session: Session, crew: CrewSession, mine: CrewSeat, way: str) -> None:
    session.refresh(mine, with_for_update=True)  # one phone, two taps
    row = session.get(CrewChoice, (crew.id, crew.round, mine.id))
    if row is None:
        key = {"session_id": crew.id, "round": crew.round, "seat_id": mine.id}
        session.add(CrewChoice(**key, choice=way))
    else:
        row.choice = way


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
