"""The gate before passwords: too many tries wait, on the sign-in page and where one registers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from learning import clock
from learning.db import Database
from learning.people import throttling
from learning.people.models import Person, Tries
from learning.settings import Settings
from learning.web.app import create_app
from tests.pages import Page, Pages
from tests.web.test_account import OTHER, ife, sign_in

__all__ = ["ife"]
FAR = {"REMOTE_ADDR": "203.0.113.7"}
NEW = {"name": "Ola", "email": "ola@example.org", "password": OTHER}


@pytest.fixture
def open_site(settings: Settings, database: Database) -> Flask:
    """A site where anybody may make an account."""
    return create_app(replace(settings, self_registration=True), database)


def tries(database: Database) -> int:
    with database.reading() as unit:
        return unit.scalar(select(func.count()).select_from(Tries)) or 0


def test_after_five_failures_even_the_right_password_waits(
    pages: Pages, ife: int, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages.send(pages.get("/"), "/sign-out")
    for _ in range(5):
        sign_in(pages, "a guess", status=422)
    page = sign_in(pages, status=429)
    assert "There were too many tries. Try again in" in page.text
    assert page.form("/sign-in").value("email") == "ife@example.org"
    assert page.title.startswith("Error: ")
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + throttling.ACCOUNT.wait(5))
    assert "Ife" in sign_in(pages).text
    assert tries(database) == 0, "a success is a new beginning"


def test_tries_count_over_all_addresses_of_one_network_address(pages: Pages) -> None:
    page = pages.get("/sign-in")
    sent = dict(page.form("/sign-in").fields)
    for number in range(throttling.NETWORK.free):
        typed = {"email": f"{number}@example.org", "password": "a guess"}
        answer = pages.client.post("/sign-in", data={**sent, **typed}, environ_base=FAR)
        assert answer.status_code == 422
    typed = {"email": "another@example.org", "password": "a guess"}
    assert (
        pages.client.post("/sign-in", data={**sent, **typed}, environ_base=FAR).status_code == 429
    )
    elsewhere = {"REMOTE_ADDR": "2001:db8::7"}
    answer = pages.client.post("/sign-in", data={**sent, **typed}, environ_base=elsewhere)
    assert answer.status_code == 422


def test_a_network_address_is_believed_from_as_many_proxies_as_there_are(
    settings: Settings, database: Database
) -> None:
    for proxies, kept in ((0, 1), (1, 2)):
        site = Pages(create_app(replace(settings, trusted_proxies=proxies), database))
        sent = dict(site.get("/sign-in").form("/sign-in").fields)
        typed = {"email": f"{proxies}@example.org", "password": "a guess"}
        told = {"X-Forwarded-For": "203.0.113.7"}
        before = tries(database)
        site.client.post("/sign-in", data={**sent, **typed}, headers=told)
        assert tries(database) - before == kept, "loopback itself is nobody's address"


def register(pages: Pages, *, status: int = 200, **typed: str) -> Page:
    return pages.send(pages.get("/join"), "/join", {**NEW, **typed}, status=status)


def test_where_it_is_not_allowed_nobody_registers(pages: Pages) -> None:
    assert "by invitation here" in pages.get("/join", status=404).text
    assert "/join" not in pages.get("/sign-in").links


def test_whoever_registers_signs_in_next(open_site: Flask, database: Database) -> None:
    pages = Pages(open_site)
    assert "/join" in pages.get("/sign-in").links
    page = register(pages)
    assert "Sign in with the password you chose" in page.text
    typed = {"email": NEW["email"], "password": OTHER}
    assert "Ola" in pages.send(pages.get("/sign-in"), "/sign-in", typed).text


def test_the_answer_does_not_tell_who_has_an_account(open_site: Flask, database: Database) -> None:
    pages = Pages(open_site)
    first, second = register(pages), register(pages, name="Somebody else")
    assert first.text == second.text
    with database.reading() as unit:
        assert unit.scalars(select(Person.name)).all() == ["Ola"]


@pytest.mark.parametrize(
    ("field", "typed"), [("name", ""), ("email", "nowhere"), ("password", "short")]
)
def test_a_registration_with_a_gap_keeps_what_was_typed(
    open_site: Flask, field: str, typed: str
) -> None:
    page = register(Pages(open_site), status=422, **{field: typed})
    assert f"#{field}" in page.links
    assert page.form("/join").value("email") == (typed if field == "email" else NEW["email"])


def test_registering_again_and_again_has_to_wait(open_site: Flask, database: Database) -> None:
    pages = Pages(open_site)
    sent = {**dict(pages.get("/join").form("/join").fields), **NEW}
    statuses = [
        pages.client.post(
            "/join", data={**sent, "email": f"{n}@example.org"}, environ_base=FAR
        ).status_code
        for n in range(throttling.JOINING.free + 1)
    ]
    assert statuses == [200] * throttling.JOINING.free + [429]
    with database.reading() as unit:
        assert unit.scalar(select(func.count()).select_from(Person)) == throttling.JOINING.free
