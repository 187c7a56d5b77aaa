"""Mails: sent once the unit is kept, at least once, with the same link each time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text

from learning.db import Database
from learning.people import accounts, joining, letters, links
from learning.people.joining import Offer
from learning.people.models import Person
from learning.settings import Settings
from learning.web import mails
from learning.web.app import create_app
from learning.work import jobs, rounds
from tests.builders import Cast
from tests.pages import Page, Pages
from tests.postbox import Postbox
from tests.web.mailing import jobs_of, link_in, site, work
from tests.web.test_account import OTHER

HOUR = dt.timedelta(hours=1)
IFE = "ife@example.org"


@pytest.fixture
def app(settings: Settings, postbox: Postbox, database: Database) -> Flask:
    return site(settings, postbox, database)


@pytest.fixture
def olu(app: Flask, cast: Cast) -> Pages:
    pages = Pages(app)
    pages.become("olu")
    return pages


@pytest.fixture
def ife(app: Flask, cast: Cast, database: Database) -> str:
    """The public id of a real person with an account."""
    with database.writing() as unit:
        newcomer = joining.NewPerson("Ife & Co", IFE, "a hash")
        person_id = joining.add(unit, newcomer, at=dt.datetime(2027, 3, 3, tzinfo=dt.UTC))
        return unit.get_one(Person, person_id).public_id


def invited(olu: Pages, *, status: int = 200, **typed: str) -> Page:
    page = olu.get("/admin/invitations")
    return olu.send(page, "/admin/invitations", {"email": IFE, **typed}, status=status)


def kept(database: Database) -> str:
    """Everything in the tables that links leave something in."""
    with database.reading() as unit:
        found = [unit.execute(text(f"SELECT * FROM {t}")).all() for t in ("job", "invitation")]
    return str(found)


def test_an_invitation_goes_by_mail_and_nobody_else_sees_its_link(
    olu: Pages, app: Flask, postbox: Postbox, database: Database
) -> None:
    page = invited(olu, role="author", meant_for="Ife & Co")
    assert "An invitation is on its way to ife@example.org." in page.text
    assert "/join/" not in page.html and "Ife & Co Author, until" in page.text
    before = kept(database)
    assert postbox.mails == [], "mail goes out after the commit"
    assert work(app) == 1
    [mail], [said] = postbox.mails, postbox.texts
    link = link_in(said)
    assert link.rpartition("/")[2] not in before + kept(database)
    assert IFE not in str(jobs_of(app)[0].payload), "and who got it is forgotten"
    assert mail["To"] == IFE and mail["Subject"] == "Your invitation to Debrief"
    assert "with the role of author" in said and "works once, until" in said
    assert "Debrief is run by Ärzte & <Söhne>." in said, "plain text is not escaped"
    assert "help@example.org" in said and "You get this mail because" in said
    assert "\n\n\n" not in said and "{" not in said
    guest = Pages(app)
    typed = {"name": "Ife", "email": IFE, "password": OTHER}
    assert "Ife" in guest.send(guest.get(link), link, typed).text
    assert "author" in guest.get("/account").text


def test_without_an_address_the_link_is_shown_as_ever(olu: Pages, app: Flask) -> None:
    page = invited(olu, email="")
    assert "/join/" in page.html and "It is shown this once" in page.text
    assert jobs_of(app) == []


@pytest.mark.parametrize("email", ["nobody", "a@b", "a@b@c.org", "x" * 250 + "@example.org"])
def test_an_address_that_cannot_be_one_is_refused(olu: Pages, app: Flask, email: str) -> None:
    page = invited(olu, status=422, email=email)
    assert "e-mail address" in page.text and page.title.startswith("Error: ")
    assert jobs_of(app) == []


def test_who_has_an_account_is_not_invited(olu: Pages, app: Flask, ife: str) -> None:
    page = invited(olu, status=422, email="IFE@example.org")
    assert "There is an account with this e-mail address already." in page.text
    assert jobs_of(app) == [] and "Nothing here yet" in page.text


def test_a_mail_server_that_is_away_loses_nothing(olu: Pages, app: Flask, postbox: Postbox) -> None:
    postbox.close()
    invited(olu)
    assert work(app) == 1 and work(app) == 0
    [job] = jobs_of(app)
    assert (job.error, job.tries) == ("The mail server could not be reached.", 1)
    assert work(app, later=2 * HOUR) == 1
    assert "The mail server could not be reached." in olu.get("/admin/system").text
    postbox.open()
    assert work(app, later=4 * HOUR) == 1
    assert len(postbox.mails) == 1 and jobs_of(app)[0].done_at is not None


def test_a_worker_killed_between_sending_and_recording_sends_the_same_mail_again(
    olu: Pages, app: Flask, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    invited(olu)

    def die(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(rounds, "_record", die)
        work(app)
    assert len(postbox.mails) == 1 and jobs_of(app)[0].done_at is None
    assert work(app) == 0, "the lease of the dead still holds"
    assert work(app, later=jobs.LEASE) == 1
    first, second = postbox.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert link_in(postbox.texts[0]) == link_in(postbox.texts[1])
    Pages(app).get(link_in(postbox.texts[0]))


def test_what_was_withdrawn_in_the_meantime_is_not_sent(
    olu: Pages, app: Flask, postbox: Postbox
) -> None:
    invited(olu)
    page = olu.get("/admin/invitations")
    [action] = [one.action for one in page.forms if one.action.endswith("/withdraw")]
    olu.send(page, action)
    assert work(app) == 1
    [job] = jobs_of(app)
    assert postbox.mails == [] and job.done_at is not None
    assert job.error == "Not sent: what it was about is over."


def test_a_new_password_goes_by_mail_and_the_page_says_where(
    olu: Pages, app: Flask, postbox: Postbox, ife: str
) -> None:
    page = olu.get(f"/admin/people/{ife}")
    assert "It goes to ife@example.org." in page.text
    page = olu.send(page, f"/admin/people/{ife}/reset")
    assert "is on its way to ife@example.org" in page.text and "/reset/" not in page.text
    assert work(app) == 1
    assert postbox.mails[0]["Subject"] == "A new password for Debrief"
    assert "your password\nstays as it is" in postbox.texts[0]
    assert "\n\n\n" not in postbox.texts[0]
    link = link_in(postbox.texts[0])
    guest = Pages(app)
    assert "Ife & Co" in guest.send(guest.get(link), link, {"password": OTHER}).text


def test_the_link_to_a_new_password_can_be_shown_instead(olu: Pages, app: Flask, ife: str) -> None:
    page = olu.get(f"/admin/people/{ife}")
    page = olu.send(page, f"/admin/people/{ife}/reset", {"show": "yes"})
    assert "http://localhost:8000/reset/" in page.html and jobs_of(app) == []


def test_invented_people_are_sent_nothing(
    olu: Pages, app: Flask, cast: Cast, database: Database
) -> None:
    with database.reading() as unit:
        person = f"/admin/people/{unit.get_one(Person, cast.alice).public_id}"
    page = olu.send(olu.get(person), f"{person}/reset")
    assert "/reset/" in page.html and jobs_of(app) == []


@pytest.mark.parametrize("what", ["used", "replaced", "run out", "deactivated"])
def test_a_link_to_a_new_password_that_is_over_is_not_sent(
    app: Flask, postbox: Postbox, database: Database, ife: str, what: str
) -> None:
    at = dt.datetime.now(dt.UTC) - (25 * HOUR if what == "run out" else HOUR)
    with database.writing() as unit:
        person = unit.query(Person).filter_by(public_id=ife).one()
        letters.reset(unit, person.id, key=app.config["SECRET_KEY"], at=at)
        if what == "used":
            accounts.set_password(unit, person.id, "another hash")
        if what == "replaced":
            accounts.make_reset_link(unit, person.id, at=at)
        if what == "deactivated":
            person.deactivated_on = at.date()
    assert work(app) == 1
    assert postbox.mails == [] and jobs_of(app)[0].error.startswith("Not sent")


def test_the_old_address_is_told_that_there_is_another(
    app: Flask, postbox: Postbox, database: Database
) -> None:
    with database.writing() as unit:
        token = joining.invite(unit, "learner", at=dt.datetime.now(dt.UTC), days=1)
    guest, link = Pages(app), f"/join/{token}"
    guest.send(guest.get(link), link, {"name": "Ife", "email": IFE, "password": OTHER})
    for email in ("IFE@example.org", "new@example.org"):
        typed = {"email": email, "current": OTHER}
        guest.send(guest.get("/account/email"), "/account/email", typed)
    assert work(app) == 1, "the same address in capitals is no other"
    assert postbox.mails[0]["To"] == IFE
    [said] = postbox.texts
    assert "was changed on" in said and "new@example.org" not in said
    assert "help@example.org" in said


def test_a_worker_with_another_key_waits_rather_than_sending_nothing(
    olu: Pages, app: Flask, settings: Settings, postbox: Postbox, database: Database
) -> None:
    invited(olu)
    other = site(replace(settings, secret_key="another key"), postbox, database)
    assert work(other) == 1
    [job] = jobs_of(app)
    assert "another secret_key" in job.error and job.done_at is None
    assert work(app, later=HOUR) == 1 and len(postbox.mails) == 1


def test_where_no_mail_is_sent_it_waits(
    olu: Pages, app: Flask, settings: Settings, database: Database, postbox: Postbox
) -> None:
    invited(olu)
    without = create_app(settings, database)
    assert mails.doers(without) == {} and work(without) == 0
    assert work(app) == 1 and len(postbox.mails) == 1


def test_an_invitation_of_a_refused_request_sends_nothing(
    app: Flask, database: Database, postbox: Postbox
) -> None:
    at = dt.datetime.now(dt.UTC)
    with pytest.raises(RuntimeError), database.writing() as unit:
        letters.invite(unit, Offer("learner", 7), IFE, key="k", at=at)
        raise RuntimeError
    assert work(app) == 0 and postbox.mails == []


def test_a_link_is_made_of_the_key_its_purpose_and_a_nonce() -> None:
    token = links.token("key", links.JOIN, "nonce")
    assert token == links.token("key", links.JOIN, "nonce") and len(token) == 43
    others = [("key", links.RESET, "nonce"), ("key", links.JOIN, "x"), ("k", links.JOIN, "nonce")]
    assert token not in {links.token(*one) for one in others}
