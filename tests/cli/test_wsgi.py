"""The application as a server process builds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from learning.cli import wsgi


def test_a_site_is_built_from_the_environment_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path))
    monkeypatch.setenv("LEARNING_OPERATOR", "the Example Trust")
    told: list[bool] = []
    monkeypatch.setattr("learning.web.logs.to_stderr", lambda: told.append(True))
    app = wsgi.build()
    assert told == [True]
    assert app.extensions["settings"].operator == "the Example Trust"
    assert app.test_client().get("/healthz").status_code == 200
    assert not (tmp_path / "debrief.sqlite3").exists(), "it touches no database before it is asked"
    app.extensions["database"].close()


def test_a_process_of_a_server_works_beside_serving(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path))
    monkeypatch.setattr("learning.web.logs.to_stderr", lambda: None)
    monkeypatch.setattr(wsgi, "_end_when_told", lambda: None)
    worked: list[object] = []
    monkeypatch.setattr("learning.cli.working.beside", worked.append)
    wsgi.build()
    assert worked == [], "a process of its own, such as a test, does not"
    monkeypatch.setattr("multiprocessing.parent_process", lambda: "the server")
    app = wsgi.build()
    assert worked == [app]


def test_reporting_is_built_alone_without_what_works_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path))
    monkeypatch.setattr("learning.web.logs.to_stderr", lambda: None)
    ends: list[bool] = []
    monkeypatch.setattr(wsgi, "_end_when_told", lambda: ends.append(True))
    app = wsgi.build_reporting()
    browser = app.test_client()
    assert ends == [True] and browser.get("/courses").status_code == 404
    assert browser.get("/report/start").status_code in (200, 500), "no schema is there yet"
    app.extensions["place"].database.close()
