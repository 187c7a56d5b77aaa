"""A scheme that is open on databases with real commits, and somebody who tells something there.

Whatever stands in this folder is a promise to reporters, named on the page `/report/promises`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from learning.db import Database
from learning.settings import Settings
from learning.web.app import create_app
from tests.builders import cast_into
from tests.pages import Pages
from tests.promises.place import Place
from tests.reports import desks


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark them: `pytest -m promises` runs these alone."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.promises)


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id that costs next to nothing, where its strength is not the subject."""
    desks.cheapen(monkeypatch)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return desks.with_routes(settings)


@pytest.fixture
def place(committing: Database, settings: Settings, tmp_path: Path) -> Iterator[Place]:
    """The scheme on a database of each kind."""
    yield _open(committing, settings, tmp_path)


@pytest.fixture
def on_file(file_database: Database, settings: Settings, tmp_path: Path) -> Iterator[Place]:
    """The scheme on an SQLite file."""
    yield _open(file_database, settings, tmp_path)


def _open(database: Database, settings: Settings, folder: Path) -> Place:
    with database.writing() as session:
        cast = cast_into(session)
        reviewers = {"rana": cast.rana, "ravi": cast.ravi, "rosa": cast.rosa}
        desk = desks.desk(session, reviewers)
    return Place(settings, database, Pages(create_app(settings, database)), desk, folder)
