"""What administrators choose holds in every process within two seconds, and costs no query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from learning import clock
from learning.db import Database
from learning.installation import choosing
from learning.people.models import SignIn
from learning.settings import Settings
from learning.web import current, identity
from learning.web.app import create_app
from tests.builders import AT, Cast
from tests.pages import Pages

Pass = Callable[[float], None]


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Pass:
    """Stands the clock still, and lets so many seconds pass when it is called."""
    now = [100.0]
    monkeypatch.setattr(clock, "ticks", lambda: now[0])

    def pass_by(seconds: float) -> None:
        now[0] += seconds

    return pass_by


def choose(database: Database, machine: Settings, key: str, text: str) -> None:
    with database.writing() as unit:
        choosing.choose(unit, key, text, settings=machine, version=0, at=AT)


def test_a_choice_holds_in_every_process_within_two_seconds(
    app: Flask, settings: Settings, database: Database, wait: Pass
) -> None:
    others = [Pages(app), Pages(create_app(settings, database))]
    for one in others:
        assert "Run by North" not in one.get("/privacy").text
    choose(database, settings, "operator", "North")
    wait(2)
    for one in others:
        assert "Run by North" in one.get("/privacy").text


def test_within_a_second_nothing_is_looked_up(
    pages: Pages, settings: Settings, database: Database, wait: Pass
) -> None:
    pages.get("/privacy")
    choose(database, settings, "operator", "North")
    asked: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", count)
    try:
        for _ in range(5):
            wait(0.1)
            assert "Run by North" not in pages.get("/privacy").text
        assert not any("chosen_setting" in one for one in asked)
        wait(1)
        pages.get("/privacy")
        assert len([one for one in asked if "chosen_setting" in one]) == 1
    finally:
        event.remove(database.engine, "before_cursor_execute", count)


def test_what_the_machine_gave_wins(settings: Settings, database: Database) -> None:
    given = replace(settings, operator="Machine", fixed=frozenset({"operator"}))
    choose(database, settings, "operator", "North")
    assert "Run by Machine" in Pages(create_app(given, database)).get("/privacy").text


def test_the_door_for_readers_follows(
    pages: Pages, settings: Settings, database: Database, wait: Pass
) -> None:
    assert pages.get("/courses").path == "/courses"
    choose(database, settings, "open_reading", "false")
    wait(2)
    assert pages.get("/courses").path == "/sign-in"


def test_a_sign_in_lasts_as_long_as_was_chosen(
    app: Flask, settings: Settings, database: Database, cast: Cast
) -> None:
    choose(database, settings, "session_days", "3")
    with app.test_request_context("/"):
        app.preprocess_request()
        identity.sign_in(cast.alice)
    with database.reading() as unit:
        row = unit.scalars(select(SignIn)).one()
    assert row.until - row.at == dt.timedelta(days=3)
    assert app.permanent_session_lifetime == dt.timedelta(days=3)


def test_a_day_ends_in_the_zone_that_was_chosen(
    app: Flask, settings: Settings, database: Database
) -> None:
    choose(database, settings, "timezone", "Asia/Tokyo")
    with app.test_request_context("/"):
        app.preprocess_request()
        assert app.extensions["settings"].timezone == "Asia/Tokyo"


def test_where_the_database_does_not_answer_what_held_still_holds(
    pages: Pages, settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(database, settings, "operator", "North")
    assert "Run by North" in pages.get("/privacy").text

    def fail(*_given: object) -> None:
        raise OperationalError("", {}, Exception())

    monkeypatch.setattr(choosing, "current", fail)
    monkeypatch.setattr(current, "SECONDS", 0.0)
    assert "Run by North" in pages.get("/privacy").text


def test_that_the_process_answers_needs_no_settings(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "current", lambda *_: pytest.fail("asked the database"))
    assert pages.client.get("/healthz").status_code == 200
