"""Sessions: a code of their own, few at a time, over by themselves, opened again within a day."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.errors import Conflict, NotFound
from learning.scenarios import crew_sessions
from learning.scenarios.crew_sessions import LASTS, LENGTH, LETTERS, OPEN, REOPENS
from learning.scenarios.models import CrewSeat
from tests.builders import AT, Cast, cast_into
from tests.content_builders import HOSTILE
from tests.scenarios.crews import Room

LATER = AT + LASTS


@pytest.fixture
def people(session: Session) -> Cast:
    return cast_into(session)


@pytest.fixture
def room(session: Session, people: Cast) -> Room:
    return Room.of(session, people.bob)


def test_a_code_is_found_however_it_is_typed(session: Session, room: Room) -> None:
    code = room.row.code
    assert len(code) == LENGTH and set(code) <= set(LETTERS)
    for typed in (code, code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:3]}-{code[3:]}"):
        found = crew_sessions.with_code(session, typed, at=AT)
        assert found is not None and found.public_id == room.id


@pytest.mark.parametrize("typed", [*HOSTILE, "BCDFG", "BCDFGHJ", "AAAAAA"])
def test_what_is_no_code_finds_nothing(session: Session, room: Room, typed: str) -> None:
    assert crew_sessions.with_code(session, typed, at=AT) is None


@pytest.mark.parametrize("crew", HOSTILE)
def test_what_is_no_id_finds_nothing(session: Session, room: Room, crew: str) -> None:
    with pytest.raises(NotFound):
        crew_sessions.of_facilitator(session, room.facilitator, crew)


def test_codes_are_not_in_order(session: Session, people: Cast) -> None:
    codes = {Room.of(session, one).row.code for one in (people.bob, people.ada, people.olu)}
    assert len(codes) == 3


def test_a_session_of_somebody_else_is_not_found(
    session: Session, room: Room, people: Cast
) -> None:
    with pytest.raises(NotFound):
        crew_sessions.of_facilitator(session, people.alice, room.id)


def test_nobody_opens_more_than_three_at_once(session: Session, people: Cast) -> None:
    rooms = [Room.of(session, people.bob) for _ in range(OPEN)]
    with pytest.raises(Conflict, match="End one"):
        Room.of(session, people.bob)
    Room.of(session, people.ada)
    rooms[0].press("end")
    Room.of(session, people.bob)
    with pytest.raises(Conflict, match="End one"):
        rooms[0].press("reopen")


def test_a_session_is_over_hours_after_the_last_touch(session: Session, room: Room) -> None:
    assert crew_sessions.with_code(session, room.row.code, at=LATER - dt.timedelta(minutes=1))
    assert crew_sessions.with_code(session, room.row.code, at=LATER) is None
    room.at = LATER
    with pytest.raises(Conflict, match="over"):
        room.press("brief")
    assert crew_sessions.led_now(session, room.facilitator, at=LATER) == []


def test_what_nobody_ended_is_ended_with_its_seats(session: Session, room: Room) -> None:
    room.begin()
    room.choose(room.phones(1)[0], "ask")
    assert crew_sessions.sweep(session, at=LATER - dt.timedelta(minutes=1)) == 0
    assert crew_sessions.sweep(session, at=LATER) == 1
    assert crew_sessions.sweep(session, at=LATER) == 0
    assert (room.row.state, room.kept()) == ("ended", 0)
    assert session.scalars(select(CrewSeat)).all() == []


def test_a_session_that_is_over_opens_again_within_a_day_with_another_code(
    session: Session, room: Room
) -> None:
    code = room.row.code
    room.press("end")
    crew_sessions.end(session, room.row, at=AT)  # twice is once
    assert crew_sessions.with_code(session, code, at=AT) is None
    room.at = AT + REOPENS - dt.timedelta(minutes=1)
    room.press("reopen")
    assert room.row.ended_at is None and crew_sessions.with_code(session, room.row.code, at=room.at)
    with pytest.raises(Conflict, match="cannot be opened again"):
        room.press("reopen")
    room.press("end")
    room.at += REOPENS
    with pytest.raises(Conflict, match="cannot be opened again"):
        room.press("reopen")


def test_a_code_of_an_open_session_is_not_given_again(
    session: Session, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter("BBBBBB" + "BBBBBB" + "CCCCCC" + "BBBBBB")
    monkeypatch.setattr("secrets.choice", lambda _letters: next(drawn))
    first = Room.of(session, people.bob)
    assert Room.of(session, people.ada).row.code == "CCCCCC"
    first.press("end")
    assert Room.of(session, people.olu).row.code == "BBBBBB"


def test_the_sessions_that_somebody_led_come_a_page_at_a_time(
    session: Session, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew_sessions, "PAGE", 2)
    ids = [Room.of(session, people.bob).id for _ in range(3)]
    found, later = crew_sessions.led(session, people.bob)
    assert ([one.public_id for one in found], later) == (ids[:0:-1], ids[1])
    found, later = crew_sessions.led(session, people.bob, later)
    assert ([one.public_id for one in found], later) == (ids[:1], "")
    assert crew_sessions.led(session, people.alice) == ([], "")
