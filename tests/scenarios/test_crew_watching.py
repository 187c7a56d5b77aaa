"""What is asked every two seconds: one statement, nothing written, and a tag that tells news."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from learning.scenarios import crew_watching
from learning.scenarios.crew_sessions import LASTS
from tests.builders import AT, Cast, cast_into
from tests.content_builders import HOSTILE
from tests.scenarios.crews import Room


@pytest.fixture
def people(session: Session) -> Cast:
    return cast_into(session)


@pytest.fixture
def room(session: Session, people: Cast) -> Room:
    return Room.of(session, people.bob)


def phone(room: Room) -> str:
    seen = crew_watching.phone(room.session, room.id)
    assert seen is not None
    return seen.tag(at=room.at)


def test_the_tag_changes_with_each_move_and_with_nothing_else(room: Room) -> None:
    before = phone(room)
    tokens = room.phones(2)
    assert phone(room) == before
    room.begin()
    begun = phone(room)
    room.choose(tokens[0], "ask")
    assert before != begun == phone(room)


def test_a_phone_hears_that_it_is_over(room: Room) -> None:
    room.press("end")
    assert phone(room) == crew_watching.OVER


def test_a_phone_hears_that_nobody_touched_it_for_hours(room: Room) -> None:
    room.at = AT + LASTS
    assert phone(room) == crew_watching.OVER


def test_the_screen_hears_how_many_joined_and_how_many_chose(room: Room) -> None:
    tokens = room.phones(3)
    room.begin()
    room.choose(tokens[0], "ask")
    watched = crew_watching.screen(room.session, room.id, room.facilitator)
    assert watched is not None and (watched.joined, watched.chose) == (3, 1)
    room.press("close")
    watched = crew_watching.screen(room.session, room.id, room.facilitator)
    assert watched is not None and watched.version == room.row.version


def test_the_screen_of_somebody_else_is_not_there(room: Room, people: Cast) -> None:
    assert crew_watching.screen(room.session, room.id, people.alice) is None


@pytest.mark.parametrize("crew", HOSTILE)
def test_what_is_not_there_is_not_there(room: Room, crew: str) -> None:
    assert crew_watching.phone(room.session, crew) is None
    assert crew_watching.screen(room.session, crew, room.facilitator) is None
