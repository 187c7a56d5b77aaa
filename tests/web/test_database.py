"""One unit of work a request: kept when it went well, gone when it did not."""

from __future__ import annotations

import io
import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from learning.db import Database
from learning.people.models import Person
from learning.settings import Settings
from learning.web.app import create_app
from tests.builders import cast_into
from tests.pages import Pages
from tests.web.planted import plant


@pytest.fixture
def app(settings: Settings, committing: Database) -> Flask:
    """The site over a database with real commits; its forms need no token here."""
    made = plant(create_app(settings, committing))
    made.config["WTF_CSRF_ENABLED"] = False
    return made


def written(database: Database) -> list[str]:
    with database.reading() as unit:
        return list(unit.scalars(select(Person.name).where(~Person.invented).order_by(Person.name)))


@pytest.mark.parametrize("status", [200, 204, 303])
def test_a_request_that_went_well_is_kept(app: Flask, committing: Database, status: int) -> None:
    assert app.test_client().post(f"/planted/answers/{status}").status_code == status
    assert written(committing) == ["written"]


@pytest.mark.parametrize("status", [400, 404, 409, 422, 500, 503])
def test_a_request_that_was_refused_leaves_nothing(
    app: Flask, committing: Database, status: int
) -> None:
    assert app.test_client().post(f"/planted/answers/{status}").status_code == status
    assert written(committing) == []


def test_asking_for_a_page_changes_nothing(app: Flask, committing: Database) -> None:
    assert app.test_client().get("/planted/answers/200").status_code == 200
    assert app.test_client().head("/planted/answers/200").status_code == 200
    assert written(committing) == []


def test_a_commit_that_fails_is_a_fault_with_its_page(pages: Pages, app: Flask) -> None:
    answer = app.test_client().post("/planted/clashes")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert written(app.extensions["database"]) == []


def test_a_unit_of_its_own_outlives_a_refusal(app: Flask, committing: Database) -> None:
    answer = app.test_client().post("/planted/refuses", data={"kind": "Conflict"})
    assert answer.status_code == 409
    assert written(committing) == ["kept"]


def test_the_next_request_may_write_after_any_of_these(app: Flask, committing: Database) -> None:
    client = app.test_client()
    for path in ("answers/422", "clashes", "refuses", "nowhere"):
        client.post(f"/planted/{path}", data={"kind": "Invalid"})
    assert client.post("/planted/answers/200").status_code == 200
    assert written(committing) == ["kept", "written"]


class SlowBody(io.BytesIO):
    """A form that arrives while somebody else wants to write."""

    def __init__(self, body: bytes, database: Database) -> None:
        super().__init__(body)
        self._database = database
        self.others_could_write = True

    def readinto(self, part: Any, /) -> int:
        """Let another thread write before the next part arrives."""
        other = threading.Thread(target=self._write, daemon=True)
        other.start()
        other.join(2)
        self.others_could_write = self.others_could_write and not other.is_alive()
        return super().readinto(part)

    def _write(self) -> None:
        with self._database.writing() as unit:
            unit.connection()


def test_a_form_that_arrives_slowly_keeps_nobody_from_writing(
    file_database: Database, settings: Settings
) -> None:
    with file_database.writing() as unit:
        cast_into(unit)
    pages = Pages(plant(create_app(settings, file_database)))
    pages.app.config["WTF_CSRF_ENABLED"] = False
    pages.become("alice")
    body = SlowBody(b"note=mine&choice=a", file_database)
    answer = pages.client.post(
        "/planted/keeps",
        input_stream=body,
        content_length=18,
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.text == "taken: a"
    assert body.others_could_write
