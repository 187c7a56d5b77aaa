"""Teams on the web: the tree, and a team made, renamed, moved, closed and opened again."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from learning.audit.models import AuditLine
from learning.db import Database
from learning.people import joining, teams
from learning.people.joining import NewPerson
from learning.people.teams import DEEPEST, Naming
from tests.builders import AT, Cast
from tests.pages import Page, Pages
from tests.web.organising import address, change, notes, put, team, team_of


@pytest.fixture
def olu(pages: Pages, cast: Cast) -> Pages:
    pages.become("olu")
    return pages


def at(page: Page) -> str:
    return page.path.rpartition("/")[2]


def sent(olu: Pages, path: str, *, status: int = 200, **typed: str) -> Page:
    return change(olu, olu.get(path), path, typed, status=status)


def renamed_meanwhile(database: Database, public_id: str, name: str) -> None:
    with database.writing() as unit:
        found = teams.find(unit, public_id)
        teams.rename(unit, found, Naming(name), version=found.version)


def test_the_tree_is_empty_at_first_and_says_how_to_begin(olu: Pages) -> None:
    assert "/admin/teams" in olu.get("/admin").links
    page = olu.get("/admin/teams")
    assert "No teams yet" in page.text and "/admin/teams/new" in page.links


def test_teams_are_made_at_the_top_and_in_another(olu: Pages, database: Database) -> None:
    page = sent(olu, "/admin/teams/new", name=" Family  Help ", external_id="FH")
    assert "The team is made." in page.text and "Number in your own list FH" in page.text
    page = change(
        olu, olu.get(f"/admin/teams/new?team={at(page)}"), "/admin/teams/new", {"name": "N"}
    )
    assert "Lies in Family Help" in page.text
    page = olu.get("/admin/teams")
    assert "Family Help 0 people today, number FH" in page.text and "In Family Help:" in page.text
    with database.reading() as unit:
        assert list(unit.scalars(select(AuditLine.act))) == ["team.made", "team.made"]


def test_teams_are_found_and_paged(olu: Pages, database: Database) -> None:
    service = team(database, "Service")
    with database.writing() as unit:
        top = teams.find(unit, service)
        for number in range(60):
            teams.make(unit, Naming(f"Team {number:02d}"), top)
    page = olu.get("/admin/teams")
    [later] = {link for link in page.links if "after=" in link}
    page = olu.get(later)
    assert "Team 59" in page.text and "Team 10" not in page.text
    [earlier] = {link for link in page.links if "before=" in link}
    assert "Team 10" in olu.get(earlier).text
    page = olu.send(page, "/admin/teams", {"q": "m 4"})
    assert "Team 44" in page.text and "Team 59" not in page.text
    assert "No team found" in olu.get("/admin/teams?q=zebra").text
    page = olu.get(f"/admin/teams/{service}")
    assert f"/admin/teams?team={service}" in page.links
    assert "Only what lies in Service" in olu.get(f"/admin/teams?team={service}").text
    olu.get("/admin/teams?team=nowhere", status=404)


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"name": "  "}, 422, "Enter what the team is called."),
        ({"name": "\u200b\u2060"}, 422, "Enter what the team is called."),
        ({"name": "x" * 121}, 422, "at most 120"),
        ({"external_id": "x" * 81}, 422, "at most 80"),
        ({"external_id": "T1"}, 409, "Numbers name one team each"),
        ({"team": ""}, 422, "Choose where the team lies."),
    ],
)
def test_a_team_that_cannot_be_is_refused_with_what_was_typed(
    olu: Pages, database: Database, typed: dict[str, str], status: int, said: str
) -> None:
    with database.writing() as unit:
        teams.make(unit, Naming("First", "T1"), None)
    page = sent(olu, "/admin/teams/new", status=status, **({"name": "Second"} | typed))
    assert said in page.text and page.title.startswith("Error: ")


def test_a_team_is_made_in_no_closed_one_and_not_too_deep(olu: Pages, database: Database) -> None:
    at_last = ""
    for level in range(DEEPEST):
        at_last = team(database, f"Level {level}", at_last)
    page = olu.get(f"/admin/teams/new?team={at_last}")
    page = change(olu, page, "/admin/teams/new", {"name": "Deeper"}, status=422)
    assert f"at most {DEEPEST} deep" in page.text
    north = team(database, "North")
    page = olu.get(f"/admin/teams/new?team={north}")
    with database.writing() as unit:
        teams.find(unit, north).closed_on = AT.date()
    page = change(olu, page, "/admin/teams/new", {"name": "Late"}, status=409)
    assert "That team is closed" in page.text


def test_a_team_shows_who_supervises_it_and_who_works_in_it(
    olu: Pages, cast: Cast, database: Database
) -> None:
    service = team(database, "Service")
    north = team(database, "North", service)
    page = olu.get(f"/admin/teams/{north}")
    assert "Nobody works in it today" in page.text and "Nobody today, beyond" in page.text
    put(database, olu, cast.bob, north, lead=True)
    put(database, olu, cast.alice, north)
    page = olu.get(f"/admin/teams/{north}")
    lead, _, work = page.text.partition("Who works in it")
    assert "Bob Supervisor" in lead and "Alice Learner" in work and "Bob" not in work
    assert re.search("From [0-9]+ [A-Z]", lead), "months keep their capital letter"
    assert re.search("From [0-9]+ [A-Z]", work)
    assert "North" in olu.get(f"/admin/teams/{service}").text
    for path in ("nowhere", "nowhere/name", "nowhere/move", "nowhere/close", "nowhere/reopen"):
        olu.get(f"/admin/teams/{path}", status=404)


def test_a_team_is_renamed_and_of_two_who_do_neither_is_lost(
    olu: Pages, database: Database
) -> None:
    north = team(database, "North")
    path = f"/admin/teams/{north}/name"
    page = olu.get(path)
    renamed_meanwhile(database, north, "North East")
    page = change(olu, page, path, {"name": "North West", "external_id": "NW"}, status=409)
    assert "Name North East North West" in page.text and "Number None NW" in page.text
    assert "You both changed this: Name." in page.text
    page = change(olu, page, path)
    assert "The name and the number are kept." in page.text
    assert team_of(database, north).name == "North West"
    assert "Enter what" in sent(olu, path, status=422, name="").text


def test_a_name_that_somebody_else_gave_meanwhile_is_kept_with_another_number(
    olu: Pages, database: Database
) -> None:
    north = team(database, "North")
    path = f"/admin/teams/{north}/name"
    page = olu.get(path)
    renamed_meanwhile(database, north, "North East")
    page = change(olu, page, path, {"external_id": "NE"}, status=409)
    assert "You did not change the same." in page.text
    change(olu, page, path)
    found = team_of(database, north)
    assert (found.name, found.external_id) == ("North East", "NE")


def test_a_team_is_moved_and_not_into_itself(olu: Pages, database: Database) -> None:
    service, other = team(database, "Service"), team(database, "Other")
    north = team(database, "North", service)
    path = f"/admin/teams/{service}/move"
    page = sent(olu, path, status=422, team=north)
    assert "A team cannot lie in itself" in page.text and 'href="#team"' in page.html
    assert "Choose where the team is to lie." in sent(olu, path, status=422).text
    page = sent(olu, path, team=other)
    assert "Lies in Other" in page.text
    assert "Lies in Other, Service" in olu.get(f"/admin/teams/{north}").text
    page = olu.get(f"/admin/teams/{north}/move")
    renamed_meanwhile(database, north, "North East")
    page = change(olu, page, f"/admin/teams/{north}/move", {"team": "top"}, status=409)
    assert "Lies in Other, Service In no other team" in page.text
    page = change(olu, page, f"/admin/teams/{north}/move")
    assert "Lies in No other team" in page.text
    sent(olu, path, status=404, team="nowhere")


def test_a_team_stays_where_it_lies_and_is_not_offered_itself(
    olu: Pages, database: Database
) -> None:
    service = team(database, "Service")
    north = team(database, "North", service)
    duty = team(database, "Duty", north)
    path = f"/admin/teams/{north}/move"
    page = sent(olu, path, status=409, team=service)
    assert "It lies there already." in page.text and 'href="#team"' in page.html
    offered = olu.get(path).html
    assert f'value="{service}"' in offered
    assert f'value="{north}"' not in offered and f'value="{duty}"' not in offered
    assert notes(database) == []


def test_two_teams_of_one_name_do_not_lie_in_one_place(
    olu: Pages, cast: Cast, database: Database
) -> None:
    service = team(database, "Service")
    north, south = team(database, "North", service), team(database, "South", service)
    said = "There is a team of this name there already."
    page = sent(olu, "/admin/teams/new", status=409, team=service, name=" north")
    assert said in page.text and 'href="#name"' in page.html
    assert said in sent(olu, f"/admin/teams/{south}/name", status=409, name="NORTH").text
    put(database, olu, cast.alice, north)
    with database.writing() as unit:
        teams.find(unit, north).closed_on = AT.date()
    away = at(sent(olu, "/admin/teams/new", name="North"))
    page = sent(olu, f"/admin/teams/{away}/move", team=service)
    assert said in sent(olu, f"/admin/teams/{north}/reopen", status=409).text
    other = at(sent(olu, "/admin/teams/new", name="North"))
    assert said in sent(olu, f"/admin/teams/{other}/move", status=409, team=service).text


def test_audit_lines_say_what_of_a_team_is_new(olu: Pages, database: Database) -> None:
    north, service = team(database, "North"), team(database, "Service")
    sent(olu, f"/admin/teams/{north}/name", name="North East", external_id="NE")
    sent(olu, f"/admin/teams/{north}/name", external_id="7")
    sent(olu, f"/admin/teams/{north}/name")
    sent(olu, f"/admin/teams/{north}/move", team=service)
    assert notes(database) == ["name, number", "number", "parent"]


def test_a_team_is_looked_for_and_what_was_typed_stays(olu: Pages, database: Database) -> None:
    for number in range(25):
        team(database, f"Team {number:02d}")
    page = sent(olu, "/admin/teams/new", name="Duty", external_id="D7", q="24", find="teams")
    assert "Team 24" in page.text and "Team 01" not in page.text
    form = page.form("/admin/teams/new")
    assert (form.value("name"), form.value("external_id")) == ("Duty", "D7")
    assert not page.title.startswith("Error")
    page = change(olu, page, "/admin/teams/new", {"q": "23"})  # Enter in the field of the search
    assert "Team 23" in page.text and "Team 24" not in page.text
    assert "The team is made." in change(olu, page, "/admin/teams/new").text
    page = sent(olu, "/admin/teams/new", q="zebra", find="teams")
    assert "No open team is called like this." in page.text


def test_a_team_with_more_people_than_are_named_says_so(
    olu: Pages, cast: Cast, database: Database
) -> None:
    north = team(database, "North")
    with database.writing() as unit:
        people = [
            joining.add(unit, NewPerson(f"Zed {one}", f"zed{one:02d}@example.org", None), at=AT)
            for one in range(21)
        ]
    for person_id in people:
        put(database, olu, person_id, north)
    page = olu.get(f"/admin/teams/{north}/close")
    assert "21 people have a place in it" in page.text and "the first 20" in page.text
    assert "Zed 19" in page.text and "Zed 20" not in page.text
    service = team(database, "Service")
    for number in range(21):
        team(database, f"Team {number:02d}", service)
    assert f"/admin/teams?team={service}" in olu.get(f"/admin/teams/{service}/close").links


def test_somebody_is_put_in_a_team_from_its_page(
    olu: Pages, cast: Cast, database: Database
) -> None:
    north = team(database, "North")
    put(database, olu, cast.bob, north)
    page = olu.get(f"/admin/teams/{north}")
    assert "From " in page.text
    page = olu.get(f"/admin/people?put={north}")
    assert "Choose who is to have a place in North" in page.text
    page = olu.send(page, "/admin/people", {"q": "alice"})
    alice = address(database, cast.alice)
    assert f"{alice}/places/new?team={north}" in page.links
    page = olu.get(f"{alice}/places/new?team={north}")
    page = change(olu, page, f"{alice}/places/new")
    assert "The place in the team is given." in page.text
    olu.get("/admin/people?put=nowhere", status=404)


def test_a_team_with_people_in_it_stays_open_and_leads_to_them(
    olu: Pages, cast: Cast, database: Database
) -> None:
    service = team(database, "Service")
    north = team(database, "North", service)
    page = olu.get(f"/admin/teams/{north}/close")
    put(database, olu, cast.alice, north)
    page = olu.send(page, f"/admin/teams/{north}/close", status=409)
    assert "There is still 1 person in this team" in page.text
    assert "1 person has a place in it" in page.text and "Alice Learner" in page.text
    assert address(database, cast.alice) in page.links
    page = olu.get(f"/admin/teams/{service}/close")
    assert page.title.startswith("This team cannot be closed yet")
    assert "1 open team lies right in it" in page.text and "Close the team" not in page.text
    assert f"/admin/teams/{north}" in page.links
    assert 'aria-current="true">Administration' in page.html


def test_a_team_is_closed_and_opened_again(olu: Pages, cast: Cast, database: Database) -> None:
    service = team(database, "Service")
    north = team(database, "North", service)
    olu.get(f"/admin/teams/{north}")
    team(database, "Duty", north)
    with database.writing() as unit:
        duty = unit.query(teams.Team).filter_by(name="Duty").one()
        teams.move(unit, duty, None, version=1, on=AT.date())
    page = olu.get(f"/admin/teams/{north}/close")
    assert "You can open it again" in page.text and "deleted" not in page.text
    page = change(olu, page, f"/admin/teams/{north}/close")
    assert "The team is closed." in page.text and "Closed Since" in page.text
    assert "Make an account in this team" not in page.text
    assert "North Closed" in olu.get("/admin/teams").text
    page = olu.get(f"/admin/teams/{north}/reopen")
    renamed_meanwhile(database, north, "North East")
    page = olu.send(page, f"/admin/teams/{north}/reopen", status=409)
    assert "Somebody else was first" in page.text
    page = olu.send(page, f"/admin/teams/{north}/reopen")
    assert "The team is open again." in page.text and "Closed No" in page.text


def test_a_team_in_which_nobody_ever_was_is_deleted(olu: Pages, database: Database) -> None:
    north = team(database, "North")
    page = olu.get(f"/admin/teams/{north}/close")
    assert "It is deleted" in page.text and "open it again" not in page.text
    assert "Delete the team" in page.html and page.title.startswith("Delete this team?")
    page = change(olu, page, f"/admin/teams/{north}/close")
    assert page.path == "/admin/teams" and "The team is deleted" in page.text
    assert notes(database) == ["deleted"]
    olu.get(f"/admin/teams/{north}", status=404)
