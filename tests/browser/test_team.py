"""Supervisors' pages in a real browser: on a phone, by keyboard, on paper, without a violation."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.journeys import become
from tests.browser.test_pages import LOOKS, look

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


def people(page: Page) -> list[str]:
    return page.locator("tbody th a").all_inner_texts()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_of_a_supervisor_have_no_violation(opened: Open, width: int, scheme: str) -> None:
    page = opened(width=width, scheme=scheme)
    become(page, "Bob")
    page.goto("/team")
    team = page.url
    paths = [
        *("", "?status=wanting&sort=due", "?name=nobody-is-called-this"),
        *("/service", "/service/due", "/help", "/help/supervisors", "/record/seen"),
    ]
    for path in paths:
        page.goto(path if path.startswith("/") else team + path)
        look(page)
    page.goto(team)
    page.get_by_role("link", name="Alice Learner").click()
    look(page)
    page.goto("/people/nobody")
    look(page)


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (768, "dark")])
def test_a_service_with_many_teams_fits_and_has_no_violation(
    opened: Open, width: int, scheme: str
) -> None:
    page = opened(width=width, scheme=scheme)
    become(page, "Siân")
    for path in ("/team", "/service", "/service/due", "/"):
        page.goto(path)
        look(page)
    page.goto("/service")
    with page.expect_navigation():
        page.locator("main ul a").first.click()
    look(page)
    assert page.locator("tbody tr").count() == 30, "thirty people on a page"
    page.get_by_role("link", name="Later people").click()
    look(page)


def test_the_keyboard_alone_narrows_the_team_and_opens_a_person(opened: Open) -> None:
    page = opened(width=360)
    become(page, "Bob")
    page.goto("/team")
    everybody = people(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    page.keyboard.press("Enter")
    _tab_to(page, "SUMMARY")
    page.keyboard.press("Enter")
    _tab_to(page, "SELECT")
    page.keyboard.type("Due soon, ")
    _tab_to(page, "BUTTON")
    page.keyboard.press("Enter")
    page.wait_for_url("**status=wanting**")
    fewer = people(page)
    assert 0 < len(fewer) < len(everybody)
    _tab_to(page, "A", within="tbody")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url("**/people/**")
    assert page.locator("h1").inner_text() == fewer[0]


def _tab_to(page: Page, tag: str, *, within: str = "main") -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        inside = f"document.activeElement.tagName === '{tag}' && "
        if page.evaluate(inside + f"!!document.activeElement.closest('{within}')"):
            return
    pytest.fail(f"no {tag} within {within} can be reached")


def test_the_sentence_for_the_notes_can_be_copied_and_read_without_script(opened: Open) -> None:
    page = opened()
    become(page, "Bob")
    page.goto("/team")
    page.get_by_role("link", name="Alice Learner").click()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.reload()
    page.get_by_role("button", name="Copy it").click()
    page.get_by_text("Copied.").wait_for()
    held = page.evaluate("navigator.clipboard.readText()")
    assert held == page.get_by_label("One sentence for each course").input_value()
    assert held.startswith("Alice Learner, as of ")


def test_thirty_people_are_on_one_screen_and_the_team_prints_without_the_site(
    opened: Open,
) -> None:
    page = opened(width=1280)
    become(page, "Siân")
    page.goto("/service")
    with page.expect_navigation():
        page.locator("main ul a").first.click()
    heights = page.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => row.getBoundingClientRect().height)"
    )
    assert len(heights) == 30 and sum(heights) <= 30 * 52
    page.emulate_media(media="print")
    hidden = ["nav[aria-label=Main]", ".foot", "section[aria-labelledby=take-title]"]
    assert [one for one in hidden if page.locator(one).first.is_visible()] == []
    assert page.locator("tbody tr").first.is_visible()
