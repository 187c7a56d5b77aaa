"""Refusals and faults as pages that say what to do next."""

from __future__ import annotations

import io
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from learning.db import Database, open_database
from learning.settings import Settings
from learning.stretching import Busy
from learning.web.app import create_app
from learning.web.refusals import STATUS
from tests.builders import Cast
from tests.pages import Page, Pages
from tests.web import planted
from tests.web.planted import MARKER, plant


@pytest.fixture
def pages(app: Flask, cast: Cast) -> Pages:
    return Pages(plant(app))


def test_an_address_that_leads_nowhere_has_a_page_with_ways_on(pages: Pages) -> None:
    page = pages.get("/nowhere", status=404)
    assert page.title.startswith("There is no such page")
    for way in ("/", "/courses", "/cases"):
        assert way in page.links
        pages.get(way)


def test_a_signed_in_person_keeps_their_head_of_the_page_on_a_refusal(pages: Pages) -> None:
    pages.become("alice")
    page = pages.get("/nowhere", status=404)
    assert "Alice Learner" in page.text


def test_the_wrong_way_to_use_an_address_has_a_page(pages: Pages) -> None:
    assert "does something else" in pages.get("/sign-out", status=405).text
    assert Page(pages.client.put("/sign-in")).status == 405


@pytest.mark.parametrize(("kind", "status"), [(k.__name__, s) for k, s in STATUS.items()])
def test_each_kind_of_refusal_has_its_status_and_shows_its_text(
    settings: Settings, file_database: Database, kind: str, status: int
) -> None:
    app = plant(create_app(settings, file_database))
    app.config["WTF_CSRF_ENABLED"] = False
    page = Page(app.test_client().post("/planted/refuses", data={"kind": kind}))
    assert page.status == status
    assert "This is refused. Do something else." in page.text
    assert page.problems == []


def test_a_kind_of_a_kind_of_refusal_has_the_status_of_its_parent(
    settings: Settings, file_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(planted._REFUSALS, "Busy", Busy)
    app = plant(create_app(settings, file_database))
    app.config["WTF_CSRF_ENABLED"] = False
    assert Page(app.test_client().post("/planted/refuses", data={"kind": "Busy"})).status == 503


def test_a_fault_has_a_page_and_its_message_is_shown_to_nobody(
    pages: Pages, caplog: pytest.LogCaptureFixture
) -> None:
    page = pages.get("/planted/fails", status=500)
    assert "Something went wrong on our side" in page.text
    assert MARKER not in page.html
    assert "ZeroDivisionError" not in page.html
    assert [record.levelno for record in caplog.records if record.exc_info] == [logging.ERROR]


def test_a_fault_names_whom_to_tell(settings: Settings, database: Database) -> None:
    app = create_app(replace(settings, operator="the Example Trust"), database)
    page = Pages(plant(app)).get("/planted/fails", status=500)
    assert "tell the Example Trust" in page.text


@pytest.fixture
def lost(settings: Settings, tmp_path: Path) -> Pages:
    """A site whose database is not there, as seen by somebody who had signed in."""
    database = open_database(f"sqlite:///{tmp_path / 'not there' / 'gone.sqlite3'}")
    pages = Pages(plant(create_app(settings, database)))
    with pages.client.session_transaction() as cookie:
        cookie["_user_id"] = "a token from before"
    return pages


@pytest.mark.parametrize("path", ["/", "/courses", "/planted/fails", "/planted/learn"])
def test_without_a_database_there_is_still_a_page(lost: Pages, path: str) -> None:
    page = lost.get(path, status=500)
    assert "Something went wrong on our side" in page.text


def test_an_address_that_leads_nowhere_needs_no_database(lost: Pages) -> None:
    with lost.client.session_transaction() as cookie:
        cookie.clear()
    lost.get("/nowhere", status=404)


def test_a_form_without_its_token_is_refused(pages: Pages) -> None:
    answer = Page(pages.client.post("/sign-in", data={"email": "a@b.c", "password": "x"}))
    assert answer.status == 400
    assert "load it again and send the form" in answer.text
    assert answer.problems == []


def test_a_form_with_somebody_elses_token_is_refused(pages: Pages) -> None:
    other = Pages(pages.app).get("/sign-in").form("/sign-in").value("csrf_token")
    pages.get("/sign-in")
    answer = pages.client.post(
        "/sign-in", data={"email": "a@b.c", "password": "x", "csrf_token": other}
    )
    assert answer.status_code == 400


@pytest.mark.parametrize("name", ["", "alice"])
def test_a_request_that_is_too_large_is_refused_with_a_page(pages: Pages, name: str) -> None:
    if name:
        pages.become(name)
    page = Page(pages.client.post("/planted/keeps", data={"note": "x" * 300_000}))
    assert page.status == 413
    assert "Shorten it and send it again" in page.text
    assert page.problems == []


@pytest.mark.parametrize("fields", [1, 501])
def test_a_file_that_is_too_large_and_too_many_fields_are_refused_too(
    pages: Pages, fields: int
) -> None:
    body: dict[str, object] = {f"field-{number}": "" for number in range(fields)}
    if fields == 1:
        body["file"] = (io.BytesIO(b"x" * 300_000), "large.txt")
    answer = pages.client.post("/sign-in", data=body, content_type="multipart/form-data")
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/attempts/%00",
        "/courses/crew%00",
        "/courses/crew/x%00/media/y",
        "/join/%00",
        "/cases?q=%00",
        "/courses/%ff%fe",
        "/courses/../../etc/passwd",
        "/courses/..%2f..%2fetc%2fpasswd",
        "/attempts/' OR 1=1 --",
        "/cases/" + "x" * 3_000,
        "/courses/" + "%F0%9F%98%80" * 300,
        "//evil.example",
    ],
)
def test_hostile_addresses_are_refused_and_are_no_fault(pages: Pages, path: str) -> None:
    pages.become("alice")
    assert pages.client.get(path).status_code in (400, 404)


@pytest.mark.parametrize("email", ["a\0b@example.org", "\0"])
def test_a_form_with_a_nul_is_refused_and_is_no_fault(pages: Pages, email: str) -> None:
    page = pages.get("/sign-in")
    refused = pages.send(page, "/sign-in", {"email": email, "password": "x"}, status=400)
    assert "load the page again" in refused.text


def test_an_address_that_is_only_written_otherwise_leads_to_the_right_one(pages: Pages) -> None:
    answer = pages.client.get("/courses//crew")
    assert answer.status_code == 308
    assert answer.location.endswith("/courses/crew")
