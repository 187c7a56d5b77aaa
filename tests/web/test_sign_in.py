"""Signing in and out in a browser, and joining by a one-time link."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from learning import clock
from learning.db import Database
from learning.people import joining, passwords
from learning.people.joining import NewPerson
from learning.people.models import Invitation, Person, Role
from learning.people.signing_in import digest
from tests.pages import Page, Pages

PASSWORD = "four small wet dogs"
HASH = passwords.hashed(PASSWORD)
IFE = {"email": "ife@example.org", "password": PASSWORD}


@pytest.fixture
def ife(database: Database) -> int:
    with database.writing() as unit:
        newcomer = NewPerson("Ife Adeyemi", "ife@example.org", HASH)
        return joining.add(unit, newcomer, at=clock.now())


@pytest.fixture
def link(database: Database) -> str:
    with database.writing() as unit:
        return "/join/" + joining.invite_first_administrator(unit, at=clock.now())


def sign_in(pages: Pages, *, status: int = 200, **typed: str) -> Page:
    return pages.send(pages.get("/sign-in"), "/sign-in", {**IFE, **typed}, status=status)


@pytest.mark.parametrize("email", ["ife@example.org", " IFE@Example.org "])
def test_a_person_signs_in_and_out(pages: Pages, ife: int, email: str) -> None:
    page = sign_in(pages, email=email)
    assert page.path == "/"
    assert "Ife Adeyemi" in page.text
    page = pages.send(page, "/sign-out")
    assert "Ife Adeyemi" not in page.text
    assert "/sign-in" in page.links


def test_signing_out_ends_the_sign_in_for_a_copied_cookie_too(pages: Pages, ife: int) -> None:
    page = sign_in(pages)
    held = pages.client.get_cookie("debrief")
    assert held is not None
    pages.send(page, "/sign-out")
    pages.client.set_cookie("debrief", held.value)
    assert "Ife Adeyemi" not in pages.get("/").text


def test_an_address_nobody_has_and_a_wrong_password_look_the_same(
    pages: Pages, database: Database
) -> None:
    typed = {"email": "ife@example.org", "password": "four small wet cats"}
    page = pages.get("/sign-in")
    unknown = pages.send(page, "/sign-in", typed, status=422)
    with database.writing() as unit:
        joining.add(unit, NewPerson("Ife", "ife@example.org", HASH), at=clock.now())
    wrong = pages.send(page, "/sign-in", typed, status=422)
    tokens = [one.form("/sign-in").value("csrf_token") for one in (unknown, wrong)]
    assert unknown.html.replace(tokens[0], "") == wrong.html.replace(tokens[1], "")


def test_a_failed_sign_in_says_what_to_do_and_keeps_the_address(pages: Pages, ife: int) -> None:
    page = sign_in(pages, status=422, password="four small wet cats")
    assert page.title.startswith("Error: ")
    assert 'role="alert"' in page.html
    assert "#email" in page.links
    assert "Check both and try again." in page.text
    assert page.form("/sign-in").value("email") == "ife@example.org"
    assert page.form("/sign-in").value("password") == ""
    assert "Ife Adeyemi" not in pages.get("/").text


def test_empty_fields_are_asked_for(pages: Pages) -> None:
    page = sign_in(pages, status=422, email=" ", password="")
    assert "Enter your e-mail address." in page.text
    assert "Enter your password." in page.text
    assert {"#email", "#password"} <= set(page.links)


def test_a_person_without_a_password_cannot_sign_in_with_one(
    pages: Pages, database: Database
) -> None:
    with database.writing() as unit:
        joining.add(unit, NewPerson("Ife", "ife@example.org", None), at=clock.now())
    for password in ("None", "x", "four small wet dogs"):
        sign_in(pages, status=422, password=password)


def test_signing_in_leaves_nothing_of_the_cookie_before(pages: Pages, ife: int) -> None:
    page = pages.get("/sign-in")
    with pages.client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
        before = cookie["csrf_token"]
    pages.send(page, "/sign-in", IFE)
    with pages.client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie["csrf_token"] != before
        assert cookie.permanent


@pytest.mark.parametrize("path", ["/courses", "/record?page=2", "/courses?of=ä&b=c"])
def test_after_signing_in_the_page_that_was_asked_for_follows(
    pages: Pages, ife: int, path: str
) -> None:
    page = Page(pages.client.get("/sign-in", query_string={"next": path}))
    sent = {**dict(page.form("/sign-in").fields), **IFE}
    answer = pages.client.post("/sign-in", data=sent)
    assert answer.status_code == 303
    assert answer.location == path.replace("ä", "%C3%A4")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\n/evil.example",
        "\t//evil.example",
        " //evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "evil.example",
        "@evil.example",
    ],
)
def test_signing_in_never_leads_to_another_site(pages: Pages, ife: int, path: str) -> None:
    form = pages.get("/sign-in").form("/sign-in")
    sent = {**dict(form.fields), **IFE, "next": path}
    assert pages.client.post("/sign-in", data=sent).location == "/"
    # and signed in already
    assert pages.client.get("/sign-in", query_string={"next": path}).location == "/"


def test_opening_a_link_changes_nothing(pages: Pages, link: str) -> None:
    for _ in range(2):  # a mail scanner, and then the person
        page = pages.get(link)
        assert page.title.startswith("Make your account")
    assert pages.client.head(link).status_code == 200
    pages.send(page, link, {**IFE, "name": "Ife Adeyemi"})


def test_a_link_makes_an_account_with_its_role_and_signs_in(
    pages: Pages, link: str, database: Database
) -> None:
    page = pages.send(pages.get(link), link, {**IFE, "name": " Ife Adeyemi "})
    assert page.path == "/"
    assert "Ife Adeyemi" in page.text
    with database.reading() as unit:
        person = unit.scalars(select(Person)).one()
        assert (person.name, person.email) == ("Ife Adeyemi", "ife@example.org")
        assert person.password is not None and passwords.matches(PASSWORD, person.password)
        assert list(unit.scalars(select(Role.name))) == ["administrator"]
    pages.send(page, "/sign-out")
    assert "Ife Adeyemi" in sign_in(pages).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": " "}, "Enter the name you go by at work."),
        ({"name": "x" * 121}, "Use at most 120 characters for your name."),
        ({"email": ""}, "Enter your e-mail address."),
        ({"email": "ife"}, "like name@example.org"),
        ({"email": "ife@x"}, "like name@example.org"),
        ({"email": "i fe@example.org"}, "like name@example.org"),
        ({"email": "ife@@example.org"}, "like name@example.org"),
        ({"email": "x" * 250 + "@example.org"}, "at most 254 characters"),
        ({"email": "İ" * 200 + "@example.org"}, "at most 254 characters"),
        ({"password": ""}, "Choose a password."),
        ({"password": "elevenchars"}, "12 to 200 characters"),
        ({"password": "x" * 201}, "12 to 200 characters"),
    ],
)
def test_a_mistake_is_named_and_does_not_spend_the_link(
    pages: Pages, link: str, typed: dict[str, str], said: str
) -> None:
    full = {**IFE, "name": "Ife Adeyemi", **typed}
    page = pages.send(pages.get(link), link, full, status=422)
    assert page.title.startswith("Error: ")
    assert said in page.text
    assert f"#{next(iter(typed))}" in page.links
    assert page.form(link).value("password") == ""
    pages.send(page, link, {**IFE, "name": "Ife Adeyemi"})


def test_an_address_that_has_an_account_is_led_to_signing_in(
    pages: Pages, link: str, ife: int
) -> None:
    page = pages.send(pages.get(link), link, {**IFE, "name": "Ife"}, status=422)
    assert "Sign in with it instead." in page.text
    assert "#email" in page.links


@pytest.mark.parametrize("spoilt", ["never made", "used", "run out"])
def test_a_link_that_does_not_work_says_so_before_any_hashing(
    pages: Pages, link: str, database: Database, monkeypatch: pytest.MonkeyPatch, spoilt: str
) -> None:
    page = pages.get(link)
    with database.writing() as unit:
        kept = unit.get_one(Invitation, digest(link.removeprefix("/join/")))
        if spoilt == "never made":
            unit.delete(kept)
        elif spoilt == "used":
            kept.used_at = clock.now()
        else:
            kept.until = clock.now() - dt.timedelta(seconds=1)
    monkeypatch.setattr(passwords, "hashed", None)
    assert "Ask whoever sent it for a new one." in pages.get(link, status=404).text
    full = {**IFE, "name": "Ife Adeyemi"}
    assert "Ask whoever sent it" in pages.send(page, link, full, status=404).text
