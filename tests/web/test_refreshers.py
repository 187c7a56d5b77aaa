"""Refreshers in a browser: begun, answered, rested, and seen by nobody else."""

from __future__ import annotations

import datetime as dt

import pytest

from learning.db import Database
from learning.web import moments
from tests.builders import AT, Cast
from tests.content_builders import compiled, item, module, put_into
from tests.pages import Page, Pages
from tests.progress.learner import take

MONTH = AT + dt.timedelta(days=40)


@pytest.fixture
def alice(pages: Pages, cast: Cast, database: Database, monkeypatch: pytest.MonkeyPatch) -> Pages:
    """Alice a month after she completed a module."""
    put_into(database, compiled(module(items=[item(critical=True)])))
    take(database, cast.alice, "identity")
    monkeypatch.setattr(moments, "now", lambda: MONTH)
    pages.become("alice")
    return pages


def begin(pages: Pages) -> Page:
    return pages.send(pages.get("/refreshers"), "/refreshers/rounds")


def test_they_are_reached_from_home_and_record(alice: Pages) -> None:
    assert "/refreshers" in alice.get("/").links
    assert "/refreshers" in alice.get("/record").links


def test_one_is_begun_answered_and_done_for_today(alice: Pages) -> None:
    assert "One thing is due. It takes about two minutes." in alice.get("/refreshers").text
    page = begin(alice)
    page = alice.send(page, page.path, {"choice": "both", "confidence": "certain"})
    assert "Name and date of birth." in page.text and "That is all for today" in page.text
    page = alice.get("/refreshers")
    assert "Nothing is due. The next one comes on" in page.text
    assert "One thing is due" not in alice.get("/").text


def test_a_critical_one_that_went_wrong_leads_to_its_module(alice: Pages) -> None:
    page = begin(alice)
    page = alice.send(page, page.path, {"choice": "name"})
    assert "This one matters most" in page.text
    assert "/courses/crew/identity" in page.links


def test_a_gap_is_asked_for_and_a_second_answer_changes_nothing(alice: Pages) -> None:
    first = begin(alice)
    page = alice.send(first, first.path, status=422)
    assert page.title.startswith("Error: ")
    alice.send(first, first.path, {"choice": "both"})
    page = alice.send(first, first.path, {"choice": "name"})
    assert "This one matters most" not in page.text
    again = alice.client.post(
        "/refreshers/rounds", data=dict(alice.get("/refreshers").form("/refreshers/rest").fields)
    )
    assert again.status_code == 409


def test_one_goes_on_where_one_was(alice: Pages) -> None:
    page = begin(alice)
    assert "Go on" in alice.get("/refreshers").text
    assert begin(alice).path == page.path


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("week", "until 19 April 2027"),
        ("resumed", "Your refreshers rest."),
        ("x", "rest until"),
    ],
)
def test_they_rest_and_come_again(alice: Pages, rest: str, said: str) -> None:
    page = alice.send(alice.get("/refreshers"), "/refreshers/rest", {"rest": rest})
    assert said in page.text
    page = alice.send(page, "/refreshers/resume")
    assert "One thing is due" in page.text


def test_nobody_else_sees_them(alice: Pages) -> None:
    path = begin(alice).path
    alice.become("bob")
    alice.get(path, status=404)
    assert "comes back here after some days" in alice.get("/refreshers").text
