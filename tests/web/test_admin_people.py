"""People on the web: found, shown with their teams, and given an account."""

from __future__ import annotations

import pytest

from learning.db import Database
from learning.people import joining, teams
from learning.people.joining import NewPerson
from learning.people.models import Person
from learning.people.paging import PAGE
from tests.builders import AT, Cast
from tests.pages import Pages
from tests.web.organising import address, put, team

LONG = "Ngozi " + "Adeyemi-Featherstonehaugh " * 4 + "ابتسام"


@pytest.fixture
def olu(pages: Pages, cast: Cast) -> Pages:
    pages.become("olu")
    return pages


@pytest.mark.parametrize("name", ["alice", "bob", "rana", "ada"])
def test_people_and_teams_are_for_administrators(
    pages: Pages, cast: Cast, database: Database, name: str
) -> None:
    north, alice = team(database, "North"), address(database, cast.alice)
    pages.become(name)
    for path in ("/admin/people/new", alice, f"{alice}/roles", f"{alice}/number"):
        pages.get(path, status=404)
    for path in ("/admin/teams", "/admin/teams/new", f"/admin/teams/{north}"):
        pages.get(path, status=404)
    answer = pages.client.post(f"{alice}/deactivate", data={"version": "1"})
    assert answer.status_code in (400, 404)


def test_people_are_found_by_name_address_number_and_team(
    olu: Pages, cast: Cast, database: Database
) -> None:
    service = team(database, "Family Help")
    north = team(database, "North", service)
    put(database, olu, cast.alice, north)
    put(database, olu, cast.bob, north, lead=True)
    page = olu.get("/admin/people?q=supervis")
    assert "Bob Supervisor" in page.text and "North (supervises)" in page.text
    page = olu.get(f"/admin/people?team={service}")
    assert "Alice Learner" in page.text and "Charlie" not in page.text
    assert "or in a team in it" in page.text
    page = olu.send(page, "/admin/people", {"q": "bob@"})
    assert "Bob Supervisor" in page.text and "Alice" not in page.text
    page = olu.get(f"/admin/people?team={north}&supervises=no")
    assert "Alice" in page.text and "Bob" not in page.text
    assert "Nobody is here today" in olu.get(f"/admin/people?team={team(database, 'New')}").text
    assert "Nobody found" in olu.get("/admin/people?q=zzz").text
    olu.get("/admin/people?team=nowhere", status=404)


def test_many_people_are_paged_both_ways(olu: Pages, database: Database) -> None:
    with database.writing() as unit:
        for number in range(PAGE + 3):
            person = NewPerson(f"Zed {number:02d}", f"zed{number:02d}@example.org", None)
            joining.add(unit, person, at=AT)
    first = olu.get("/admin/people?q=zed")
    assert "Zed 00" in first.text and f"Zed {PAGE}" not in first.text
    [later] = [link for link in first.links if "after=" in link]
    second = olu.get(later)
    assert f"Zed {PAGE}" in second.text and "Zed 00" not in second.text
    [earlier] = [link for link in second.links if "before=" in link]
    assert olu.get(earlier).text == first.text
    assert "There are no more people" in olu.get("/admin/people?after=zzzz@zzzz").text


def test_a_person_is_shown_with_where_they_work_and_never_what_they_learn(
    olu: Pages, cast: Cast, database: Database
) -> None:
    service = team(database, "Family Help")
    north = team(database, "North", service)
    put(database, olu, cast.bob, north)
    page = olu.get(address(database, cast.bob))
    assert "North in Family Help" in page.text and "Works in it from" in page.text
    assert "They work in a team that they supervise" not in page.text
    put(database, olu, cast.bob, service, lead=True)
    page = olu.get(page.path)
    assert "They work in a team that they supervise" in page.text
    assert "Whoever supervises the team above supervises them" in page.text
    assert "it is theirs" in page.text
    assert "no place in a team today" in olu.get(address(database, cast.ada)).text


def test_an_account_is_made_without_a_password_and_then_put_in_a_team(
    olu: Pages, database: Database
) -> None:
    page = olu.get("/admin/people/new")
    typed = {"name": LONG[:120], "email": "Ngozi@example.org", "roles": ["author", "reviewer"]}
    page = olu.send(page, "/admin/people/new", typed)
    assert page.path.endswith("/places/new") and "The account is made." in page.text
    person = page.path.removesuffix("/places/new")
    page = olu.get(person)
    assert "Learner, author, reviewer" in page.text and "ngozi@example.org" in page.text
    assert "Make a link to a new password" in page.text
    with database.reading() as unit:
        assert unit.query(Person).filter_by(email="ngozi@example.org").one().password is None


def test_an_account_is_made_in_a_team(olu: Pages, database: Database) -> None:
    north = team(database, "North")
    page = olu.get(f"/admin/people/new?team={north}")
    assert "Works from today in North" in page.text
    page = olu.send(page, "/admin/people/new", {"name": "Ife", "email": "ife@example.org"})
    assert page.path.startswith("/admin/people/") and "Works in it from" in page.text


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"name": " "}, 422, "Enter the name they go by"),
        ({"name": "\u200b\u2060"}, 422, "Enter the name they go by"),
        ({"name": "x" * 121}, 422, "at most 120"),
        ({"email": ""}, 422, "Enter their e-mail address."),
        ({"email": "nobody"}, 422, "like name@example.org"),
        ({"email": "BOB@demo.invalid"}, 409, "Look under People"),
        ({"roles": ["king"]}, 422, "not a valid choice"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_what_was_typed(
    olu: Pages, typed: dict[str, object], status: int, said: str
) -> None:
    page = olu.get("/admin/people/new")
    sent = {"name": "Ife", "email": "ife@example.org"} | typed
    page = olu.send(page, "/admin/people/new", sent, status=status)
    assert said in page.text and page.title.startswith("Error: ")
    assert page.form("/admin/people/new").value("name").strip() == str(sent["name"]).strip()


def test_a_team_that_closes_meanwhile_takes_nobody(olu: Pages, database: Database) -> None:
    north = team(database, "North")
    page = olu.get(f"/admin/people/new?team={north}")
    with database.writing() as unit:
        teams.find(unit, north).closed_on = AT.date()
    typed = {"name": "Ife", "email": "ife@example.org"}
    page = olu.send(page, "/admin/people/new", typed, status=409)
    assert "That team is closed" in page.text and page.title.startswith("Error: ")
    assert "Nobody found" in olu.get("/admin/people?q=ife").text
