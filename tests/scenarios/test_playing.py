"""Playing alone: one run at a time, which moves on once a choice, and is nobody else's."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning.errors import Invalid, NotFound
from learning.scenarios import play_records, playing
from learning.scenarios.crew_sessions import Pinned
from learning.scenarios.models import ScenarioRun
from learning.scenarios.walking import walk
from tests.builders import AT, Cast, cast_into
from tests.content_builders import HOSTILE
from tests.scenarios.plays import WELL, WRONG, blue_door, pinned

LATER = AT + dt.timedelta(hours=1)


@pytest.fixture
def people(session: Session) -> Cast:
    return cast_into(session)


@pytest.fixture
def what(session: Session) -> Pinned:
    return pinned(session)


def begun(session: Session, person: int, what: Pinned) -> ScenarioRun:
    return playing.run_of(session, person, playing.begin(session, person, what, at=AT))


def play(session: Session, run: ScenarioRun, path: list[str]) -> None:
    for step, choice in enumerate(path):
        assert playing.choose(session, run, blue_door(), (step, choice), at=LATER)


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(ScenarioRun)) or 0


def test_beginning_twice_comes_back_to_the_open_run(
    session: Session, people: Cast, what: Pinned
) -> None:
    first = playing.begin(session, people.alice, what, at=AT)
    assert playing.begin(session, people.alice, what, at=LATER) == first
    assert playing.begin(session, people.bob, what, at=AT) != first
    assert [one.public_id for one in playing.open_runs(session, people.alice)] == [first]


def test_a_tab_that_begins_at_the_same_time_finds_the_run_of_the_other(
    session: Session, people: Cast, what: Pinned, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = playing.begin(session, people.alice, what, at=AT)
    asked, look = [], playing.open_run

    def blind_once(*args: object) -> ScenarioRun | None:
        asked.append(args)
        return None if len(asked) == 1 else look(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(playing, "open_run", blind_once)
    assert playing.begin(session, people.alice, what, at=AT) == first
    assert count(session) == 1


def test_a_run_that_came_to_an_end_is_kept_and_another_can_begin(
    session: Session, people: Cast, what: Pinned
) -> None:
    run = begun(session, people.alice, what)
    play(session, run, WELL)
    assert (run.ended_at, run.path) == (LATER, WELL)
    assert playing.finished(session, people.alice, "crew", what.scenario) == [run]
    assert playing.begin(session, people.alice, what, at=LATER) != run.public_id


def test_a_double_tap_chooses_once(session: Session, people: Cast, what: Pinned) -> None:
    run = begun(session, people.alice, what)
    assert playing.choose(session, run, blue_door(), (0, "knock"), at=AT)
    assert playing.choose(session, run, blue_door(), (0, "knock"), at=AT)
    assert run.path == ["knock"]


@pytest.mark.parametrize("made", [(0, "ring-back"), (2, "ask"), (-1, "ask"), (-1, "knock")])
def test_a_page_that_is_behind_or_before_the_run_changes_nothing(
    session: Session, people: Cast, what: Pinned, made: tuple[int, str]
) -> None:
    run = begun(session, people.alice, what)
    play(session, run, ["knock"])
    assert not playing.choose(session, run, blue_door(), made, at=AT)
    assert run.path == ["knock"]


def test_a_page_from_before_the_end_changes_nothing(
    session: Session, people: Cast, what: Pinned
) -> None:
    run = begun(session, people.alice, what)
    play(session, run, WELL)
    assert playing.choose(session, run, blue_door(), (1, "cross"), at=AT)
    assert not playing.choose(session, run, blue_door(), (2, "cross"), at=AT)
    assert (run.ended_at, run.path) == (LATER, WELL)


@pytest.mark.parametrize("choice", [*HOSTILE, "cross"])
def test_what_is_no_way_of_this_moment_is_refused(
    session: Session, people: Cast, what: Pinned, choice: str
) -> None:
    run = begun(session, people.alice, what)
    with pytest.raises(Invalid):
        playing.choose(session, run, blue_door(), (0, choice), at=AT)
    assert run.path == []


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_run_is_not_found(
    session: Session, people: Cast, what: Pinned, name: str
) -> None:
    with pytest.raises(NotFound):
        playing.run_of(session, people.alice, name)


def test_a_run_of_somebody_else_is_not_found(session: Session, people: Cast, what: Pinned) -> None:
    run = begun(session, people.alice, what)
    for other in (people.bob, people.ada, people.olu):
        with pytest.raises(NotFound):
            playing.run_of(session, other, run.public_id, held=True)


def test_starting_again_goes_back_and_takes_the_text_of_now(
    session: Session, people: Cast, what: Pinned
) -> None:
    run = begun(session, people.alice, what)
    play(session, run, ["knock"])
    newer = Pinned(what.course, what.scenario, what.release_id, what.sha256)
    playing.again(session, run, newer, at=LATER)
    assert (run.path, run.begun_at) == ([], LATER)
    play(session, run, WRONG)
    playing.again(session, run, newer, at=LATER)
    assert run.path == WRONG, "what ended stays as it was"


def test_the_newest_runs_are_shown_and_none_is_removed(
    session: Session, people: Cast, what: Pinned
) -> None:
    runs = []
    for _ in range(playing.SHOWN + 2):
        runs.append(begun(session, people.alice, what).public_id)
        play(session, playing.run_of(session, people.alice, runs[-1]), WELL)
    shown = playing.finished(session, people.alice, "crew", what.scenario)
    assert [one.public_id for one in shown] == runs[:1:-1]
    assert count(session) == len(runs)


def test_a_run_that_is_deleted_is_gone(session: Session, people: Cast, what: Pinned) -> None:
    run = begun(session, people.alice, what)
    playing.remove(session, run)
    assert count(session) == 0


def test_a_person_s_copy_has_their_choices_and_nobody_else_s(
    session: Session, people: Cast, what: Pinned
) -> None:
    play(session, begun(session, people.alice, what), WRONG)
    (sheet,) = play_records.sheets()
    (row,) = sheet.rows(session, people.alice)
    assert (row["scenario"], row["choices"]) == (what.scenario, WRONG)
    assert list(sheet.rows(session, people.bob)) == []
    assert sheet.count(session, people.alice) == 1


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(-1, 4),
            st.sampled_from(["knock", "ring-back", "ask", "sit-down", "cross", "none"]),
        ),
        max_size=12,
    )
)
def test_whatever_is_clicked_in_whatever_order_a_run_is_a_walk(
    session: Session, people: Cast, what: Pinned, clicks: list[tuple[int, str]]
) -> None:
    run = begun(session, people.alice, what)
    for made in clicks:
        before = list(run.path)
        try:
            playing.choose(session, run, blue_door(), made, at=LATER)
        except Invalid:
            assert run.path == before
        assert run.path[: len(before)] == before and len(run.path) <= len(before) + 1
    here = walk(blue_door(), run.path)
    assert here.ended == (run.ended_at is not None)
    playing.remove(session, run)
