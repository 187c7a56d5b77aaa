"""The same person on two devices in the same moment, with real commits on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from learning.db import Database
from learning.progress import attempting, completing
from learning.progress.completing import Stop
from learning.progress.models import Attempt, Completion, Enrolment, ResponseRow
from learning.releases.shelf import Shelf
from tests.builders import AT, cast_into
from tests.content_builders import compiled, item, module, put, rightly
from tests.progress.learner import Learner

DEVICES = 4


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(seconds=0)


@pytest.fixture
def alice_id(committing: Database) -> int:
    with committing.writing() as session:
        return cast_into(session).alice


def publish(database: Database, *modules: Any, **file: Any) -> None:
    with database.writing() as session:
        put(session, compiled(*modules, **file))


def at_once(database: Database, *acts: Callable[[Any], Any]) -> list[Any]:
    """Each act in a unit and a thread of its own, in the same moment; none may fail."""
    ready = threading.Barrier(len(acts))
    found: list[Any] = []
    faults: list[BaseException] = []

    def run(act: Callable[[Any], Any]) -> None:
        ready.wait(10)
        try:
            with database.writing() as session:
                found.append(act(session))
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not faults, faults
    return found


def count(database: Database, of: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(of)) or 0


def begun(database: Database, shelf: Shelf, alice_id: int, at: str = "identity") -> str:
    with database.writing() as session:
        return Learner(session, shelf, alice_id).begin(at).row.public_id


def test_two_devices_that_begin_at_once_share_one_attempt(
    committing: Database, shelf: Shelf, alice_id: int
) -> None:
    publish(committing)

    def begin(session: Any) -> str:
        return attempting.begin(session, shelf, alice_id, course="crew", module="identity", at=AT)

    assert len(set(at_once(committing, *[begin] * DEVICES))) == 1
    assert (count(committing, Attempt), count(committing, Enrolment)) == (1, 1)


def test_two_modules_begun_at_once_enrol_once(
    committing: Database, shelf: Shelf, alice_id: int
) -> None:
    publish(committing, module(), module("speaking-up"))

    def begin(at: str) -> Callable[[Any], str]:
        return lambda session: attempting.begin(
            session, shelf, alice_id, course="crew", module=at, at=AT
        )

    at_once(committing, begin("identity"), begin("speaking-up"))
    assert (count(committing, Attempt), count(committing, Enrolment)) == (2, 1)


def test_of_two_responses_at_once_one_stands_and_both_devices_see_it(
    committing: Database, shelf: Shelf, alice_id: int
) -> None:
    publish(committing, module(items=[item(), item(item_id="knock")]))
    public_id = begun(committing, shelf, alice_id)

    def choose(option: str) -> Callable[[Any], Any]:
        def act(session: Any) -> Any:
            attempt = attempting.opened(session, shelf, alice_id, public_id)
            row = attempting.respond(session, attempt, "door", {"choice": [option]}, at=AT)
            return row.given["chosen"][0]

        return act

    said = at_once(committing, choose("name"), choose("both"), choose("name"), choose("both"))
    assert len(set(said)) == 1, "the first stands, and the others are shown it"
    assert count(committing, ResponseRow) == 1


def test_the_last_two_items_answered_at_once_end_the_attempt_once(
    committing: Database, shelf: Shelf, alice_id: int
) -> None:
    publish(committing, module(items=[item(), item(item_id="knock")]))
    public_id = begun(committing, shelf, alice_id)

    def answer(name: str) -> Callable[[Any], None]:
        def act(session: Any) -> None:
            learner = Learner(session, shelf, alice_id)
            learner.answer(learner.open(public_id), name)

        return act

    at_once(committing, answer("door"), answer("knock"))
    with committing.reading() as session:
        row = session.scalars(select(Attempt)).one()
        assert (row.score, row.passed) == (1.0, True)
        modules = session.scalars(select(Completion.module)).all()
    assert sorted(modules, key=str) == [None, "identity"]


def test_two_last_modules_ended_at_once_complete_the_course_once(
    committing: Database, shelf: Shelf, alice_id: int
) -> None:
    names = [f"m{number}" for number in range(DEVICES)]
    publish(committing, *(module(name) for name in names))
    opened = {name: begun(committing, shelf, alice_id, name) for name in names}

    def end(name: str) -> Callable[[Any], None]:
        def act(session: Any) -> None:
            learner = Learner(session, shelf, alice_id)
            learner.finish(learner.open(opened[name]))

        return act

    at_once(committing, *(end(name) for name in names))
    with committing.reading() as session:
        found = session.scalars(select(Completion.module)).all()
    assert sorted(found, key=str) == sorted([None, *names], key=str)


def test_a_quiz_handed_in_twice_at_once_is_handed_in_once(
    committing: Database, shelf: Shelf, alice_id: int
) -> None:
    publish(committing, module(items=[item()], rules={"feedback": "after_quiz"}))
    public_id = begun(committing, shelf, alice_id)

    def hand_in(session: Any) -> None:
        attempt = attempting.opened(session, shelf, alice_id, public_id)
        raw = rightly(attempt.quiz.items["door"])
        attempting.respond(session, attempt, "door", raw, at=AT)
        attempting.hand_in(session, attempt, at=AT)

    at_once(committing, *[hand_in] * DEVICES)
    assert (count(committing, ResponseRow), count(committing, Completion)) == (1, 2)


def test_a_module_said_to_be_read_twice_at_once_is_complete_once(
    committing: Database, shelf: Shelf, alice_id: int
) -> None:
    publish(committing, module("reading", ()), module())

    def read(session: Any) -> None:
        release = shelf.course(session, "crew").release.release_id
        attempting.enrol(session, alice_id, course="crew", release_id=release, at=AT)
        completing.mark_read(session, shelf, Stop(alice_id, "crew", "reading", release), at=AT)

    at_once(committing, *[read] * DEVICES)
    assert (count(committing, Completion), count(committing, Enrolment)) == (1, 1)


def test_an_attempt_begun_while_a_release_is_published_is_on_one_of_the_two(
    committing: Database, shelf: Shelf, alice_id: int
) -> None:
    publish(committing, title="Old")
    made = compiled(title="New")

    def begin(session: Any) -> None:
        Learner(session, shelf, alice_id).begin()

    at_once(committing, begin, lambda session: put(session, made))
    with committing.reading() as session:
        attempt = Learner(session, shelf, alice_id).open(
            session.scalars(select(Attempt.public_id)).one()
        )
        pinned = shelf.release(session, attempt.row.release_id)
        text = shelf.module(session, pinned.by_id["identity"].sha256)
        assert text.written.quiz == attempt.row.quiz_sha256
