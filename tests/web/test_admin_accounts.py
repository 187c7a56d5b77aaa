"""Accounts on the web: roles, numbers, deactivating; and two administrators at once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from learning.audit.models import AuditLine
from learning.db import Database
from learning.people import accounts, describing
from learning.people.models import Person, Role
from tests.builders import Cast
from tests.pages import Pages
from tests.web.organising import address, put, team
from tests.web.test_account import HASH, PASSWORD


@pytest.fixture
def olu(pages: Pages, cast: Cast) -> Pages:
    pages.become("olu")
    return pages


@pytest.fixture
def alice(olu: Pages, cast: Cast, database: Database) -> str:
    return address(database, cast.alice)


def acts(database: Database) -> list[str]:
    with database.reading() as unit:
        return list(unit.scalars(select(AuditLine.act).order_by(AuditLine.id)))


def changed_meanwhile(database: Database, person_id: int, number: str) -> None:
    with database.writing() as unit:
        version = unit.get_one(Person, person_id).version
        describing.set_number(unit, person_id, number, version=version)


def test_roles_are_given_and_taken_and_noted(
    olu: Pages, cast: Cast, database: Database, alice: str
) -> None:
    page = olu.get(f"{alice}/roles")
    page = olu.send(page, f"{alice}/roles", {"roles": ["author", "supervisor"]})
    assert "The roles are changed." in page.text
    assert "Learner, author, supervisor" in page.text
    page = olu.get(f"{alice}/roles")
    assert dict(page.form(f"{alice}/roles").fields)["roles"] in ("author", "supervisor")
    page = olu.send(page, f"{alice}/roles", {"roles": []})
    assert "May act as Learner Change" in page.text
    assert acts(database) == ["person.changed", "person.changed"]


def test_the_last_administrator_keeps_the_role(olu: Pages, cast: Cast, database: Database) -> None:
    mine = address(database, cast.olu)
    page = olu.send(olu.get(f"{mine}/roles"), f"{mine}/roles", {"roles": []}, status=409)
    assert "Nobody else is an administrator" in page.text
    with database.writing() as unit:
        unit.add(Role(person_id=cast.ada, name="administrator"))
    page = olu.send(olu.get(f"{mine}/roles"), f"{mine}/roles", {"roles": []})
    assert page.path == "/" and "/admin" not in page.links


def test_a_number_is_kept_and_refused_where_somebody_has_it(
    olu: Pages, cast: Cast, database: Database, alice: str
) -> None:
    page = olu.send(olu.get(f"{alice}/number"), f"{alice}/number", {"external_id": " 0042 "})
    assert "Number in your own list 0042" in page.text
    bob = address(database, cast.bob)
    page = olu.get(f"{bob}/number")
    page = olu.send(page, f"{bob}/number", {"external_id": "0042"}, status=409)
    assert "one person each" in page.text and page.title.startswith("Error: ")
    page = olu.send(page, f"{bob}/number", {"external_id": "x" * 81}, status=422)
    assert "at most 80" in page.text


def test_of_two_administrators_neither_loses_what_the_other_did(
    olu: Pages, cast: Cast, database: Database, alice: str
) -> None:
    page = olu.get(f"{alice}/number")
    changed_meanwhile(database, cast.alice, "theirs")
    page = olu.send(page, f"{alice}/number", {"external_id": "mine"}, status=409)
    assert "Somebody else was first" in page.text and page.title.startswith("Error: ")
    assert "Number theirs mine" in page.text, "what holds now stands beside what was typed"
    assert page.form(f"{alice}/number").value("external_id") == "mine"
    assert "You both changed this: Number in your own list." in page.text
    page = olu.send(page, f"{alice}/number")  # one press applies it to what holds now
    assert "Number in your own list mine" in page.text


def test_roles_that_somebody_else_changed_meanwhile_stay_changed(
    olu: Pages, cast: Cast, database: Database, alice: str
) -> None:
    path = f"{alice}/roles"
    olu.send(olu.get(path), path, {"roles": ["author"]})
    mine, theirs = olu.get(path), olu.get(path)
    olu.send(theirs, path, {"roles": ["supervisor"]})
    page = olu.send(mine, path, {"roles": ["author", "reviewer"]}, status=409)
    assert "You did not change the same." in page.text
    assert "Roles Learner, supervisor Learner, reviewer, supervisor" in page.text
    page = olu.send(page, path)
    assert "Learner, reviewer, supervisor" in page.text
    with database.reading() as unit:
        lines = select(AuditLine.note).order_by(AuditLine.id)
        said = list(unit.scalars(lines))
    assert said == ["+author", "-author +supervisor", "+reviewer"]


@pytest.mark.parametrize("version", ["", "0", "x", "-1", "9" * 30, "١"])
def test_a_version_that_never_was_is_stale(olu: Pages, alice: str, version: str) -> None:
    page = olu.get(f"{alice}/roles")
    page = olu.send(page, f"{alice}/roles", {"version": version, "roles": "author"}, status=409)
    assert "Roles Learner Learner, author" in page.text


def test_who_is_deactivated_is_out_at_once_and_comes_back_when_reactivated(
    olu: Pages, cast: Cast, database: Database, alice: str
) -> None:
    put(database, olu, cast.alice, team(database, "North"))
    with database.writing() as unit:
        accounts.set_password(unit, cast.alice, HASH)
    theirs = Pages(olu.app)
    theirs.become("alice")
    reset = olu.send(olu.get(alice), f"{alice}/reset").html.partition("/reset/")[2].split()[0]
    link = "/reset/" + reset.partition("<")[0]
    theirs.get(link)
    page = olu.get(f"{alice}/deactivate")
    assert "Places that end" in page.text and "North" in page.text
    page = olu.send(page, f"{alice}/deactivate")
    assert "Deactivated since" in page.text and "Deactivated" in olu.get("/admin/people").text
    assert "Give them a place" not in page.text and f"{alice}/reset" not in page.html
    assert olu.get(f"{alice}/deactivate").path == alice
    assert "Alice" not in theirs.get("/").text, "the open sign-in ends"
    theirs.get(link, status=404)
    typed = {"email": "alice@demo.invalid", "password": PASSWORD}
    page = theirs.send(theirs.get("/sign-in"), "/sign-in", typed, status=422)
    wrong = theirs.send(page, "/sign-in", typed | {"password": "another"}, status=422)
    assert page.text == wrong.text
    answer = olu.client.post(f"{alice}/reset", data=dict(olu.get("/account/name").forms[0].fields))
    assert answer.status_code == 409
    olu.send(olu.get(f"{alice}/reactivate"), f"{alice}/reactivate")
    assert olu.get(f"{alice}/reactivate").path == alice
    assert "Alice" in theirs.send(theirs.get("/sign-in"), "/sign-in", typed).text
    assert {"person.deactivated", "person.reactivated"} <= set(acts(database))


def test_nobody_deactivates_themself_nor_the_last_administrator(
    olu: Pages, cast: Cast, database: Database
) -> None:
    mine = address(database, cast.olu)
    page = olu.send(olu.get(f"{mine}/deactivate"), f"{mine}/deactivate", status=409)
    assert "Another administrator can deactivate it" in page.text
    assert page.title.startswith("Error: ")


def test_deactivating_somebody_who_was_changed_meanwhile_asks_again(
    olu: Pages, cast: Cast, database: Database, alice: str
) -> None:
    page = olu.get(f"{alice}/deactivate")
    changed_meanwhile(database, cast.alice, "7")
    page = olu.send(page, f"{alice}/deactivate", status=409)
    assert "Account Open Deactivated" in page.text
    page = olu.send(page, f"{alice}/deactivate")
    assert "The account is deactivated." in page.text
    page = olu.get(f"{alice}/reactivate")
    changed_meanwhile(database, cast.alice, "8")
    page = olu.send(page, f"{alice}/reactivate", status=409)
    assert "Somebody else was first" in page.text
    assert "The account is open again." in olu.send(page, f"{alice}/reactivate").text


def test_nobody_who_is_not_there_is_changed(olu: Pages) -> None:
    for what in ("", "/roles", "/number", "/deactivate", "/reactivate", "/places/new"):
        olu.get(f"/admin/people/xxxxxxxxxxxxxxxx{what}", status=404)
