"""Requirements, absences and exemptions in a real browser: each page, each error, two at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from learning import clock
from tests.browser.conftest import Open
from tests.browser.journeys import become
from tests.browser.test_pages import LOOKS, look

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]
LIST = "/admin/requirements"
#: it has not begun, so that it asks nobody anything while other tests look, and can be taken away
NEXT_YEAR = f"{clock.now().year + 1}-03-01"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()
    look(page)


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()
    page.wait_for_load_state()
    look(page)


def write(page: Page) -> None:
    """Require the course of every author, up to the page that shows the sentence."""
    page.goto(f"{LIST}/new")
    look(page)
    page.get_by_label("Everybody, in whatever team").check()
    press(page, "Go on")
    press(page, "Go on")
    assert page.title().startswith("Error: ")
    page.get_by_label("Course", exact=True).select_option("crew")
    page.get_by_label("Who of them").select_option("author")
    page.get_by_label("From which day is it required?").fill(NEXT_YEAR)
    page.get_by_label("By a day of each year").check()
    page.get_by_label("Which day of the month?").fill("29")
    page.get_by_label("Which month?").select_option("2")
    press(page, "Go on")


def take_away(page: Page) -> None:
    """Take away what was just made, so that the next look can make it again."""
    follow(page, "End it")
    page.get_by_label("The last day on which it is required").fill("2001-01-01")
    press(page, "End the requirement")
    assert page.title().startswith("Error: ")
    press(page, "Take it away")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_a_requirement_is_written_changed_by_two_and_ended(
    opened: Open, width: int, scheme: str
) -> None:
    page = opened(width=width, scheme=scheme)
    become(page, "Olu")
    for path in (LIST, f"{LIST}?team=zebra", f"{LIST}?which=ended", f"{LIST}/new/terms"):
        page.goto(path)
        look(page)
    write(page)
    assert "by 29 February (28 February in other years) each year" in page.content()
    press(page, "Make the requirement")
    follow(page, "Change it")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("How long before that").fill("50")
    press(other, "Go on")
    press(other, "Change the requirement")
    page.get_by_label("How long before that").fill("40")
    press(page, "Go on")  # the other was first
    assert page.title().startswith("Somebody else changed it meanwhile")
    press(page, "Let what I typed hold")
    assert "Renewal opens 40 days before" in page.content()
    take_away(page)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_absences_and_exemptions_are_noted_and_taken_away(
    opened: Open, width: int, scheme: str
) -> None:
    page = opened(width=width, scheme=scheme)
    become(page, "Olu")
    page.goto("/admin/people?q=alice")
    page.get_by_role("link", name="Alice").click()
    follow(page, "Away from work")
    press(page, "Note the absence")
    press(page, "Note the absence")  # twice is refused
    assert page.title().startswith("Error: ")
    follow(page, "Note the return")
    press(page, "Take it away")
    follow(page, "Back to Alice")
    follow(page, "Exemptions")
    press(page, "Make the exemption")
    assert page.title().startswith("Error: ")
    page.get_by_label("Course", exact=True).select_option("crew")
    page.get_by_label("Why?").fill("You wrote the course yourself.")
    press(page, "Make the exemption")
    follow(page, "End it")
    press(page, "Take it away")


def test_a_requirement_is_written_with_the_keyboard_alone(opened: Open) -> None:
    page = opened(width=1280, script=False)
    become(page, "Olu")
    page.goto(f"{LIST}/new")
    page.get_by_label("Search teams by name").focus()
    page.keyboard.press("Tab")  # to the search
    page.keyboard.press("Tab")  # to the radio buttons
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_label("Course", exact=True).focus()
    page.keyboard.type("Crew")
    page.get_by_label("Some days after joining").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("30")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_text("within 30 days of joining").first.wait_for()
    assert "Everybody completes Crew" in page.content()
