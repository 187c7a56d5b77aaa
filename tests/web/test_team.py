"""Supervisors' pages: who is due and who is complete; nobody else gets in; each look is noted."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest
from sqlalchemy import select

from learning import clock
from learning.audit.models import AuditLine
from learning.db import Database
from learning.people.models import Person
from learning.people.recounting import ask
from learning.supervision import recounting
from tests.builders import Cast
from tests.pages import Page, Pages
from tests.supervision.organisation import Organisation

ZONE = "Europe/London"


def today() -> dt.date:
    return clock.now_in(ZONE).date()


class Ids:
    """Addresses of the organisation."""

    def __init__(self, house: Organisation) -> None:
        self.duty, self.elsewhere = house.duty.public_id, house.elsewhere.public_id
        self.family_help, self.long_term = house.family_help.public_id, house.long_term.public_id
        people = house.session.execute(select(Person.email, Person.public_id))
        self.of = {email.partition("@")[0]: public_id for email, public_id in people}


@pytest.fixture
def ids(database: Database, cast: Cast) -> Ids:
    """Crew is required of Family Help; Alice has completed it, the rest has not."""
    with database.writing() as session:
        house = Organisation.of(session, cast)
        house.require(house.family_help, valid_months=12)
        house.complete(cast.alice, (today() - dt.timedelta(days=30)).isoformat())
        made = Ids(house)
    recounting.catch_up(database, ZONE, on=today())
    return made


def lines(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        rows = session.scalars(select(AuditLine).order_by(AuditLine.id))
        return [(one.act, one.actor, one.subject) for one in rows]


@pytest.fixture
def bob(pages: Pages, cast: Cast, ids: Ids) -> Pages:
    pages.become("bob")
    return pages


def test_my_teams_are_in_the_menu_and_one_team_is_opened_at_once(bob: Pages, ids: Ids) -> None:
    assert "/team" in bob.get("/").links
    page = bob.get("/team")
    assert page.path == f"/team/{ids.duty}"
    assert "Alice Learner" in page.text and "Complete" in page.text
    assert "1 complete" in page.text and "1 overdue" in page.text
    assert "Bob Supervisor" in page.text, "who supervises is a learner too"
    assert "Charlie" not in page.text


def test_several_teams_are_listed(pages: Pages, cast: Cast, ids: Ids, database: Database) -> None:
    with database.writing() as session:
        house = Organisation.of(session, cast)
        house.put(cast.bob, house.elsewhere, supervises=True)
    pages.become("bob")
    page = pages.get("/team")
    assert page.path == "/team" and f"/team/{ids.duty}" in page.links


def test_a_supervisor_without_a_team_is_told_so(
    pages: Pages, cast: Cast, database: Database
) -> None:
    pages.become("bob")
    assert "No team yet" in pages.get("/team").text
    assert "No team yet" in pages.get("/service").text
    assert "Nothing is due" in pages.get("/service/due").text


@pytest.mark.parametrize("name", ["alice", "charlie", "ada", "rana", "olu_below"])
def test_nobody_gets_in_who_does_not_supervise(
    pages: Pages, cast: Cast, ids: Ids, name: str
) -> None:
    """Charlie meets 404 everywhere, an administrator too where he supervises nobody."""
    if name == "olu_below":
        return
    pages.become(name)
    assert "/team" not in pages.get("/").links
    for path in (
        "/team",
        "/service",
        "/service/due",
        f"/team/{ids.duty}",
        f"/team/{ids.duty}/completions.csv",
        f"/people/{ids.of['alice']}",
    ):
        pages.get(path, status=404)


def test_a_supervisor_of_another_team_meets_404_as_for_no_team(
    bob: Pages, ids: Ids, database: Database
) -> None:
    for path in (
        *(f"/team/{one}" for one in (ids.elsewhere, ids.family_help, ids.long_term, "nowhere")),
        f"/team/{ids.elsewhere}/completions.csv",
        f"/team/{ids.duty}/completions.pdf",
        f"/people/{ids.of['charlie']}",
        f"/people/{ids.of['olu']}",
        "/people/nobody",
        "/team/%F0%9F%A6%8A",
    ):
        bob.get(path, status=404)
    assert lines(database) == [], "what is not shown leaves no line"


def test_a_page_of_somebody_says_all_there_is_and_can_be_copied(bob: Pages, ids: Ids) -> None:
    page = bob.get(f"/people/{ids.of['alice']}")
    assert "Completed on" in page.text and "Counts until" in page.text
    assert "Alice Learner, as of" in page.html and "Release 1" in page.text
    page = bob.get(f"/people/{ids.of['bob']}")
    assert page.path == "/record/seen" and "It was to be completed by" in page.text


@pytest.mark.parametrize(
    ("choice", "there", "gone"),
    [
        ("status=complete", "Alice", "Bob Supervisor</a>"),
        ("status=wanting", "Bob", "Alice Learner</a>"),
        ("name=ali", "Alice", "Bob Supervisor</a>"),
        ("course=crew&sort=due", "Alice", "Charlie"),
        ("status=nonsense&sort=nonsense", "Alice", "Charlie"),
    ],
)
def test_the_grid_is_narrowed_by_what_is_chosen(
    bob: Pages, ids: Ids, choice: str, there: str, gone: str
) -> None:
    page = bob.get(f"/team/{ids.duty}?{choice}")
    assert there in page.text and gone not in page.html


def test_nobody_to_show_is_said_with_a_way_back(bob: Pages, ids: Ids) -> None:
    page = bob.get(f"/team/{ids.duty}?status=exempt")
    assert "Nobody to show" in page.text and f"/team/{ids.duty}" in page.links
    bob.get(f"/team/{ids.duty}?after=nonsense", status=404)


def rows_of(page: Page) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(page.html.removeprefix("\ufeff"))))


def download(pages: Pages, path: str) -> bytes:
    answer = pages.client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "attachment" in answer.headers["Content-Disposition"]
    return answer.data


def test_the_list_has_a_line_a_person_and_course(bob: Pages, ids: Ids) -> None:
    body = download(bob, f"/team/{ids.duty}/completions.csv").decode("utf-8-sig")
    told = {one["name"]: one for one in csv.DictReader(io.StringIO(body))}
    assert set(told) == {"Alice Learner", "Bob Supervisor"}
    assert told["Alice Learner"]["status"] == "Complete"
    assert told["Bob Supervisor"]["status"] == "Overdue"
    book = openpyxl.load_workbook(io.BytesIO(download(bob, f"/team/{ids.duty}/completions.xlsx")))
    names = [row[1] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert names == ["name", "Alice Learner", "Bob Supervisor"]
    book.close()


def test_a_name_that_a_spreadsheet_would_calculate_stays_text(
    bob: Pages, ids: Ids, cast: Cast, database: Database
) -> None:
    with database.writing() as session:
        session.get_one(Person, cast.alice).name = "=cmd|' /C calc'!A0"
    body = download(bob, f"/team/{ids.duty}/completions.csv").decode("utf-8-sig")
    assert "'=cmd|' /C calc'!A0" in body and ",=cmd" not in body
    page = bob.get(f"/team/{ids.duty}")
    assert "=cmd" in page.text


def test_days_are_days_in_the_workbook_and_no_due_day_stands_where_no_clock_runs(
    bob: Pages, ids: Ids, cast: Cast, database: Database
) -> None:
    with database.writing() as session:
        house = Organisation.of(session, cast)
        house.pause(cast.bob, today().isoformat())
        ask(session, [cast.bob], on=today())
    recounting.catch_up(database, ZONE, on=today())
    book = openpyxl.load_workbook(io.BytesIO(download(bob, f"/team/{ids.duty}/completions.xlsx")))
    heads, *rows = book.worksheets[0].iter_rows(values_only=True)
    told = {row[1]: dict(zip(heads, row, strict=True)) for row in rows}
    book.close()
    assert isinstance(told["Alice Learner"]["completed_on"], dt.datetime)
    assert told["Bob Supervisor"]["status"] == "Away" and told["Bob Supervisor"]["due"] is None


def test_asking_for_the_head_of_a_list_takes_nothing_and_is_not_noted(
    bob: Pages, ids: Ids, database: Database
) -> None:
    for path in (f"/team/{ids.duty}/completions.csv", f"/people/{ids.of['alice']}"):
        assert bob.client.head(path).status_code == 200
    assert lines(database) == []


# --- what is noted -------------------------------------------------------------------------------


def test_the_team_page_is_noted_once_a_day_and_the_others_each_time(
    bob: Pages, ids: Ids, database: Database
) -> None:
    me, alice = ids.of["bob"], ids.of["alice"]
    for _ in range(2):
        bob.get(f"/team/{ids.duty}")
        bob.get(f"/people/{alice}")
        bob.get(f"/people/{me}")
        download(bob, f"/team/{ids.duty}/completions.csv")
    assert sorted(lines(database)) == sorted(
        [
            ("team.seen", me, ids.duty),
            *[("person.seen", me, alice)] * 2,
            *[("team.exported", me, ids.duty)] * 2,
        ]
    )


def test_the_learner_sees_what_was_shown_and_who_looked_on_which_day(bob: Pages, ids: Ids) -> None:
    shown = bob.get(f"/people/{ids.of['alice']}")
    bob.get(f"/team/{ids.duty}")
    alice = Pages(bob.app)
    alice.become("alice")
    page = alice.get("/record/seen")
    sentence = next(one for one in shown.text.split(". ") if "counts until" in one)
    assert sentence.split("; ")[-1] in page.text
    assert "Bob Supervisor, who supervises Duty" in page.text
    assert "Olu Administrator, who supervises Family Help" in page.text
    assert "Bob Supervisor opened your page" in page.text
    assert "Bob Supervisor opened the page of Duty" in page.text
    assert "/record/seen" in alice.get("/record").links


def test_somebody_without_team_or_course_is_told_that_nobody_sees_anything(
    pages: Pages, cast: Cast, database: Database
) -> None:
    pages.become("ada")
    page = pages.get("/record/seen")
    assert "Nobody: you are in no team" in page.text and "Nobody has looked yet" in page.text
    pages.get("/record/seen?before=x", status=404)


# --- the service ---------------------------------------------------------------------------------


def test_a_service_shows_each_team_and_all_that_is_due(
    pages: Pages, cast: Cast, ids: Ids, database: Database
) -> None:
    pages.become("olu")
    page = pages.get("/service")
    assert "Family Help" in page.text and "Duty" in page.text and "Elsewhere" not in page.text
    page = pages.get("/service/due")
    assert "Bob Supervisor" in page.text and "Overdue" in page.text and "Alice" not in page.text
    assert ("team.seen", ids.of["olu"], ids.family_help) in lines(database)
    pages.get("/service?after=nowhere", status=404)
    pages.get("/service/due?after=nonsense", status=404)
