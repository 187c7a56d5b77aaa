"""Pages that are rendered once and filled in for each person, with nothing of another's."""

from __future__ import annotations

import pytest
from flask import Flask

from learning import clock
from learning.db import Database
from learning.people import joining, signing_in
from learning.people.joining import NewPerson
from tests.builders import Cast, published
from tests.pages import Pages

_PAGES = ("/", "/courses", "/courses/crew", "/courses/crew/speaking-up", "/cases", "/record")


@pytest.fixture
def site(app: Flask, database: Database, cast: Cast) -> Flask:
    published(database)
    return app


def as_(site: Flask, name: str) -> Pages:
    pages = Pages(site)
    if name:
        pages.become(name)
    return pages


@pytest.mark.parametrize("path", _PAGES)
def test_a_page_names_the_person_who_asked_for_it_and_no_other(site: Flask, path: str) -> None:
    names = {"alice": "Alice Learner", "charlie": "Charlie Elsewhere", "bob": "Bob Supervisor"}
    for name in ("alice", "charlie", "bob", "alice"):
        text = as_(site, name).get(path).text
        assert {one for one in names.values() if one in text} == {names[name]}
    stranger = as_(site, "").get(path).text
    assert not {one for one in names.values() if one in stranger}


@pytest.mark.parametrize("path", _PAGES)
def test_the_forms_of_a_page_work_for_whoever_asked_for_it(site: Flask, path: str) -> None:
    first, second = as_(site, "alice"), as_(site, "charlie")
    shown = [one.get(path) for one in (first, second)]
    tokens = {page.form("/sign-out").value("csrf_token") for page in shown}
    assert len(tokens) == 2
    for pages, page in zip((first, second), shown, strict=True):
        assert "/sign-in" in pages.send(page, "/sign-out").links


@pytest.mark.parametrize("path", _PAGES)
def test_a_name_is_text_on_every_page(site: Flask, database: Database, path: str) -> None:
    name = "<b>Zoë</b> {{ name }} %s \\1 & Co"
    with database.writing() as unit:
        person = joining.add(unit, NewPerson(name, "zoe@example.org", None), at=clock.now())
        token = signing_in.start(unit, person, at=clock.now(), days=1)
    pages = Pages(site)
    for _ in range(2):  # rendered, and from what was kept
        with pages.client.session_transaction() as cookie:
            cookie["_user_id"] = token
        assert name in pages.get(path).text


def test_what_a_role_adds_is_not_shown_to_others(site: Flask) -> None:
    for name in ("olu", "alice", "rana", ""):
        html = as_(site, name).get("/courses").html
        assert ("Sign out" in html) == bool(name)
