"""Reminders: one mail a week that a supervisor asks for, written from what then holds."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from learning.audit.models import AuditLine
from learning.db import Database
from learning.errors import Conflict
from learning.people.models import Person
from learning.people.recounting import ask
from learning.settings import Settings
from learning.supervision import recounting, reminding
from learning.supervision.grid import Clock
from learning.web import moments
from learning.web.app import create_app
from tests.builders import AT, Cast
from tests.pages import Pages
from tests.postbox import Postbox
from tests.supervision.organisation import Organisation
from tests.web.mailing import site, work
from tests.web.test_team import ZONE, today

ADDRESS = "alice@example.org"


@pytest.fixture
def app(settings: Settings, postbox: Postbox, database: Database) -> Flask:
    return site(settings, postbox, database)


@pytest.fixture
def alice(database: Database, cast: Cast) -> str:
    """Alice is a real person for now, and Crew is overdue for her; returns her public id."""
    with database.writing() as session:
        house = Organisation.of(session, cast)
        house.require(house.family_help)
        person = session.get_one(Person, cast.alice)
        person.invented, person.email = False, ADDRESS
        address = person.public_id
    recounting.catch_up(database, ZONE, on=today())
    return address


@pytest.fixture
def bob(app: Flask, cast: Cast, alice: str) -> Pages:
    pages = Pages(app)
    pages.become("bob")
    return pages


def reminded(bob: Pages, alice: str, *, status: int = 200) -> str:
    page = bob.get(f"/people/{alice}")
    return bob.send(page, f"/people/{alice}/reminders", status=status).text


def test_a_reminder_is_sent_once_a_week_and_says_what_is_due(
    bob: Pages, app: Flask, alice: str, postbox: Postbox, database: Database
) -> None:
    assert "Alice Learner is reminded by mail" in reminded(bob, alice)
    assert work(app) == 1
    [letter] = postbox.mails
    text = letter.get_content()
    assert letter["To"] == ADDRESS and letter["Subject"].startswith("A reminder from Bob")
    assert "It was to be completed by" in text and "Bob Supervisor asked us" in text
    page = bob.get(f"/people/{alice}")
    assert "They were last reminded by mail on" in page.text
    assert f"/people/{alice}/reminders" not in [one.action for one in page.forms]
    sent = {"csrf_token": page.form("/sign-out").value("csrf_token")}
    again = bob.client.post(f"/people/{alice}/reminders", data=sent)
    assert again.status_code == 409 and b"within the last week" in again.data
    with database.reading() as session:
        acts = session.scalars(select(AuditLine.act).where(AuditLine.subject == alice)).all()
    assert acts.count("person.reminded") == 1


def test_the_person_sees_that_somebody_asked_for_it(
    bob: Pages, app: Flask, alice: str, database: Database, cast: Cast
) -> None:
    reminded(bob, alice)
    with database.writing() as session:
        session.get_one(Person, cast.alice).email = "alice@demo.invalid"
    own = Pages(app)
    own.become("alice")
    assert "Bob Supervisor had a reminder sent to you" in own.get("/record/seen").text


def test_who_completed_it_in_the_meantime_gets_no_mail(
    bob: Pages, app: Flask, alice: str, postbox: Postbox, database: Database, cast: Cast
) -> None:
    reminded(bob, alice)
    with database.writing() as session:
        house = Organisation.of(session, cast)
        house.complete(cast.alice, today().isoformat())
        ask(session, [cast.alice], on=today())
    recounting.catch_up(database, ZONE, on=today())
    assert work(app) == 1
    assert postbox.mails == []


@pytest.mark.parametrize(("name", "status"), [("charlie", 404), ("rana", 404), ("olu", 303)])
def test_only_who_supervises_somebody_can_have_them_reminded(
    app: Flask, cast: Cast, alice: str, name: str, status: int
) -> None:
    pages = Pages(app)
    pages.become(name)
    sent = {"csrf_token": pages.get("/").form("/sign-out").value("csrf_token")}
    assert pages.client.post(f"/people/{alice}/reminders", data=sent).status_code == status


def test_where_no_mail_is_sent_nobody_is_offered_a_reminder(
    settings: Settings, database: Database, cast: Cast, alice: str
) -> None:
    pages = Pages(create_app(settings, database))
    pages.become("bob")
    page = pages.get(f"/people/{alice}")
    assert f"/people/{alice}/reminders" not in [one.action for one in page.forms]
    sent = {"csrf_token": page.form("/sign-out").value("csrf_token")}
    assert pages.client.post(f"/people/{alice}/reminders", data=sent).status_code == 404


def test_after_a_week_there_may_be_another(database: Database, alice: str, cast: Cast) -> None:
    with database.writing() as session:
        bob = session.get_one(Person, cast.bob).public_id
        clock = Clock(today(), 30)
        reminding.remind(session, alice, bob, clock, at=AT)
        with pytest.raises(Conflict, match="within the last week"):
            reminding.remind(session, alice, bob, clock, at=AT + dt.timedelta(days=6))
        reminding.remind(session, alice, bob, clock, at=AT + dt.timedelta(days=8))


def test_nobody_is_reminded_of_nothing(database: Database, alice: str, cast: Cast) -> None:
    with database.writing() as session:
        bob = session.get_one(Person, cast.bob).public_id
        house = Organisation.of(session, cast)
        house.complete(cast.alice, today().isoformat())
        ask(session, [cast.alice], on=today())
    recounting.catch_up(database, ZONE, on=today())
    with database.writing() as session, pytest.raises(Conflict, match="nothing to remind"):
        reminding.remind(session, alice, bob, Clock(today(), 30), at=AT)


def test_nobody_is_reminded_who_is_gone_or_invented(
    database: Database, alice: str, cast: Cast
) -> None:
    clock = Clock(today(), 30)
    with database.reading() as session:
        bob, charlie = (session.get_one(Person, one).public_id for one in (cast.bob, cast.charlie))
        found = reminding.open_reminder(session, {"person": alice, "by": bob}, clock)
        assert found is not None and found.email == ADDRESS
        for payload in ({"person": charlie, "by": bob}, {"person": alice, "by": "gone"}):
            assert reminding.open_reminder(session, payload, clock) is None


def test_the_day_of_a_reminder_is_the_one_of_the_zone(app: Flask) -> None:
    with app.app_context():
        late = dt.datetime(2027, 7, 1, 23, 30, tzinfo=dt.UTC)
        assert moments.day_of(late) == dt.date(2027, 7, 2)
