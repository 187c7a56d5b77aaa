"""Lists on the web: looked at first, applied as they were shown, and taken out."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from learning import clock
from learning.audit.models import AuditLine
from learning.db import Database
from learning.lists import reading
from learning.people.models import Person, Role, Team
from learning.settings import Settings
from learning.web import import_pages, moments, packed_lists
from tests.builders import AT, Cast
from tests.lists.lists import PEOPLE, TEAMS, brought
from tests.pages import Page, Pages
from tests.postbox import Postbox
from tests.web.mailing import link_in, site, work

PATH, APPLY, REPORT = "/admin/import", "/admin/import/apply", "/admin/import/report.csv"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: AT)


@pytest.fixture
def olu(app: Flask, cast: Cast) -> Pages:
    pages = Pages(app)
    pages.become("olu")
    return pages


def posted(pages: Pages, body: str | bytes | None, **ticked: str) -> TestResponse:
    token = pages.get(PATH).form(PATH).value("csrf_token")
    return pages.client.post(PATH, **parts(body, {"csrf_token": token, **ticked}))


def parts(body: str | bytes | None, values: dict[str, str]) -> Any:
    """A form with a file as a browser sends it; the client's own would leave large ones open."""
    whole = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in values.items()
    ]
    if body is not None:
        head = '--x\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\n\r\n'
        whole += [head.encode(), body.encode() if isinstance(body, str) else body, b"\r\n"]
    sent = b"".join([*whole, b"--x--\r\n"])
    return {"data": sent, "content_type": "multipart/form-data; boundary=x"}


def looked(pages: Pages, body: str | bytes | None, *, status: int = 200, **ticked: str) -> Page:
    return Pages._page(posted(pages, body, **ticked), status)


def count(database: Database, model: type[Team] | type[Person]) -> int:
    with database.reading() as session:
        return len(session.scalars(select(model.id)).all())


@pytest.mark.parametrize("name", ["alice", "bob", "charlie", "ada", "rana"])
def test_lists_are_for_administrators(pages: Pages, cast: Cast, name: str) -> None:
    pages.become(name)
    for path in (PATH, "/admin/export/people.csv"):
        pages.get(path, status=404)
    for path in (PATH, APPLY, REPORT):
        assert pages.client.post(path, data={"file": "x"}).status_code == 404


def test_who_is_not_signed_in_is_asked_to(pages: Pages, cast: Cast) -> None:
    answer = pages.client.post(PATH, **parts(b"x" * 2_000_000, {}))
    assert answer.status_code == 302 and "/sign-in" in answer.headers["Location"]


def test_a_list_without_its_token_is_refused(olu: Pages) -> None:
    assert olu.client.post(PATH, **parts(b"x", {})).status_code == 400


def test_the_page_is_in_the_menu_and_explains_every_column(olu: Pages) -> None:
    assert PATH in olu.get("/admin").links
    page = olu.get(PATH)
    assert 'aria-current="true">Administration' in page.html
    for word in ("person_id", "leaves_on", "parent_id", "valid_until", "25/03/2027"):
        assert word in page.text
    assert "/admin/export/completions.xlsx" in page.links


def test_a_list_is_shown_line_by_line_and_then_applied(olu: Pages, database: Database) -> None:
    page = looked(olu, TEAMS)
    assert page.headers["Cache-Control"] == "no-store"
    assert "Nothing has been changed yet. Read as: CSV in UTF-8" in page.text
    assert "New Line 2, about N 'North' is made, at the top." in page.text
    assert count(database, Team) == 0
    page = olu.send(page, APPLY)
    assert "It is done: 4 new." in page.text and count(database, Team) == 4
    with database.reading() as session:
        line = session.scalars(select(AuditLine).where(AuditLine.act == "import.applied")).one()
        made = session.scalars(select(AuditLine).where(AuditLine.act == "team.made")).all()
    assert (line.note, line.subject, bool(line.actor)) == ("4 new.", "teams", True)
    assert [(one.actor, one.note) for one in made] == [(line.actor, "by a list")] * 4
    page = looked(olu, TEAMS)
    assert "Everything is so already." in page.text and "Do this" not in page.text
    assert "There was nothing to change." in olu.send(page, APPLY).text


def test_where_no_mail_is_sent_administrators_make_links_for_new_people(
    olu: Pages, database: Database
) -> None:
    olu.send(looked(olu, TEAMS), APPLY)
    page = looked(olu, PEOPLE)
    assert "by mail" not in page.text
    page = olu.send(page, APPLY, {"send_links": "yes"})
    assert "Who is new has no password yet: make them a link" in page.text


