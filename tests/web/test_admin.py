"""Administration: links that let people in, and nothing of what anybody learns."""

from __future__ import annotations

import re

import pytest

from learning.db import Database
from tests.builders import Cast
from tests.pages import Page, Pages
from tests.web.test_account import OTHER, change

LINK = re.compile(r"http://127\.0\.0\.1:8000(/(?:join|reset)/[\w-]+)")
PERSON = re.compile(r"/admin/people/[\w-]{16}")
PAGES = ("/admin", "/admin/invitations", "/admin/people")


@pytest.fixture
def olu(pages: Pages, cast: Cast) -> Pages:
    pages.become("olu")
    return pages


def invited(pages: Pages, *, status: int = 200, **typed: str) -> Page:
    page = pages.get("/admin/invitations")
    return pages.send(page, "/admin/invitations", typed, status=status)


def link_in(page: Page) -> str:
    found = LINK.search(page.html)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("name", ["alice", "bob", "charlie", "rana", "ada"])
def test_administration_is_for_administrators(pages: Pages, cast: Cast, name: str) -> None:
    pages.become(name)
    for path in PAGES:
        pages.get(path, status=404)
    assert "/admin" not in pages.get("/").links


def test_it_is_in_the_menu_and_leads_to_each_of_its_pages(olu: Pages) -> None:
    assert "/admin" in olu.get("/").links
    assert set(PAGES[1:]) <= set(olu.get("/admin").links)


def test_an_invitation_is_made_shown_once_and_used(olu: Pages) -> None:
    page = invited(olu, meant_for="Ife, ward 3", role="author", days="3")
    assert page.headers["Cache-Control"] == "no-store"
    assert "Ife, ward 3" in page.text and "within 3 days" in page.text
    link = link_in(page)
    page = olu.get("/admin/invitations")
    assert "Ife, ward 3 Author, until" in page.text and "made by Olu" in page.text
    assert link not in page.html
    guest = Pages(olu.app)
    typed = {"name": "Ife", "email": "ife@example.org", "password": OTHER}
    guest.send(guest.get(link), link, typed)
    assert "Ife" in guest.get("/account").text and "author" in guest.get("/account").text
    guest.get(link, status=404)
    assert "Ife, ward 3" not in olu.get("/admin/invitations").text


def test_an_invitation_is_withdrawn(olu: Pages) -> None:
    link = link_in(invited(olu))
    page = olu.get("/admin/invitations")
    [action] = [one.action for one in page.forms if one.action.endswith("/withdraw")]
    assert "The invitation is withdrawn." in olu.send(page, action).text
    assert "Ask whoever sent it" in olu.get(link, status=404).text
    olu.send(page, action)  # twice, or in two tabs, is once


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"days": "0"}, "from 1 to 90"),
        ({"days": "many"}, "valid integer"),
        ({"days": ""}, "from 1 to 90"),
        ({"meant_for": "x" * 121}, "at most 120"),
        ({"role": "king"}, "Not a valid choice"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused(
    olu: Pages, typed: dict[str, str], said: str
) -> None:
    page = invited(olu, status=422, **typed)
    assert said in page.text and page.title.startswith("Error: ")
    assert "A link you make appears here" in page.text


def test_people_are_found_and_given_a_link_to_a_new_password(
    olu: Pages, cast: Cast, database: Database
) -> None:
    page = olu.send(olu.get("/admin/people"), "/admin/people", {"q": "Alice@"})
    assert "Alice Learner" in page.text and "Bob" not in page.text.partition("Find")[2]
    [person] = [link for link in page.links if PERSON.fullmatch(link)]
    page = olu.get(person)
    assert "alice@demo.invalid" in page.text and "is not shown here: it is theirs" in page.text
    page = olu.send(page, f"{person}/reset")
    link = link_in(page)
    assert page.headers["Cache-Control"] == "no-store"
    assert person in page.links and "Back to Alice Learner" in page.text
    alice = Pages(olu.app)
    page = alice.send(alice.get(link), link, {"password": "short"}, status=422)
    assert "12 to 200 characters" in page.text
    page = alice.send(page, link, {"password": OTHER})
    assert "Alice Learner" in page.text
    assert "Ask whoever looks after" in alice.get(link, status=404).text
    typed = {"email": "alice@demo.invalid", "password": OTHER}
    other = Pages(olu.app)
    assert "Alice Learner" in other.send(other.get("/sign-in"), "/sign-in", typed).text


def test_nobody_who_is_not_there_is_shown(olu: Pages) -> None:
    assert "Nobody found" in olu.get("/admin/people?q=zz").text
    olu.get("/admin/people/xxxx", status=404)
    olu.get("/admin/invitations?before=x_y", status=404)


def test_a_form_is_not_lost_when_the_sign_in_ends(olu: Pages, cast: Cast) -> None:
    page = olu.get("/account/name")
    olu.client.delete_cookie("debrief")
    sent = {**dict(page.form("/account/name").fields), "name": "Olu the Second"}
    answer = Page(olu.client.post("/account/name", data=sent))
    assert answer.status == 401 and "Your answer is not lost" in answer.text


def test_a_change_of_name_does_not_need_to_be_an_administrators(pages: Pages, cast: Cast) -> None:
    pages.become("charlie")
    assert "Charles" in change(pages, "name", name="Charles").text
