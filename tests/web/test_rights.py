"""One's own data in a browser: a copy of it, and the end of it."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from sqlalchemy import func, select

from learning.db import Database
from learning.people.models import Person
from learning.progress.models import Attempt, Completion
from tests.builders import Cast
from tests.content_builders import compiled, module, put_into
from tests.pages import Page, Pages
from tests.progress.learner import take
from tests.web.test_account import PASSWORD, ife

__all__ = ["ife"]


def people(database: Database) -> int:
    with database.reading() as unit:
        return unit.scalar(select(func.count()).select_from(Person)) or 0


def leave(pages: Pages, *, status: int = 200, **typed: str) -> Page:
    return pages.send(pages.get("/account/delete"), "/account/delete", typed, status=status)


def test_both_are_reached_from_the_account(pages: Pages, ife: int) -> None:
    assert {"/account/download", "/account/delete"} <= set(pages.get("/account").links)


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_everything_is_downloaded_and_kept_in_no_cache(
    pages: Pages, cast: Cast, database: Database, kind: str
) -> None:
    put_into(database, compiled(module(), module("left")))
    take(database, cast.alice, "identity")
    pages.become("alice")
    page = pages.get("/account/download")
    assert f"/account/download/{kind}" in page.links
    assert "What you have completed" in page.text
    answer = pages.client.get(f"/account/download/{kind}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "attachment" in answer.headers["Content-Disposition"]
    if kind == "json":
        held = json.loads(answer.data)["sheets"]
        assert [one["module"] for one in held["completions"]["rows"]] == ["identity"]
    else:
        with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
            assert "identity" in packed.read("completions.csv").decode()


def test_there_is_no_other_kind_and_nothing_for_strangers(pages: Pages, ife: int) -> None:
    pages.get("/account/download/xml", status=404)
    pages.client.delete_cookie("debrief")
    for path in ("/account/download", "/account/download/json", "/account/delete"):
        assert pages.get(path).path == "/sign-in"


def test_an_account_is_deleted_with_its_password_and_nobody_is_signed_in(
    pages: Pages, ife: int, database: Database
) -> None:
    page = pages.get("/account/delete")
    assert "Everything goes at once, and nobody can bring it back." in page.text
    assert "a supervisor could see" in page.text
    page = leave(pages, password=PASSWORD)
    assert "Your account is deleted" in page.text and "/sign-in" in page.links
    assert people(database) == 0
    assert pages.get("/account").path == "/sign-in"


@pytest.mark.parametrize("password", ["", "four small wet cats"])
def test_a_wrong_password_deletes_nothing(
    pages: Pages, ife: int, database: Database, password: str
) -> None:
    page = leave(pages, status=422, password=password)
    assert "This is not your password." in page.text and "#password" in page.links
    assert people(database) == 1


def test_who_has_no_password_types_the_address(
    pages: Pages, cast: Cast, database: Database
) -> None:
    pages.become("alice")
    before = people(database)
    assert "Type alice@demo.invalid" in leave(pages, status=422, email="x@y.z").text
    assert people(database) == before
    assert "Your account is deleted" in leave(pages, email=" Alice@demo.invalid").text
    assert people(database) == before - 1


def test_the_only_administrator_is_told_what_to_do_first(pages: Pages, cast: Cast) -> None:
    pages.become("olu")
    page = pages.get("/account/delete")
    assert "Make somebody else an administrator first" in page.text
    assert [one for one in page.forms if one.action == "/account/delete"] == []
    sent = {**dict(pages.get("/account/name").form("/account/name").fields)}
    sent["email"] = "olu@demo.invalid"
    assert pages.client.post("/account/delete", data=sent).status_code == 409


def test_two_tabs_that_delete_at_once_and_one_with_a_quiz_open_find_nobody_signed_in(
    pages: Pages, cast: Cast, database: Database
) -> None:
    put_into(database, compiled(module()))
    pages.become("alice")
    quiz = pages.send(pages.get("/courses/crew/identity"), "/courses/crew/identity/attempts")
    first, second = pages.get("/account/delete"), pages.get("/account/delete")
    held = pages.client.get_cookie("debrief")
    assert held is not None
    pages.send(first, "/account/delete", {"email": "alice@demo.invalid"})
    pages.client.set_cookie("debrief", held.value)
    sent = {**dict(second.form("/account/delete").fields), "email": "alice@demo.invalid"}
    assert pages.client.post("/account/delete", data=sent).location == "/sign-in"
    sent = {**dict(quiz.form(quiz.path).fields), "choice": "name"}
    answer = Page(pages.client.post(quiz.path, data=sent))
    assert answer.status == 401, "the sign-in page, with what was sent"
    with database.reading() as unit:
        for table in (Attempt, Completion):
            assert unit.scalar(select(func.count()).select_from(table)) == 0