def test_new_people_are_sent_links_where_that_is_ticked(
    settings: Settings,
    postbox: Postbox,
    database: Database,
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(moments, "now", lambda: clock.now())
    app = site(settings, postbox, database)
    olu = Pages(app)
    olu.become("olu")
    page = looked(olu, "person_id,name,email\n1,Ann,ann@example.org\n2,Bea,bea@example.org\n")
    assert "Send each of the 2 new people a link by mail" in page.text
    page = olu.send(page, APPLY, {"send_links": "yes"})
    assert "Each new person is sent a link" in page.text
    assert work(app) == 2
    letter = next(one for one in postbox.mails if "ann@example.org" in str(one["To"]))
    guest = Pages(app)
    link = link_in(letter.get_content().replace("\r\n", "\n"))
    page = guest.send(guest.get(link), link, {"password": "a password of their own"})
    assert "Ann" in page.text
    page = looked(olu, "person_id,name,email\n3,Cy,cy@example.org\n")
    assert "they have a link sent to them" in olu.send(page, APPLY).text and work(app) == 0


def test_wrong_lines_stop_it_unless_they_are_left_out(olu: Pages, database: Database) -> None:
    text = "team_id,name\nA,Alpha\nB,\n"
    page = looked(olu, text)
    assert "Wrong Line 3, about B It has no name." in page.text
    page = olu.send(page, APPLY, status=422)
    assert page.title.startswith("Error: ") and "nothing was changed" in page.text
    assert "#skip_wrong" in page.links and count(database, Team) == 0
    page = olu.send(page, APPLY, {"skip_wrong": "yes"})
    assert "It is done: 1 new; 1 line left out." in page.text and count(database, Team) == 1
    page = looked(olu, "team_id,name\nB,\n")
    assert "Nothing can be done of it as it is." in page.text


def test_many_leavers_are_asked_about_with_their_number(olu: Pages, database: Database) -> None:
    rows = "".join(f"{n},Person {n},p{n}@x.org\n" for n in range(8))
    with database.writing() as session:
        brought(session, f"person_id,name,email\n{rows}")
    page = looked(olu, "person_id,name,email\n0,Person 0,p0@x.org\n", leavers="yes")
    assert "7 of 8 people would leave" in page.text and "Yes, 7 people have left" in page.text
    page = olu.send(page, APPLY, status=422)
    assert "#all_leavers" in page.links
    page = olu.send(page, APPLY, {"all_leavers": "yes"})
    assert "It is done: 7 leaving, 1 unchanged." in page.text
    with database.reading() as session:
        gone = session.scalars(select(Person).where(Person.deactivated_on.is_not(None))).all()
    assert len(gone) == 7


def test_what_changed_in_the_meantime_is_shown_and_not_done(olu: Pages, database: Database) -> None:
    page = looked(olu, TEAMS)
    with database.writing() as session:
        brought(session, "team_id,name\nN,Other name\n")
    page = olu.send(page, APPLY, status=409)
    assert "Something changed since you looked" in page.text
    assert "'Other name' is called 'North' from now on." in page.text
    assert count(database, Team) == 1
    assert "It is done: 3 new, 1 changed." in olu.send(page, APPLY).text
    assert count(database, Team) == 4


def test_a_page_that_was_open_too_long_or_was_changed_does_nothing(
    olu: Pages, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = looked(olu, TEAMS)
    for action in (APPLY, REPORT):
        token = page.form(APPLY).value("csrf_token")
        answer = olu.client.post(action, data={"csrf_token": token, "packed": "changed"})
        assert answer.status_code == 422 and "Choose the file again" in answer.text
    monkeypatch.setattr(packed_lists, "_SECONDS", -1)
    page = olu.send(page, APPLY, status=422)
    assert "open for more than an hour" in page.text and count(database, Team) == 0


def test_nobody_else_can_send_on_what_one_administrator_looked_at(
    olu: Pages, app: Flask, cast: Cast, database: Database
) -> None:
    page = looked(olu, TEAMS)
    with database.writing() as session:
        session.add(Role(person_id=cast.ada, name="administrator"))
    ada = Pages(app)
    ada.become("ada")
    token = ada.get(PATH).form(PATH).value("csrf_token")
    ada.send(page, APPLY, {"csrf_token": token}, status=422)
    assert count(database, Team) == 0


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (None, "Choose a list"),
        ("", "The file is empty"),
        ("team_id,nmae\n", "Did you mean 'name'?"),
        (b"\xd0\xcf\x11\xe0", "of an old kind"),
    ],
)
def test_what_is_no_list_is_refused_on_the_form(
    olu: Pages, body: str | bytes | None, told: str
) -> None:
    page = looked(olu, body, status=422)
    assert told in page.text and page.title.startswith("Error: ") and "#the_list" in page.links


