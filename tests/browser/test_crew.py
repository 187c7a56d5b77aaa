"""A crew in eight windows at once: a screen and seven phones, from the code to the debrief."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.journeys import become
from tests.browser.test_pages import look

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]
BEGIN = "/courses/crew/scenarios/identity-at-the-door/crew"
PHONES, PATIENCE = 7, 30_000


def press(screen: Page, name: str) -> None:
    """Press a button of the screen, and wait for the page that follows."""
    with screen.expect_navigation():
        screen.get_by_role("button", name=name).click()


def choose(phone: Page, place: int) -> None:
    """Choose the way at a place, once the phone shows it by itself."""
    button = phone.get_by_role("button", name="Choose this")
    button.wait_for(timeout=PATIENCE)
    phone.locator("input[name=way]").nth(place).check()
    button.click()
    phone.get_by_text("Your choice is in.").wait_for()


def started(screen: Page, phones: list[Page]) -> None:
    """Bob opens a session, and the phones join it."""
    become(screen, "Bob")
    screen.goto(BEGIN)
    press(screen, "Open a session")
    code = screen.locator(".crew-code").inner_text().replace(" ", "")
    for phone in phones:
        phone.goto(f"/crew?code={code}")
        phone.get_by_role("button", name="Join").click()
        phone.wait_for_url("**/crew/*")
    screen.get_by_text(f"{PHONES} phones have joined.").wait_for(timeout=PATIENCE)


def test_seven_phones_and_a_screen_that_slept_come_to_the_debrief(opened: Open) -> None:
    screen = opened(width=1280)
    phones = [opened(scheme="dark" if one % 2 else "light") for one in range(PHONES - 1)]
    plain = opened(script=False)  # one phone has no script
    started(screen, [*phones, plain])
    # one asks as its network goes, and gets neither an answer nor an error
    phones[3].route("**/crew/*/state", lambda _: None, times=1)
    press(screen, "Go to the briefing")
    press(screen, "Begin")
    part = screen.locator("h1").inner_text()
    look(screen)

    screen.context.set_offline(True)  # the laptop sleeps
    for place, phone in enumerate(phones):
        choose(phone, min(place // 4, 1))
    plain.get_by_role("link", name="Show what is new").click()
    choose(plain, 0)
    screen.context.set_offline(False)
    screen.get_by_text(f"{PHONES} of {PHONES} have chosen.").wait_for(timeout=PATIENCE)
    assert screen.locator("h1").inner_text() == part

    look(phones[1])

    phones[0].context.set_offline(True)  # and a phone drops out
    press(screen, "Close this round")
    assert screen.get_by_text("5 of 7").count() == screen.get_by_text("2 of 7").count() == 1
    phones[0].context.set_offline(False)
    for phone in phones:
        phone.get_by_text("Look at the screen").wait_for(timeout=PATIENCE)
        assert phone.get_by_text("5 of 7").count() == 1
    assert "Next part" in (phones[1].locator("[data-crew-said]").text_content() or "")
    assert screen.locator("input[name=way]").first.is_checked()
    press(screen, "Take this way")
    press(screen, "Go on")
    choose(phones[1], 0)
    phones[2].get_by_role("button", name="Choose this").click()
    phones[2].get_by_role("alert").wait_for()
    _to_the_debrief(screen)
    for phone in (phones[0], phones[2], phones[6 - 1]):
        phone.get_by_text("What to talk about").wait_for(timeout=PATIENCE)
    screen.locator("summary", has_text="End the session").click()
    press(screen, "End it")
    phones[1].get_by_role("heading", name="This session is over").wait_for(timeout=PATIENCE)
    assert phones[1].context.cookies() == [
        one for one in phones[1].context.cookies() if one["name"] != "crew"
    ]


def _to_the_debrief(screen: Page) -> None:
    """Take the first way of each part that is left."""
    while screen.get_by_role("button", name="Close this round").count():
        press(screen, "Close this round")
        screen.locator("input[name=way]").first.check()
        press(screen, "Take this way")
        press(screen, "Go on")
    assert screen.get_by_role("heading", name="What to talk about").count() == 1
