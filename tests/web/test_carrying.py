"""A form that arrives without a sign-in is carried over and not lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from learning.db import Database
from learning.people.models import Person
from learning.settings import Settings
from learning.web import carrying
from learning.web.app import create_app
from tests.builders import Cast
from tests.pages import Page, Pages
from tests.web.planted import plant

NOTE = {"note": "mine", "choice": ["b", "a"]}


@pytest.fixture
def app(settings: Settings, database: Database) -> Flask:
    """The demo, where signing in is one press."""
    return plant(create_app(replace(settings, demo=True), database))


@pytest.fixture
def pages(app: Flask, cast: Cast) -> Pages:
    return Pages(app)


def written(pages: Pages) -> list[str]:
    opened: Database = pages.app.extensions["database"]
    with opened.reading() as unit:
        return list(unit.scalars(select(Person.name).where(~Person.invented)))


def sent_too_late(pages: Pages) -> Page:
    """Send a form after the sign-in has ended."""
    pages.become("alice")
    token = pages.get("/").form("/sign-out").value("csrf_token")
    pages.client.delete_cookie("debrief")
    page = Page(pages.client.post("/planted/keeps", data={**NOTE, "csrf_token": token}))
    assert page.status == 401
    assert page.problems == []
    return page


@pytest.mark.parametrize("door", ["/demo/alice", "/demo/bob"])
def test_nothing_is_lost_when_the_sign_in_had_ended(pages: Pages, door: str) -> None:
    page = sent_too_late(pages)
    assert "not lost" in page.text
    page = pages.send(page, door)
    assert "Nothing is lost" in page.text
    fields = page.form("/planted/keeps").fields
    assert [one for one in fields if one[0] != "csrf_token"] == [
        ("note", "mine"),
        ("choice", "b"),
        ("choice", "a"),
    ]
    assert written(pages) == [], "it is saved by a press and never by itself"
    sent = {**NOTE, "csrf_token": page.form("/planted/keeps").value("csrf_token")}
    assert pages.client.post("/planted/keeps", data=sent).text == "taken: b, a"
    assert written(pages) == ["mine"]


def test_a_wrong_password_on_the_way_loses_nothing(pages: Pages) -> None:
    typed = {"email": "alice@demo.invalid", "password": "not right"}
    page = pages.send(sent_too_late(pages), "/sign-in", typed, status=422)
    assert "Nothing is lost" in pages.send(page, "/demo/alice").text


def test_no_browser_keeps_a_page_that_carries_what_was_written(pages: Pages) -> None:
    asked = sent_too_late(pages)
    typed = {"email": "alice@demo.invalid", "password": "not right"}
    again = pages.send(asked, "/sign-in", typed, status=422)
    for page in (asked, again, pages.send(again, "/demo/alice")):
        assert page.headers["Cache-Control"] == "no-store"
    assert pages.get("/sign-in").headers["Cache-Control"] != "no-store"


def test_a_form_that_need_not_be_kept_leads_to_the_sign_in_page(pages: Pages) -> None:
    answer = pages.client.post("/planted/loses", data=NOTE)
    assert answer.status_code == 302
    assert answer.location == "/sign-in"


def test_a_form_from_before_another_sign_in_is_shown_again(pages: Pages) -> None:
    pages.become("alice")
    page = Page(pages.client.post("/planted/keeps", data={**NOTE, "csrf_token": "of yesterday"}))
    assert page.status == 409
    assert page.problems == []
    assert page.form("/planted/keeps").value("note") == "mine"
    assert page.form("/planted/keeps").value("csrf_token") != "of yesterday"
    assert written(pages) == [], "another site may have sent it"


def test_what_was_typed_comes_back_as_text_and_not_as_a_page(pages: Pages) -> None:
    pages.become("alice")
    typed = "</form><script>alert(1)</script>\"'&"
    page = Page(pages.client.post("/planted/keeps", data={"note": typed, typed: "x"}))
    assert page.problems == []
    assert page.form("/planted/keeps").value("note") == typed
    assert page.form("/planted/keeps").value(typed) == "x"


def test_a_form_is_carried_for_half_a_day(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    page = sent_too_late(pages)
    monkeypatch.setattr(carrying, "_HOURS", -1)
    assert "Nothing is lost" not in pages.send(page, "/demo/alice").text


@pytest.mark.parametrize("carried", ["", "x", "x.y.z", "eyJhIjoxfQ.aaaaaa.bbbbbb"])
def test_what_this_site_did_not_pack_is_not_unpacked(pages: Pages, carried: str) -> None:
    page = sent_too_late(pages)
    after = pages.send(page, "/demo/alice", {"carried": carried})
    assert (after.path, "Nothing is lost" in after.text) == ("/", False)


def test_a_packed_form_that_was_changed_is_not_unpacked(pages: Pages) -> None:
    page = sent_too_late(pages)
    carried = page.form("/demo/alice").value("carried")
    changed = ("X" if carried[0] != "X" else "Y") + carried[1:]
    assert "Nothing is lost" not in pages.send(page, "/demo/alice", {"carried": changed}).text


def test_a_page_that_was_asked_for_is_carried_over_too(pages: Pages) -> None:
    page = pages.get("/planted/learn?part=2")
    assert page.form("/sign-in").value("next") == "/planted/learn?part=2"
