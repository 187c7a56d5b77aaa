"""The system page: how things stand, and what was given up and can be tried again."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from learning import __version__, clock
from learning.audit.models import AuditLine
from learning.db import Database, schema
from learning.installation.models import Backup
from learning.settings import Settings
from learning.web.app import create_app
from learning.work import jobs, queries
from tests.builders import Cast
from tests.pages import Pages
from tests.postbox import Postbox
from tests.web.mailing import jobs_of, site, work

DAY = dt.timedelta(days=1)


@pytest.fixture
def app(settings: Settings, postbox: Postbox, database: Database) -> Flask:
    return site(settings, postbox, database)


@pytest.fixture
def olu(app: Flask, cast: Cast) -> Pages:
    pages = Pages(app)
    pages.become("olu")
    return pages


def invited(olu: Pages, email: str = "ife@example.org") -> None:
    page = olu.get("/admin/invitations")
    olu.send(page, "/admin/invitations", {"email": email})


@pytest.mark.parametrize("name", ["alice", "bob", "charlie", "rana", "ada"])
def test_the_system_is_shown_to_administrators_alone(pages: Pages, cast: Cast, name: str) -> None:
    pages.become(name)
    pages.get("/admin/system", status=404)


@pytest.mark.parametrize("path", ["/admin/system", "/admin/invitations"])
def test_the_way_back_to_administration_stands_below(olu: Pages, path: str) -> None:
    assert "Back to administration" in olu.get(path).text


def test_it_is_reached_from_the_menu_and_says_how_things_stand(
    olu: Pages, database: Database
) -> None:
    assert "/admin/system" in olu.get("/admin").links
    page = olu.get("/admin/system")
    assert f"Version {__version__}" in page.text
    assert f"Revision {schema.newest()}" in page.text
    assert ("SQLite" if database.is_sqlite else "PostgreSQL") in page.text
    assert "From debrief@example.org" in page.text
    assert "Last sent nothing in the last 30 days" in page.text
    assert "None was made with this command yet" in page.text
    assert "Nothing was given up" in page.text and "nothing waits" in page.text


def test_where_no_mail_is_sent_it_says_so(
    settings: Settings, database: Database, cast: Cast
) -> None:
    pages = Pages(create_app(settings, database))
    pages.become("olu")
    assert "From No mail is sent" in pages.get("/admin/system").text


@pytest.mark.parametrize(("days", "due"), [(6, False), (8, True)])
def test_a_backup_that_is_a_week_old_wants_attention(
    olu: Pages, database: Database, days: int, due: bool
) -> None:
    with database.writing() as unit:
        at = clock.now() - days * DAY
        unit.add(Backup(at=at - DAY, name="older.dump", size=1))
        unit.add(Backup(at=at, name="debrief.dump", size=2_500_000))
    page = olu.get("/admin/system")
    assert f"debrief.dump, 2.5 MB, made {days} days ago." in page.text
    assert ("state-due" in page.html) is due


def test_what_waits_for_long_is_noticed(olu: Pages, database: Database, app: Flask) -> None:
    with database.writing() as unit:
        jobs.put(unit, "mail.reset", {}, at=clock.now() - 2 * DAY)
    page = olu.get("/admin/system")
    assert "Something waits for longer than it should" in page.text
    assert "The oldest was asked for 2 days ago" in page.text
    assert "Check that mail is set up" in page.text


def test_what_was_given_up_is_listed_with_its_reason_and_tried_again(
    olu: Pages, app: Flask, postbox: Postbox, database: Database, cast: Cast
) -> None:
    postbox.to_address = "550 5.1.1 ife@example.org is not known here"
    invited(olu)
    assert work(app) == 1
    page = olu.get("/admin/system")
    assert "Mail with an invitation" in page.text and "after 1 try" in page.text
    assert "The mail server refused the address (550)." in page.text
    assert "ife@" not in page.text
    [action] = [one.action for one in page.forms if one.action.endswith("/retry")]
    postbox.to_address = ""
    again = olu.send(page, action)
    assert "It is tried again within a minute." in again.text
    assert "Nothing was given up" in again.text
    assert "It is being tried already." in olu.send(page, action).text
    assert work(app) == 1 and len(postbox.mails) == 1
    assert "Last sent less than a minute ago" in olu.get("/admin/system").text
    with database.reading() as unit:
        [line] = unit.scalars(select(AuditLine).where(AuditLine.act == "job.retried"))
    assert (line.subject_kind, line.subject) == ("job", jobs_of(app)[0].public_id)
    assert line.note == "mail.invitation"


def test_what_is_not_there_cannot_be_tried_again(olu: Pages) -> None:
    token = olu.get("/admin").form("/sign-out").value("csrf_token")
    for name in ("gone", "x" * 60):
        sent = olu.client.post(f"/admin/system/jobs/{name}/retry", data={"csrf_token": token})
        assert sent.status_code == 404
    olu.get("/admin/system?before=soon", status=404)


def test_many_failures_take_several_pages(olu: Pages, database: Database) -> None:
    with database.writing() as unit:
        for number in range(queries.PAGE + 1):
            jobs.put(unit, f"kind {number}", {}, at=clock.now())
            held = jobs.hold(unit, [f"kind {number}"], at=clock.now())
            assert held is not None
            jobs.fail(unit, held, "No.", at=clock.now(), for_good=True)
    page = olu.get("/admin/system")
    assert f"Given up {queries.PAGE + 1}" in page.text and f"kind {queries.PAGE}" in page.text
    [later] = [link for link in page.links if "before=" in link]
    assert "kind 0" not in page.text.partition("Given up No.")[2]
    page = olu.get(later)
    assert "kind 0" in page.text and "/admin/system" in page.links
    assert len([one for one in page.forms if one.action.endswith("/retry")]) == 1
