"""Rounds of work beside a server's requests."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from learning import clock
from learning.cli import working
from learning.db import Database
from learning.installation import choosing
from learning.people import recounting
from learning.people.models import Recount
from learning.settings import Settings
from learning.web.app import create_app
from learning.work import jobs
from learning.work.models import Job
from tests.builders import cast_into


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "_FIRST", 0.01)
    monkeypatch.setattr(working, "_BETWEEN", 0.01)


def test_a_round_does_what_is_due_and_the_chores(settings: Settings, database: Database) -> None:
    app = create_app(settings, database)
    with database.writing() as unit:
        jobs.put(unit, "mail.reset", {}, at=clock.now() - jobs.KEPT)
        held = jobs.hold(unit, ["mail.reset"], at=clock.now() - jobs.KEPT)
        assert held is not None
        jobs.finish(unit, held, at=clock.now() - jobs.KEPT)
    assert working.do_round(app, lambda: False) == 0
    with database.reading() as unit:
        assert unit.query(Job).count() == 0, "the queue cleared itself"


def test_a_round_goes_by_what_administrators_have_chosen(
    settings: Settings, database: Database
) -> None:
    app = create_app(settings, database)
    with database.writing() as unit:
        choosing.choose(unit, "operator", "the Trust", settings=settings, version=0, at=clock.now())
    working.do_round(app, lambda: False)
    assert app.extensions["settings"].operator == "the Trust"


def run(app: Any, until: Callable[[], bool]) -> None:
    stop = working.beside(app)
    try:
        for _ in range(500):
            if until():
                return
            threading.Event().wait(0.01)
        raise AssertionError("nothing came of it")
    finally:
        stop.set()
        for thread in threading.enumerate():
            if thread.name == "work":
                thread.join(9)


def test_a_database_that_is_away_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rounds: list[int] = []

    def do_round(_app: Any, _stopped: Callable[[], bool]) -> int:
        rounds.append(len(rounds))
        if len(rounds) < 3:
            raise OperationalError("SELECT said aloud", {}, Exception())
        return 1

    monkeypatch.setattr(working, "do_round", do_round)
    run(SimpleNamespace(), lambda: len(rounds) > 4)
    failed = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(failed) == 2
    assert all(record.getMessage() == "round failed" for record in failed)


def test_it_works_in_a_thread_that_keeps_no_process_alive(
    settings: Settings, file_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(settings, file_database)
    seen: list[bool] = []
    do_round = working.do_round

    def noted(app: Any, stopped: Callable[[], bool]) -> int:
        seen.append(threading.current_thread().daemon)
        return do_round(app, stopped)

    monkeypatch.setattr(working, "do_round", noted)
    run(app, lambda: len(seen) > 1)
    assert all(seen)


@pytest.mark.parametrize(
    ("at", "caught_up"),
    [
        ("2027-07-01T22:59:59+00:00", False),  # still the first of July in London, in summer
        ("2027-07-01T23:00:00+00:00", True),
    ],
)
def test_a_day_of_duties_begins_when_people_there_begin_it(
    settings: Settings, database: Database, at: str, caught_up: bool
) -> None:
    app = create_app(settings, database)
    with database.writing() as unit:
        alice = cast_into(unit).alice
        unit.query(Recount).delete()
        recounting.ask(unit, [alice], on=dt.date(2027, 7, 2))
    moment = dt.datetime.fromisoformat(at)
    assert bool(working.chores(app)["duties"](database, moment)) == caught_up
