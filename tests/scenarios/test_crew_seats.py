"""Seats: a phone is known by its token alone, and chooses until the round is closed."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.db import Database
from learning.db.base import UTCDateTime, table
from learning.errors import Conflict, Invalid, NotFound
from learning.scenarios import crew_seats, crew_sessions
from learning.scenarios.crew_sessions import LASTS
from learning.scenarios.models import CrewAttendance, CrewChoice, CrewSeat
from tests.builders import AT, Cast, cast_into
from tests.content_builders import HOSTILE
from tests.scenarios.crews import PLAY, Room


@pytest.fixture
def people(session: Session) -> Cast:
    return cast_into(session)


@pytest.fixture
def room(session: Session, people: Cast) -> Room:
    return Room.of(session, people.bob)


def test_a_phone_that_joins_twice_has_one_seat(session: Session, room: Room) -> None:
    token = crew_seats.join(session, room.id, "", at=AT)
    assert crew_seats.join(session, room.id, token, at=AT) == token
    assert crew_sessions.seats(session, room.row) == 1
    assert token not in str(session.scalars(select(CrewSeat.token_sha256)).all())


def test_a_token_of_another_session_is_no_seat_here(
    session: Session, room: Room, people: Cast
) -> None:
    elsewhere = Room.of(session, people.ada).phones(1)[0]
    assert crew_seats.seat(session, room.row, elsewhere) is None
    assert crew_seats.join(session, room.id, elsewhere, at=AT) != elsewhere


@pytest.mark.parametrize("token", HOSTILE)
def test_what_is_no_token_is_no_seat(session: Session, room: Room, token: str) -> None:
    room.begin()
    assert crew_seats.seat(session, room.row, token) is None
    with pytest.raises(NotFound):
        room.choose(token, "ask")


def test_a_session_has_an_end_of_seats(
    session: Session, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew_seats, "SEATS", 2)
    tokens = room.phones(2)
    with pytest.raises(Conflict, match="seats are taken"):
        room.phones(1)
    assert crew_seats.join(session, room.id, tokens[0], at=AT) == tokens[0]


@pytest.mark.parametrize("crew", HOSTILE)
def test_nobody_joins_what_is_not_there(session: Session, crew: str) -> None:
    with pytest.raises(Conflict):
        crew_seats.join(session, crew, "", at=AT)
    with pytest.raises(NotFound):
        crew_seats.choose(session, crew, "token", PLAY, (1, "ask"), at=AT)


def test_nobody_joins_a_session_that_is_over(session: Session, room: Room) -> None:
    with pytest.raises(Conflict, match="over"):
        crew_seats.join(session, room.id, "", at=AT + LASTS)


def test_one_may_choose_otherwise_until_it_is_closed(session: Session, room: Room) -> None:
    [token] = room.phones(1)
    room.begin()
    mine = crew_seats.seat(session, room.row, token)
    assert mine is not None and crew_seats.chosen(session, room.row, mine) == ""
    room.choose(token, "ask")
    room.choose(token, "ask")
    room.choose(token, "go")
    assert crew_seats.chosen(session, room.row, mine) == "go"
    assert crew_seats.choices(session, room.row) == 1
    room.press("close")
    with pytest.raises(Conflict, match="gone on"):
        room.choose(token, "ask")


def test_what_was_meant_for_an_earlier_round_is_not_taken_for_this_one(room: Room) -> None:
    [token] = room.phones(1)
    room.begin()
    before = room.row.round
    room.press("close")
    room.press("take", "go")
    room.press("on")
    with pytest.raises(Conflict):
        room.choose(token, "go", round_=before)
    with pytest.raises(Invalid):
        room.choose(token, "ask")
    room.choose(token, "stop")


def test_seats_and_choices_end_with_the_session(session: Session, room: Room) -> None:
    [token] = room.phones(1)
    room.begin()
    room.choose(token, "ask")
    room.press("end")
    assert session.scalars(select(CrewSeat)).all() == []
    with pytest.raises(NotFound):
        room.choose(token, "ask")


def test_no_time_of_a_phone_is_kept_that_could_lead_to_a_person() -> None:
    timed = [
        column.name
        for model in (CrewSeat, CrewChoice, CrewAttendance)
        for column in table(model).columns
        if isinstance(column.type, UTCDateTime)
    ]
    assert timed == []


def test_attendance_is_noted_once_beside_the_session_and_leads_to_no_seat(
    session: Session, room: Room, people: Cast
) -> None:
    [token] = room.phones(1)
    for _ in range(2):
        crew_seats.attend(session, room.id, token, people.alice, at=AT)
    assert crew_seats.attended(session, room.row, people.alice)
    assert crew_seats.attending(session, room.row) == 1
    names = set(CrewAttendance.__table__.c.keys()) | set(CrewSeat.__table__.c.keys())
    assert names == {"session_id", "person_id", "on", "id", "token_sha256"}
    crew_seats.withdraw(session, room.id, people.alice)
    crew_seats.withdraw(session, room.id, people.alice)
    assert crew_seats.attending(session, room.row) == 0


@pytest.mark.parametrize("token", ["", "another"])
def test_only_who_has_a_seat_is_noted(
    session: Session, room: Room, people: Cast, token: str
) -> None:
    with pytest.raises(NotFound):
        crew_seats.attend(session, room.id, token, people.alice, at=AT)


def test_where_it_is_not_offered_nobody_is_noted(session: Session, people: Cast) -> None:
    room = Room.of(session, people.bob, attendance=False)
    with pytest.raises(NotFound):
        crew_seats.attend(session, room.id, room.phones(1)[0], people.alice, at=AT)


def test_two_taps_at_once_are_one_choice_and_forty_phones_do_not_cross(
    committing: Database,
) -> None:
    with committing.writing() as unit:
        room = Room.of(unit, cast_into(unit).bob)
        tokens = room.phones(6)
        room.begin()
        crew, round_ = room.id, room.row.round
    faults: list[Exception] = []

    def tap(token: str) -> None:
        try:
            with committing.writing() as unit:
                crew_seats.choose(unit, crew, token, PLAY, (round_, "ask"), at=AT)
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=tap, args=(token,)) for token in tokens * 2]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert faults == []
    with committing.reading() as unit:
        assert len(unit.scalars(select(CrewChoice)).all()) == len(tokens)
