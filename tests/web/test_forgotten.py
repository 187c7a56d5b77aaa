"""A forgotten password: a link by mail, and nobody learns who has an account."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from learning import clock
from learning.db import Database
from learning.people import joining
from learning.people.models import Person
from learning.settings import Settings
from learning.web.app import create_app
from tests.builders import Cast
from tests.pages import Page, Pages
from tests.postbox import Postbox
from tests.web.mailing import jobs_of, link_in, site, work
from tests.web.test_account import OTHER

IFE = "ife@example.org"


@pytest.fixture
def app(settings: Settings, postbox: Postbox, database: Database) -> Flask:
    return site(settings, postbox, database)


@pytest.fixture
def ife(app: Flask, cast: Cast, database: Database) -> int:
    with database.writing() as unit:
        return joining.add(unit, joining.NewPerson("Ife", IFE, None), at=clock.now())


def asked(pages: Pages, email: str, *, status: int = 200) -> Page:
    return pages.send(pages.get("/forgotten"), "/forgotten", {"email": email}, status=status)


def test_a_link_to_a_new_password_is_sent_and_works(
    pages: Pages, app: Flask, postbox: Postbox, ife: int
) -> None:
    assert "/forgotten" in pages.get("/sign-in").links
    page = asked(pages, " IFE@example.org ")
    assert "If IFE@example.org has an account here" in page.text
    assert work(app) == 1
    link = link_in(postbox.texts[0])
    assert (postbox.mails[0]["To"], postbox.mails[0]["Subject"]) == (
        IFE,
        "Your account with Debrief",
    )
    assert "With this link you choose\nyour password" in postbox.texts[0]
    page = pages.send(pages.get(link), link, {"password": OTHER})
    assert "Ife" in page.text, "who never had a password has one now"
    pages.get(link, status=404)


@pytest.mark.parametrize("who", ["nobody@example.org", "alice@demo.invalid", "deactivated"])
def test_who_has_no_account_to_enter_is_sent_nothing_and_told_the_same(
    pages: Pages, app: Flask, postbox: Postbox, database: Database, ife: int, who: str
) -> None:
    real = asked(pages, IFE).text.replace(IFE, "...")
    if who == "deactivated":
        with database.writing() as unit:
            unit.get_one(Person, ife).deactivated_on = dt.date(2026, 1, 1)
        who = IFE
    assert asked(pages, who).text.replace(who, "...") == real
    _, job = jobs_of(app)
    assert job.payload["person"] == "" and who not in str(job.payload)
    assert work(app) == 2
    assert len(postbox.mails) == (0 if who == IFE else 1)


@pytest.mark.parametrize("email", ["", "ife", "a@b", "x" * 250 + "@example.org"])
def test_what_is_no_address_is_refused(pages: Pages, app: Flask, email: str) -> None:
    page = asked(pages, email, status=422)
    assert "e-mail address" in page.text and page.title.startswith("Error: ")
    assert jobs_of(app) == []


def test_nobodys_box_is_filled_however_often_somebody_asks(
    pages: Pages, app: Flask, ife: int
) -> None:
    for _ in range(3):
        asked(pages, IFE)
    assert "There were too many tries." in asked(pages, "IFE@example.org", status=429).text
    assert "There were too many tries." not in asked(pages, "other@example.org").text
    assert len(jobs_of(app)) == 4


def test_one_network_cannot_ask_for_everybody(pages: Pages, app: Flask) -> None:
    pages.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    for number in range(10):
        asked(pages, f"n{number}@example.org")
    assert "too many tries" in asked(pages, "n@example.org", status=429).text


def test_only_the_newest_link_of_somebody_is_sent(
    pages: Pages, app: Flask, postbox: Postbox, ife: int
) -> None:
    asked(pages, IFE)
    asked(pages, IFE)
    assert work(app) == 2 and len(postbox.mails) == 1
    pages.get(link_in(postbox.texts[0]))


def test_where_no_mail_is_sent_there_is_no_such_page(
    settings: Settings, database: Database
) -> None:
    pages = Pages(create_app(settings, database))
    assert "No mail is sent from here." in pages.get("/forgotten", status=404).text
    page = pages.get("/sign-in")
    assert "/forgotten" not in page.links
    token = page.form("/sign-in").value("csrf_token")
    sent = pages.client.post("/forgotten", data={"email": IFE, "csrf_token": token})
    assert sent.status_code == 404