def test_leavers_of_a_list_of_teams_are_refused_and_the_tick_stays(olu: Pages) -> None:
    page = looked(olu, TEAMS, status=422, leavers="yes")
    assert "Only a list of people tells who has left" in page.text
    assert ("leavers", "yes") in page.form(PATH).fields


def test_the_whole_report_can_be_downloaded(olu: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_pages, "_SHOWN", 2)
    page = looked(olu, f"{TEAMS}X,,\n")
    assert "3 more are in the report" in page.text and "Wrong Line 6" in page.text
    form = page.form(APPLY)
    answer = olu.client.post(REPORT, data=dict(form.fields))
    assert answer.mimetype == "text/csv" and "report.csv" in answer.headers["Content-Disposition"]
    lines = answer.text.removeprefix("\ufeff").splitlines()
    assert lines[0] == "line,outcome,about,what" and len(lines) == 6
    assert lines[-1].startswith("6,wrong,X,")


def test_days_are_written_as_people_write_them_and_in_files_as_spreadsheets_do(
    olu: Pages,
) -> None:
    olu.send(looked(olu, "team_id,name\nN,North on 2026-99-99\n"), APPLY)
    head = "person_id,name,email,team_id,since,until,leaves_on\n"
    rows = "1,Ann,ann@x.org,N,2027-06-08,2027-09-30,2027-12-25\n2,Bea,b@x.org,,8.13.2027,,\n"
    page = looked(olu, head + rows)
    assert "from 8 June 2027 until 30 September 2027." in page.text
    assert "They leave on 25 December 2027: bring" in page.text
    assert "North on 2026-99-99" in page.text and "Write days like 2027-03-25" in page.text
    told = page.text
    assert told.index("Wrong Line 3") < told.index("To look at Line 2") < told.index("New Line 2")
    answer = olu.client.post(REPORT, data=dict(page.form(APPLY).fields))
    assert "from 2027-06-08 until 2027-09-30." in answer.text and " June " not in answer.text
    page = olu.send(page, APPLY, {"skip_wrong": "yes"})
    assert "It is done: 1 new; 1 to look at; 1 line left out." in page.text


def test_a_list_larger_than_other_pages_take_is_read(olu: Pages, app: Flask) -> None:
    rows = "".join(f"T{n},A team with a rather long name {n},\n" for n in range(9_000))
    assert len(rows) > app.config["MAX_CONTENT_LENGTH"]
    page = looked(olu, f"team_id,name,parent_id\n{rows}")
    assert "New 9,000" in page.text and "8,800 more" in page.text
    assert "It is done: 9,000 new." in olu.send(page, APPLY).text


def test_a_list_that_is_too_large_says_how_large_it_may_be(
    olu: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = b"x" * (packed_lists.MOST_BYTES + 1)
    page = looked(olu, body, status=413)
    assert "A list may have 8 megabytes. Divide it in two." in page.text
    page = looked(olu, b"x" * (reading.MOST_BYTES + 1), status=422)
    assert "8 megabytes" in page.text


@pytest.mark.parametrize("kind", ["teams", "people", "completions"])
def test_lists_are_taken_out_and_that_is_noted(olu: Pages, database: Database, kind: str) -> None:
    answer = olu.client.get(f"/admin/export/{kind}.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf") and answer.mimetype == "text/csv"
    assert f"{kind}-2027-03-03.csv" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    answer = olu.client.get(f"/admin/export/{kind}.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0].max_row >= 1
    with database.reading() as session:
        lines = session.scalars(select(AuditLine).where(AuditLine.act == "people.exported")).all()
    assert [one.subject for one in lines] == [kind, kind]


def test_what_is_no_list_cannot_be_taken_out(olu: Pages) -> None:
    for path in ("/admin/export/secrets.csv", "/admin/export/people.pdf"):
        olu.get(path, status=404)


def test_a_new_day_is_told_like_any_other_change(
    olu: Pages, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    olu.send(looked(olu, TEAMS), APPLY)
    page = looked(olu, "person_id,name,email,team_id\n1,Ann,ann@x.org,N\n")
    monkeypatch.setattr(moments, "now", lambda: AT + dt.timedelta(days=1))
    page = olu.send(page, APPLY, status=409)
    assert "from 4 March 2027" in page.text and "a new day began" in page.text
