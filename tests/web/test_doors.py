"""Doors: who may come in, and what the others see."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from learning.db import Database
from learning.settings import Settings
from learning.web.app import create_app
from learning.web.doors import door_of, open_to
from tests.builders import NAMES, Cast
from tests.pages import Pages
from tests.web.planted import plant

_TOKEN = re.compile(rb'name="csrf_token" value="[^"]+"')  # it holds the second it was made in


@pytest.fixture
def pages(app: Flask, cast: Cast) -> Pages:
    return Pages(plant(app))


@pytest.mark.parametrize("name", NAMES)
def test_a_view_without_a_door_is_shut_to_everybody(pages: Pages, name: str) -> None:
    pages.become(name)
    page = pages.get("/planted/shut", status=404)
    assert "never shown" not in page.text


def test_a_view_without_a_door_is_shut_to_a_stranger(pages: Pages) -> None:
    assert "never shown" not in pages.get("/planted/shut").text  # the sign-in page


@pytest.mark.parametrize(
    ("name", "status"),
    [("alice", 404), ("bob", 404), ("charlie", 404), ("ada", 404), ("rana", 200), ("olu", 200)],
)
def test_a_room_for_others_looks_as_if_it_did_not_exist(
    pages: Pages, name: str, status: int
) -> None:
    pages.become(name)
    answer = pages.client.get("/planted/review")
    nowhere = pages.client.get("/planted/nowhere")
    assert answer.status_code == status
    if status == 404:
        found, none = (_TOKEN.sub(b"", one.data) for one in (answer, nowhere))
        assert found == none.replace(b"/planted/nowhere", b"/planted/review")


@pytest.mark.parametrize("name", NAMES)
def test_everybody_is_a_learner(pages: Pages, name: str) -> None:
    pages.become(name)
    assert pages.client.get("/planted/learn").text == "learnt"


def test_a_stranger_is_led_to_sign_in_and_back(pages: Pages) -> None:
    answer = pages.client.get("/planted/learn?part=2&of=ä")
    assert answer.status_code == 302
    assert answer.location == "/sign-in?next=/planted/learn%3Fpart%3D2%26of%3D%C3%A4"


def test_readers_need_no_account_where_reading_is_open(pages: Pages) -> None:
    assert pages.client.get("/planted/read").text == "read"


def test_readers_sign_in_where_reading_is_not_open(
    settings: Settings, database: Database, cast: Cast
) -> None:
    pages = Pages(plant(create_app(replace(settings, open_reading=False), database)))
    for path in ("/planted/read", "/courses", "/cases"):
        assert pages.client.get(path).location == f"/sign-in?next={path}"
    pages.become("alice")
    assert pages.client.get("/planted/read").text == "read"


def test_a_sign_in_that_has_ended_is_no_sign_in(pages: Pages) -> None:
    pages.become("alice")
    pages.become("alice")  # a second device, so that ending one is seen
    with pages.client.session_transaction() as cookie:
        cookie["_user_id"] = "ended"
    assert pages.client.get("/planted/learn").status_code == 302


def test_the_door_is_named_on_the_view() -> None:
    @open_to("author", "administrator")
    def view() -> None:
        """A view."""

    assert door_of(view) == {"author", "administrator"}
    assert door_of(lambda: None) == frozenset()
