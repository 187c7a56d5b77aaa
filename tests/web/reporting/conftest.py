"""The scheme on the web, open: settings, three reviewers with keys, a page client for reports."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from learning.db import Database
from learning.settings import Settings
from learning.web.app import create_app
from tests.builders import Cast
from tests.pages import Pages
from tests.reports import desks
from tests.reports.desks import Desk


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id that costs next to nothing, where its strength is not the subject."""
    desks.cheapen(monkeypatch)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return desks.with_routes(settings)


@pytest.fixture
def desk(database: Database, cast: Cast) -> Desk:
    """Who can read: what is stored by it is there for the pages."""
    with database.writing() as session:
        made = desks.desk(session, {"rana": cast.rana, "ravi": cast.ravi, "rosa": cast.rosa})
    with database.reading() as session:
        made.session = session
    return made


@pytest.fixture
def reporter(app: Flask, desk: Desk) -> Pages:
    """Somebody whom nobody knows, at the pages of reporting."""
    return Pages(app)


def opened(settings: Settings, database: Database, **more: object) -> Pages:
    """The pages under other settings."""
    return Pages(create_app(replace(settings, **more), database))  # type: ignore[arg-type]
