"""The demo's doors: there in the demo alone, and never to a real account."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from learning import clock
from learning.db import Database
from learning.people import joining, leaving
from learning.people.joining import NewPerson
from learning.settings import Settings
from learning.web.app import create_app
from tests.builders import NAMES, Cast
from tests.pages import Pages


@pytest.fixture
def demo(settings: Settings, database: Database, cast: Cast) -> Pages:
    return Pages(create_app(replace(settings, demo=True), database))


@pytest.mark.parametrize("name", NAMES)
def test_one_press_makes_you_one_of_the_cast(demo: Pages, name: str) -> None:
    page = demo.send(demo.get("/sign-in"), f"/demo/{name}")
    assert page.path == "/"
    assert name.title() in page.text
    assert "All people here are invented." in page.text


def test_the_sign_in_page_offers_the_cast_and_nobody_else(demo: Pages) -> None:
    doors = [one.action for one in demo.get("/sign-in").forms if one.action.startswith("/demo/")]
    assert doors == [f"/demo/{name}" for name in NAMES]


def test_one_may_become_somebody_else_without_signing_out(demo: Pages) -> None:
    page = demo.get("/sign-in")
    demo.become("alice")
    token = demo.get("/").form("/sign-out").value("csrf_token")
    assert "Bob" in demo.send(page, "/demo/bob", {"csrf_token": token}).text


def test_another_site_cannot_press_for_you(demo: Pages) -> None:
    assert demo.client.post("/demo/alice").status_code == 400


@pytest.mark.parametrize("name", ["nobody", "%", "alice@demo.invalid", "x" * 3_000])
def test_who_is_not_of_the_demo_cannot_be_become(demo: Pages, name: str) -> None:
    token = demo.get("/sign-in").form("/sign-in").value("csrf_token")
    answer = demo.client.post(f"/demo/{name}", data={"csrf_token": token})
    assert answer.status_code == 404
    assert "The sign-in page shows them all." in answer.text


def test_a_real_account_is_never_reached_by_a_press(demo: Pages, database: Database) -> None:
    with database.writing() as unit:
        joining.add(unit, NewPerson("Real", "real@demo.invalid", "a hash"), at=clock.now())
    token = demo.get("/sign-in").form("/sign-in").value("csrf_token")
    assert demo.client.post("/demo/real", data={"csrf_token": token}).status_code == 404


def test_outside_the_demo_there_are_no_such_doors(app: Flask, cast: Cast) -> None:
    pages = Pages(app)
    page = pages.get("/sign-in")
    assert [one.action for one in page.forms] == ["/sign-in"]
    assert "invented" not in page.text
    token = page.form("/sign-in").value("csrf_token")
    assert pages.client.post("/demo/alice", data={"csrf_token": token}).status_code == 404


def test_an_account_without_a_password_or_a_deactivated_one_is_not_reached_either(
    demo: Pages, cast: Cast, database: Database
) -> None:
    with database.writing() as unit:
        joining.add(unit, NewPerson("Real", "real@demo.invalid", None), at=clock.now())
        leaving.close(unit, cast.alice, on=clock.now().date())
    page = demo.get("/sign-in")
    assert "/demo/alice" not in [one.action for one in page.forms]
    token = page.form("/sign-in").value("csrf_token")
    for name in ("real", "alice"):
        answer = demo.client.post(f"/demo/{name}", data={"csrf_token": token})
        assert answer.status_code == 404
