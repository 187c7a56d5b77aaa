"""A crew is led from node to node and can go back; counts add up and nobody's choice remains."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid, LearningError, Stale
from learning.scenarios import crew
from tests.builders import Cast, cast_into
from tests.scenarios.crews import PLAY, Room


@pytest.fixture
def people(session: Session) -> Cast:
    return cast_into(session)


@pytest.fixture
def room(session: Session, people: Cast) -> Room:
    return Room.of(session, people.bob)


def test_a_crew_goes_from_the_door_to_the_debrief(room: Room) -> None:
    phones = room.phones(5)
    room.begin()
    for token in phones[:3]:
        room.choose(token, "ask")
    room.choose(phones[3], "go")
    room.press("close")
    assert room.stage == "split"
    assert room.row.path[-1]["counts"] == {"ask": 3, "go": 1}
    assert crew.most_chosen(room.row.path[-1]) == "ask"
    room.press("take", "go")
    assert room.stage == "told"
    room.press("on")
    assert (room.stage, room.row.node) == ("choosing", "inside")
    assert room.kept() == 0
    room.press("close")
    room.press("take", "stop")
    room.press("on")
    assert (room.stage, room.row.node) == ("debrief", "asked")
    assert [one["taken"] for one in room.row.path] == ["go", "stop"]


def test_with_three_who_chose_how_it_split_is_kept_from_everybody(room: Room) -> None:
    phones = room.phones(3)
    room.begin()
    for token in phones:
        room.choose(token, "ask")
    room.press("close")
    entry = room.row.path[-1]
    assert (entry["number"], entry["counts"], crew.most_chosen(entry)) == (3, {}, "")


def test_of_a_tie_no_way_is_the_most_chosen(room: Room) -> None:
    phones = room.phones(4)
    room.begin()
    for token, way in zip(phones, ["ask", "ask", "go", "go"], strict=True):
        room.choose(token, way)
    room.press("close")
    assert crew.most_chosen(room.row.path[-1]) == ""


def test_a_round_that_is_opened_again_still_has_the_choices(room: Room) -> None:
    phones = room.phones(4)
    room.begin()
    for token in phones:
        room.choose(token, "ask")
    room.press("close")
    room.press("take", "ask")
    room.press("back")
    assert room.stage == "split"
    room.press("back")
    assert (room.stage, room.row.path) == ("choosing", [])
    room.choose(phones[0], "go")
    room.press("close")
    assert room.row.path[-1]["counts"] == {"ask": 3, "go": 1}


def test_from_a_node_one_goes_back_to_the_feedback_before_it(room: Room) -> None:
    room.begin()
    room.press("close")
    room.press("take", "go")
    room.press("on")
    first = room.row.round
    room.press("back")
    assert (room.stage, room.row.node) == ("told", "door")
    room.press("on")
    assert room.row.node == "inside" and room.row.round != first


def test_from_the_first_node_one_goes_back_to_the_briefing_and_the_code(room: Room) -> None:
    room.begin()
    room.press("back")
    assert (room.stage, room.row.round, room.row.node) == ("briefing", 0, "")
    room.press("back")
    assert room.stage == "waiting"


def test_the_debrief_can_begin_in_the_middle_and_be_left_again(room: Room) -> None:
    room.begin()
    room.press("debrief")
    assert room.stage == "debrief"
    room.press("back")
    assert room.stage == "choosing"
    room.press("close")
    room.press("debrief")
    room.press("back")
    assert room.stage == "split"
    room.press("take", "ask")
    room.press("on")
    assert room.stage == "debrief"
    room.press("back")
    assert (room.stage, room.row.node) == ("told", "door")


def test_a_double_tap_and_a_second_window_change_nothing(room: Room) -> None:
    seen = room.row.version
    room.press("brief", seen=seen)
    with pytest.raises(Stale):
        room.press("brief", seen=seen)
    assert room.stage == "briefing"


@pytest.mark.parametrize("way", ["", "fly", "stop"])
def test_only_a_way_of_the_node_is_taken(room: Room, way: str) -> None:
    room.begin()
    room.press("close")
    with pytest.raises(Invalid):
        room.press("take", way)


@pytest.mark.parametrize("act", ["", "take", "on", "back", "fly", "close"])
def test_what_cannot_be_done_now_is_refused_in_words(room: Room, act: str) -> None:
    with pytest.raises(Invalid):
        room.press(act)


def test_one_opens_it_again_where_it_was(room: Room) -> None:
    room.press("end")
    with pytest.raises(Conflict):
        room.press("brief")
    room.press("reopen")
    assert room.stage == "waiting"
    room.begin()
    room.press("end")
    room.press("reopen")
    assert room.stage == "choosing"
    room.press("close")
    room.press("end")
    room.press("reopen")
    assert room.stage == "split"
    room.press("take", "ask")
    room.press("on")
    room.press("end")
    room.press("reopen")
    assert room.stage == "debrief"
    assert len({one["round"] for one in room.row.path}) == len(room.row.path)


_ACTS = ["brief", "begin", "close", "take", "on", "back", "debrief", "end", "reopen"]
_PRESSED = st.tuples(st.just("press"), st.sampled_from(_ACTS), st.sampled_from(["ask", "go"]))
_CHOSEN = st.tuples(st.just("choose"), st.integers(0, 6), st.sampled_from(["ask", "go", "stop"]))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.one_of(_PRESSED, _PRESSED, _CHOSEN), max_size=30))
def test_whatever_is_pressed_in_whatever_order_the_path_is_a_walk_and_counts_add_up(
    session: Session, steps: list[tuple[str, str | int, str]]
) -> None:
    with session.begin_nested() as example:
        room = Room.of(session, cast_into(session).bob)
        phones, round_ = room.phones(7), 0
        for kind, what, way in steps:
            try:
                if kind == "press":
                    room.press(str(what), way)
                else:
                    room.choose(phones[int(what)], way)
            except LearningError:
                continue
            _judge(room)
            assert room.row.round >= round_ or room.stage in ("briefing", "told"), "it goes on"
            round_ = room.row.round
        room.at += dt.timedelta(minutes=1)
        if room.row.ended_at is None:
            room.press("end")
        assert room.kept() == 0
        example.rollback()


def _judge(room: Room) -> None:
    """The path is a walk from the start to the node shown, and its counts are whole."""
    row, at = room.row, PLAY.start
    for place, entry in enumerate(row.path):
        assert entry["node"] == at
        ways = {way.id: way.to for way in PLAY.nodes[at].choices}
        assert entry["taken"] in (*ways, None)
        assert entry["taken"] or place == len(row.path) - 1
        assert set(entry["counts"]) in (set(), set(ways))
        assert sum(entry["counts"].values()) == (entry["number"] if entry["counts"] else 0)
        assert entry["counts"] or entry["number"] < crew.SHOWN
        at = ways.get(entry["taken"] or "", at)
    closed = bool(row.path) and row.path[-1]["round"] == row.round
    assert row.node in ("", row.path[-1]["node"] if closed else at)
    assert room.kept() <= 7
