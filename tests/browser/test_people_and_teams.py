"""Administering people and teams in a real browser: each page, in error, and with two at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.journeys import become
from tests.browser.test_pages import LOOKS, look

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]
LONG = "Northern and North-Western Localities " * 3


def make_team(page: Page, name: str) -> str:
    """Make a team at the top; returns its address."""
    page.goto("/admin/teams/new")
    page.get_by_label("In no other team").check()
    page.get_by_label("What is it called?").fill(name)
    with page.expect_navigation():
        page.get_by_role("button", name="Make the team").click()
    return page.url


def make_account(page: Page, team: str, name: str, email: str) -> str:
    """Make an account in a team; returns the person's address."""
    page.goto(team)
    page.get_by_role("link", name="Make an account in this team").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail address").fill(email)
    with page.expect_navigation():
        page.get_by_role("button", name="Make the account").click()
    return page.url


def refused(page: Page, path: str, button: str) -> None:
    """The page of a form that was sent as it was."""
    page.goto(path)
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()
    look(page)
    assert page.title().startswith("Error: ")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_of_people_and_teams_have_no_violation(opened: Open, width: int, scheme: str) -> None:
    page = opened(width=width, scheme=scheme)
    become(page, "Olu")
    team = make_team(page, f"{LONG}{scheme[0]}{width}")
    email = f"layla-{width}-{scheme}@example.org"
    person = make_account(page, team, "د. ليلى Wolfeschlegelsteinhausenbergerdorff", email)
    for path in ("", "/roles", "/number", "/deactivate", "/places/new"):
        page.goto(person + path)
        look(page)
    for path in ("", "/name", "/move", "/close"):
        page.goto(team + path)
        look(page)
    page.goto(person)
    for act in ("Move", "End"):
        page.get_by_role("link", name=f"{act} ").first.click()
        look(page)
        page.goto(person)
    refused(page, "/admin/people/new", "Make the account")
    refused(page, "/admin/teams/new", "Make the team")
    refused(page, f"{team}/move", "Move the team")
    refused(page, f"{person}/places/new", "Give the place")


def test_two_administrators_at_once_lose_nothing(opened: Open) -> None:
    page, other = opened(), opened(script=False)
    for one in (page, other):
        become(one, "Olu")
    team = make_team(page, "Two at once")
    for one in (page, other):
        one.goto(f"{team}/name")
    other.get_by_label("Number in your own list").fill("T-2")
    other.get_by_role("button", name="Save").click()
    page.get_by_label("Name", exact=True).fill("Two at the same time")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    look(page)
    assert page.get_by_role("alert").is_visible()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    page.get_by_label("Number in your own list").fill("T-2")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Two at the same time"


def test_somebody_is_put_in_a_team_by_keyboard_alone(opened: Open) -> None:
    page = opened(script=False)
    become(page, "Olu")
    team = make_team(page, "Keys and no mouse")
    person = make_account(page, team, "Kim Keys", "kim.keys@example.org")
    page.goto(f"{person}/places/new")
    page.get_by_label("Search teams by name").focus()
    page.keyboard.type("no mouse")
    with page.expect_navigation():
        page.keyboard.press("Enter")  # finds teams, and gives no place yet
    assert page.url.endswith("/places/new")
    page.get_by_label("Keys and no mouse").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # from "works in it" to "supervises it"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url(person)
    assert "Supervises it from" in page.inner_text("main")
    assert "They work in a team that they supervise" in page.inner_text("main")
