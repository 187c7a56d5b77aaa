"""A sign-in that ends in the middle of a quiz: what was being sent is saved after signing in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from learning.db import Database
from learning.people.models import SignIn
from learning.progress.models import Attempt, ResponseRow
from learning.settings import Settings
from learning.web.app import create_app
from tests.builders import Cast
from tests.content_builders import compiled, item, module, put_into
from tests.pages import Page, Pages
from tests.web.quizzing import AT_THE_END, IDENTITY, Quizzing, quizzing


@pytest.fixture
def app(settings: Settings, database: Database) -> Flask:
    """The demo, where signing in is one press."""
    return create_app(replace(settings, demo=True), database)


@pytest.fixture
def pages(app: Flask, cast: Cast) -> Pages:
    return Pages(app)


def sign_everybody_out(database: Database) -> None:
    with database.writing() as session:
        session.execute(delete(SignIn))


def kept(database: Database) -> dict[str, Any]:
    with database.reading() as session:
        rows = session.execute(select(ResponseRow.item, ResponseRow.given))
        return {row.item: row.given for row in rows}


def too_late(quiz: Quizzing, database: Database, page: Page, values: Any) -> Page:
    """Send a page after the sign-in has ended; leads to the sign-in page."""
    sign_everybody_out(database)
    found = quiz.pages.send(page, page.path, values, status=401)
    assert "Your answer is not lost" in found.text
    assert kept(database) == {}, "nothing is saved in nobody's name"
    return found


@pytest.mark.parametrize(
    ("kind", "values", "given"),
    [
        ("single", {"choice": "both"}, {"chosen": ["both"]}),
        ("multiple", {"choice": ["a", "b"]}, {"chosen": ["a", "b"]}),
        ("numeric", {"value": "15"}, {"value": "15"}),
        (
            "matching",
            {"pair-probe": "ask", "pair-alert": "tell"},
            {"pairs": {"probe": "ask", "alert": "tell"}},
        ),
    ],
)
def test_an_answer_sent_too_late_is_saved_after_signing_in_with_one_press(
    pages: Pages, database: Database, kind: str, values: Any, given: Any
) -> None:
    quiz = quizzing(pages, database, [item(kind), item(item_id="next")])
    page = quiz.begin()
    sign_in = too_late(quiz, database, page, values)
    waiting = pages.send(sign_in, "/demo/alice")
    assert "Nothing is lost" in waiting.text and kept(database) == {}
    saved = pages.send(waiting, page.path)
    assert saved.path == page.path and "Right" in saved.text
    assert kept(database) == {"door": given}


def test_a_whole_quiz_sent_too_late_is_handed_in_after_signing_in(
    pages: Pages, database: Database
) -> None:
    quiz = quizzing(pages, database, [item(), item(item_id="knock")], AT_THE_END)
    page = quiz.begin()
    values = {"door.choice": "both", "knock.choice": "both", "hand_in": "yes"}
    waiting = pages.send(too_late(quiz, database, page, values), "/demo/alice")
    assert "2 of 2 were right." in pages.send(waiting, page.path).text


def test_beginning_too_late_begins_after_signing_in(pages: Pages, database: Database) -> None:
    quizzing(pages, database, [item()])
    page = pages.get(IDENTITY)
    sign_everybody_out(database)
    sign_in = pages.send(page, f"{IDENTITY}/attempts", status=401)
    waiting = pages.send(sign_in, "/demo/alice")
    assert "Item 1 of 1" in pages.send(waiting, f"{IDENTITY}/attempts").text


def test_a_module_said_to_be_read_too_late_is_complete_after_signing_in(
    pages: Pages, database: Database
) -> None:
    put_into(database, compiled(module("reading", ()), module()))
    pages.become("alice")
    path = "/courses/crew/reading"
    page = pages.get(path)
    sign_everybody_out(database)
    waiting = pages.send(pages.send(page, f"{path}/done", status=401), "/demo/alice")
    assert "You have completed 1 of 2" in pages.send(waiting, f"{path}/done").text


def test_whoever_else_signs_in_there_cannot_send_it(pages: Pages, database: Database) -> None:
    quiz = quizzing(pages, database, [item()])
    page = quiz.begin()
    waiting = pages.send(too_late(quiz, database, page, {"choice": "both"}), "/demo/bob")
    pages.send(waiting, page.path, status=404)
    assert kept(database) == {}


def test_an_answer_given_meanwhile_on_another_device_stands(
    pages: Pages, database: Database
) -> None:
    quiz = quizzing(pages, database, [item(), item(item_id="next")])
    page = quiz.begin()
    waiting = pages.send(too_late(quiz, database, page, {"choice": "both"}), "/demo/alice")
    other = Pages(pages.app)
    other.become("alice")
    Quizzing(other, quiz.items).wrongly(other.get(page.path))
    assert "Not this time" in pages.send(waiting, page.path).text
    assert kept(database) == {"door": {"chosen": ["name"]}}


def test_an_answer_that_cannot_be_taken_comes_back_to_its_own_page(
    pages: Pages, database: Database
) -> None:
    quiz = quizzing(pages, database, [item("numeric")])
    page = quiz.begin()
    waiting = pages.send(too_late(quiz, database, page, {"value": "fifteen"}), "/demo/alice")
    back = pages.send(waiting, page.path, status=422)
    assert back.form(page.path).value("value") == "fifteen"


def test_a_page_from_before_a_new_sign_in_is_sent_again_with_one_press(
    pages: Pages, database: Database
) -> None:
    """Signed out and in again in another tab: the token of this one is stale."""
    quiz = quizzing(pages, database, [item()])
    page = quiz.begin()
    pages.become("alice")
    pages.get("/courses")
    again = pages.send(page, page.path, {"choice": "both"}, status=409)
    assert "Nothing is lost" in again.text and kept(database) == {}
    assert "Right" in pages.send(again, page.path).text
    with database.reading() as session:
        assert session.scalars(select(Attempt.passed)).all() == [True]


def test_a_refused_sign_in_keeps_what_waits(pages: Pages, database: Database) -> None:
    quiz = quizzing(pages, database, [item()])
    page = quiz.begin()
    sign_in = too_late(quiz, database, page, {"choice": "both"})
    wrong = {"email": "alice@example.org", "password": "not the one"}
    again = pages.send(sign_in, "/sign-in", wrong, status=422)
    waiting = pages.send(again, "/demo/alice")
    assert "Right" in pages.send(waiting, page.path).text
