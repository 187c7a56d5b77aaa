"""A scenario in a real browser, by keyboard alone: from its beginning to one's own debrief."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.browser.journeys import become
from tests.browser.test_pages import look

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

HERE = "/courses/crew/scenarios/ten-minutes-before-leave"


def test_a_scenario_is_played_by_keyboard_and_no_page_of_it_has_a_violation(opened: Open) -> None:
    page = opened(width=360)
    page.goto("/scenarios")
    look(page)
    become(page, "Charlie")
    page.goto(HERE)
    look(page)
    page.get_by_role("button", name="Play it alone").press("Enter")
    with page.expect_navigation():
        page.get_by_role("button", name="Go on").press("Enter")
    assert page.title().startswith("Error: Part 1")
    look(page)
    while "/debrief" not in page.url:
        page.locator("input[name=way]").first.press(" ")
        page.get_by_role("button", name="Go on").press("Enter")
        look(page)
    page.get_by_text("What else could have been").first.press("Enter")
    look(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    look(page)
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Play it again").is_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Delete this run").press("Enter")
    look(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Delete the run").press("Enter")
    assert page.get_by_text("The run is deleted.").is_visible()
