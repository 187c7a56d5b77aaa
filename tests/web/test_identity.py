"""Who is signed in: a random token in the cookie, and a row that can be taken away."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from learning.db import Database
from learning.people.models import SignIn
from learning.people.signing_in import digest
from tests.builders import Cast
from tests.pages import Pages
from tests.web.planted import plant


@pytest.fixture
def pages(app: Flask, cast: Cast) -> Pages:
    return Pages(plant(app))


def cookie_of(pages: Pages) -> dict[str, Any]:
    with pages.client.session_transaction() as cookie:
        return dict(cookie)


def test_the_cookie_holds_a_token_and_nothing_about_the_person(pages: Pages, cast: Cast) -> None:
    pages.become("alice")
    pages.get("/")
    held = cookie_of(pages)
    assert set(held) <= {"_user_id", "csrf_token"}
    assert str(cast.alice) != held["_user_id"]
    assert len(held["_user_id"]) >= 40


def test_taking_the_row_away_signs_the_device_out(pages: Pages, database: Database) -> None:
    pages.become("alice")
    assert "Alice Learner" in pages.get("/").text
    with database.writing() as unit:
        kept = digest(cookie_of(pages)["_user_id"])
        assert unit.scalar(select(SignIn.token_sha256)) == kept
        unit.execute(delete(SignIn))
    assert "Alice Learner" not in pages.get("/").text
    assert pages.client.get("/planted/learn").status_code == 302


def test_an_ended_sign_in_is_nobody(pages: Pages) -> None:
    pages.become("alice", days=-1)
    assert "Alice Learner" not in pages.get("/").text
    assert pages.client.get("/planted/learn").status_code == 302


def test_a_cookie_that_was_tampered_with_is_nobody(pages: Pages) -> None:
    pages.become("alice")
    held = pages.client.get_cookie("debrief")
    assert held is not None
    changed = held.value[:-2] + ("aa" if held.value[-2:] != "aa" else "bb")
    pages.client.set_cookie("debrief", changed)
    assert "Alice Learner" not in pages.get("/").text


@pytest.mark.parametrize("token", ["", None, "unknown", "x" * 3_000])
def test_a_cookie_that_holds_something_else_is_nobody(pages: Pages, token: object) -> None:
    with pages.client.session_transaction() as cookie:
        cookie["_user_id"] = token
    assert "Sign in" in pages.get("/").text


def test_a_form_that_a_stranger_may_send_knows_who_is_signed_in(pages: Pages) -> None:
    page = pages.get("/sign-in")
    pages.become("alice")
    token = pages.get("/").form("/sign-out").value("csrf_token")
    typed = {"email": "x@example.org", "password": "not right", "csrf_token": token}
    assert "Alice Learner" in pages.send(page, "/sign-in", typed, status=422).text
