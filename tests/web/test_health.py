"""Is the process alive, and is it ready?"""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from learning.db import Database, open_database
from learning.settings import Settings
from learning.web.app import create_app


def test_a_process_is_alive_and_ready(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/healthz").json == {"status": "alive"}
    assert client.get("/readyz").json == {"status": "ready"}


@pytest.mark.parametrize("revision", ["from_earlier", "from_later"])
def test_a_process_is_not_ready_while_the_schema_is_of_another_version(
    app: Flask, database: Database, revision: str
) -> None:
    with database.writing() as unit:
        unit.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "schema"})


def test_a_process_is_not_ready_before_there_is_a_schema(settings: Settings) -> None:
    database = open_database("sqlite://")
    answer = create_app(settings, database).test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "schema"})
    database.close()


@pytest.mark.parametrize(
    "address", ["sqlite:///{}/not there/gone.sqlite3", "postgresql://nobody@/gone?host={}"]
)
def test_a_process_without_its_database_is_alive_and_not_ready(
    settings: Settings, tmp_path: Path, address: str
) -> None:
    database = open_database(address.format(tmp_path))
    client = create_app(settings, database).test_client()
    assert client.get("/healthz").json == {"status": "alive"}
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "database"})
    database.close()
