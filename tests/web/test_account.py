"""One's own account: name, address, password, devices."""

from __future__ import annotations

import pytest

from learning import clock
from learning.db import Database
from learning.people import joining, passwords, signing_in
from learning.people.joining import NewPerson
from tests.builders import Cast
from tests.pages import Page, Pages

PASSWORD, OTHER = "four small wet dogs", "nine tall dry cats"
HASH = passwords.hashed(PASSWORD)
WRONG = "This is not your password. Check it and try again."


@pytest.fixture
def ife(pages: Pages, database: Database) -> int:
    """A real person, signed in."""
    with database.writing() as unit:
        person_id = joining.add(unit, NewPerson("Ife", "ife@example.org", HASH), at=clock.now())
    sign_in(pages)
    return person_id


def sign_in(pages: Pages, password: str = PASSWORD, *, status: int = 200) -> Page:
    typed = {"email": "ife@example.org", "password": password}
    return pages.send(pages.get("/sign-in"), "/sign-in", typed, status=status)


def change(pages: Pages, what: str, *, status: int = 200, **typed: str) -> Page:
    return pages.send(pages.get(f"/account/{what}"), f"/account/{what}", typed, status=status)


def test_the_account_is_reached_from_every_page_and_shows_what_is_known(
    pages: Pages, ife: int
) -> None:
    page = pages.get("/courses")
    assert "/account" in page.links
    page = pages.get("/account")
    assert "ife@example.org" in page.text and "learner" in page.text
    assert {"/account/name", "/account/email", "/account/password"} <= set(page.links)


def test_a_name_is_changed_in_any_script(pages: Pages, ife: int) -> None:
    page = change(pages, "name", name=" عِفّة 🦊 王 ")
    assert page.path == "/account"
    assert "Your name is changed." in page.text and "عِفّة 🦊 王" in page.text
    assert "My account: عِفّة 🦊 王" in pages.get("/courses").text


@pytest.mark.parametrize("name", ["", "  ", "\u200b\u2060", "x" * 121])
def test_a_name_that_cannot_be_is_refused_and_kept_in_the_form(
    pages: Pages, ife: int, name: str
) -> None:
    page = change(pages, "name", name=name, status=422)
    assert page.title.startswith("Error: ") and "#name" in page.links
    assert page.form("/account/name").value("name") == name.strip()


def test_an_address_is_changed_with_the_password(pages: Pages, ife: int) -> None:
    page = change(pages, "email", email=" New@Example.org ", current=PASSWORD)
    assert "Your e-mail address is changed." in page.text and "new@example.org" in page.text
    pages.send(page, "/sign-out")
    sign_in(pages, status=422)


def test_an_address_is_not_changed_without_the_password_or_to_anothers(
    pages: Pages, cast: Cast, ife: int
) -> None:
    typed = {"email": "new@example.org", "current": "four small wet cats"}
    assert WRONG in change(pages, "email", status=422, **typed).text
    typed = {"email": "ALICE@demo.invalid", "current": PASSWORD}
    assert "Another account has" in change(pages, "email", status=409, **typed).text
    typed = {"email": "no address", "current": PASSWORD}
    page = change(pages, "email", status=422, **typed)
    assert page.form("/account/email").value("email") == "no address"
    assert "ife@example.org" in pages.get("/account").text


def test_a_password_is_changed_and_other_devices_are_signed_out(
    pages: Pages, ife: int, database: Database
) -> None:
    with database.writing() as unit:
        there = signing_in.start(unit, ife, at=clock.now(), days=1)
    page = change(pages, "password", current=PASSWORD, password=OTHER)
    assert "Your password is changed." in page.text
    with database.reading() as unit:
        assert signing_in.present(unit, there, at=clock.now()) is None
    pages.send(page, "/sign-out")
    sign_in(pages, status=422)
    sign_in(pages, OTHER)


@pytest.mark.parametrize(
    ("current", "password", "said"),
    [
        ("four small wet cats", OTHER, WRONG),
        (PASSWORD, "short", "Choose a password of 12 to 200 characters."),
        (PASSWORD, "x" * 201, "Choose a password of 12 to 200 characters."),
        (PASSWORD, "", "Choose a password."),
        ("", OTHER, "Enter the password you have now."),
    ],
)
def test_a_password_is_not_changed_where_something_is_wrong(
    pages: Pages, ife: int, current: str, password: str, said: str
) -> None:
    page = change(pages, "password", status=422, current=current, password=password)
    assert said in page.text
    assert page.form("/account/password").value("password") == ""
    pages.send(page, "/sign-out")
    sign_in(pages)


def test_guessing_the_password_of_a_device_left_open_has_to_wait_too(
    pages: Pages, ife: int
) -> None:
    for _ in range(5):
        change(pages, "password", status=422, current="a guess", password=OTHER)
    page = change(pages, "password", status=429, current=PASSWORD, password=OTHER)
    assert "There were too many tries. Try again in" in page.text
    assert "ife@example.org" in pages.get("/account").text, "who is signed in stays so"


def test_devices_are_shown_and_signed_out(pages: Pages, ife: int, database: Database) -> None:
    with database.writing() as unit:
        signing_in.start(unit, ife, at=clock.now(), days=1, device="Safari on iPhone")
    page = pages.get("/account")
    assert "this device" in page.text and "Safari on iPhone" in page.text
    [other] = [
        one.action for one in page.forms if "/devices/" in one.action and one.action[-5] != "s"
    ]
    page = pages.send(page, other)
    assert "That device is signed out." in page.text and "Safari" not in page.text
    page = pages.send(page, "/account/devices/end")
    assert page.path == "/sign-in"
    assert "Ife" not in pages.get("/").text


def test_an_invented_person_is_told_why_there_is_no_password(pages: Pages, cast: Cast) -> None:
    pages.become("alice")
    assert "belongs to the demo and has no password" in pages.get("/account").text
    page = change(pages, "password", status=422, current="None", password=OTHER)
    assert "An invented person has no password." in page.text


def test_nobody_has_an_account_page_without_signing_in(pages: Pages) -> None:
    for path in ("/account", "/account/name", "/account/email", "/account/password"):
        assert pages.get(path).path == "/sign-in"
