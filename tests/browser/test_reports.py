"""Telling in a browser without scripts, and the desk: there and back twice, each page and error."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from learning.reports import passphrases
from tests.browser.conftest import Open
from tests.browser.journeys import become
from tests.browser.test_pages import LOOKS, look
from tests.browsing import FLAGS, executable

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]
TOLD = "I rang Mrs Okafor about the wrong Jaden and nearly said what was told of another family."


def looked(page: Page) -> None:
    """Look at a page. Axe is a script: without any, the width alone is looked at."""
    if page.evaluate("matchMedia('(scripting: none)').matches"):
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, (page.url, f"{wide} pixels too wide")
    else:
        look(page)


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()
    looked(page)


def in_error(page: Page) -> None:
    assert page.title().startswith("Error: "), page.url


def gates(page: Page) -> None:
    """From the first page to the form, past both gates, each in error once."""
    page.goto("/report")
    looked(page)
    press(page, "Begin")
    for _ in range(2):
        press(page, "Go on")
        in_error(page)
        page.get_by_label("No", exact=True).check()
        press(page, "Go on")


def tell(page: Page) -> tuple[str, list[str]]:
    """Fill in the form, once too little and once with names; returns the receipt."""
    press(page, "Send")
    in_error(page)
    page.get_by_label("A near miss: it almost went wrong").check()
    page.get_by_label("What happened?").fill(TOLD)
    press(page, "Send")
    assert "Okafor" in page.locator("main").inner_text()
    press(page, "Send it as it is")
    reference = page.locator(".receipt-reference").inner_text()
    words = page.locator(".receipt-words li").all_inner_texts()
    press(page, "Finish and leave")
    in_error(page)
    for label in page.locator("form label").all_inner_texts():
        page.get_by_label(label).fill(words[int(label.split()[1]) - 1])
    press(page, "Finish and leave")
    return reference, words


def come_back(page: Page, reference: str, words: str) -> None:
    page.goto("/report/receipt")
    page.get_by_label("Reference").fill(reference)
    page.get_by_label("Six words").fill(words)
    press(page, "Open")


def open_report(page: Page, reference: str) -> None:
    """A reviewer signs in, mistypes a passphrase, and reads."""
    become(page, "Rana")
    page.goto("/review")
    looked(page)
    page.goto(f"/review/reports/{reference}")
    page.get_by_label("Passphrase").fill("not this one")
    press(page, "Open my key")
    in_error(page)
    page.get_by_label("Passphrase").fill(passphrases.DEMO)
    press(page, "Open my key")
    assert TOLD in page.locator("main").inner_text()


def ask(page: Page) -> None:
    """The reviewer asks, first nothing at all, then with a key that was locked meanwhile."""
    press(page, "Send")
    in_error(page)
    page.get_by_label("What you write").fill("Which kind of record was it?")
    page.context.clear_cookies(name="debrief_review")
    press(page, "Send")
    in_error(page)
    page.get_by_label("Passphrase").fill(passphrases.DEMO)
    press(page, "Open my key and send it")
    assert "sealed for the reporter" in page.content()


@pytest.mark.parametrize(
    ("width", "scheme", "script"), [(360, "light", False), (1280, "dark", True)]
)
def test_somebody_tells_comes_back_twice_answers_and_withdraws(
    opened: Open, width: int, scheme: str, script: bool
) -> None:
    page = opened(width=width, scheme=scheme, script=script)
    gates(page)
    reference, words = tell(page)
    come_back(page, reference.upper(), "zebra " + " ".join(words[1:]))
    assert "does not match" in page.content()
    desk = opened(width=width, scheme=scheme)
    open_report(desk, reference)
    ask(desk)
    come_back(page, reference.upper().replace("-", " "), "-".join(words).upper())
    assert "Which kind of record was it?" in page.content() and TOLD not in page.content()
    press(page, "Send")
    in_error(page)
    page.get_by_label("Your answer, or something to add").fill("The paper one.")
    press(page, "Send")
    desk.goto(f"/review/reports/{reference}")
    looked(desk)
    assert "The paper one." in desk.content()
    come_back(page, reference, " ".join(words))
    press(page, "Withdraw it")
    press(page, "Withdraw and destroy it")
    desk.get_by_label("What you write").fill("Thank you.")
    press(desk, "Send")
    assert "The reporter withdrew it" in desk.content()
    assert page.context.cookies() == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_ways_out_refusals_and_keys_have_no_violation(
    opened: Open, width: int, scheme: str
) -> None:
    page = opened(width=width, scheme=scheme)
    for gate in ("danger", "scope"):
        page.goto("/report/start")
        if gate == "scope":
            page.get_by_label("No", exact=True).check()
            press(page, "Go on")
        page.get_by_label("Yes, or I am not sure").check()
        press(page, "Go on")
    for path in ("/report/receipt", "/report/promises", "/report/nowhere", "/report/tell"):
        page.goto(path)
        looked(page)
    desk = opened(width=width, scheme=scheme)
    become(desk, "Ravi")
    for path in ("/review?show=over", "/review/unlock", "/review/key", "/review/key/lost"):
        desk.goto(path)
        looked(desk)
    press(desk, "Make a new key")
    in_error(desk)
    desk.goto("/review/key")
    press(desk, "Change it")
    in_error(desk)


def test_a_browser_that_is_closed_has_kept_no_word_on_its_disk(
    browser: Browser, site: str, tmp_path: Path
) -> None:
    """Chromium keeps the forms that pages came from; ours are among those it leaves out."""
    context = browser.browser_type.launch_persistent_context(
        tmp_path,
        executable_path=executable(),
        args=[*FLAGS, "--restore-last-session"],
        base_url=site,
    )
    page = context.new_page()
    gates(page)
    reference, words = tell(page)
    come_back(page, reference, " ".join(words))
    page.get_by_label("Your answer, or something to add").fill("quibblefrost answer")
    press(page, "Send")
    context.close()
    files = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert any("Session" in one.name and b"report" in one.read_bytes() for one in files)
    for told in (TOLD[:40], "quibblefrost answer", " ".join(words[:3])):
        for form in (told, told.replace(" ", "+"), told.replace(" ", "%20")):
            for bytes_ in (form.encode(), form.encode("utf-16-le")):
                assert not [one.name for one in files if bytes_ in one.read_bytes()], form


def test_the_receipt_is_printed_as_a_slip_and_nothing_else(opened: Open) -> None:
    page = opened(width=1280, script=False)
    gates(page)
    page.get_by_label("A concern: nothing has happened, but it is likely to").check()
    page.get_by_label("What happened?").fill("we could mix up two families in this list. " * 3)
    press(page, "Send")
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text().split()
    reference = page.locator(".receipt-reference").inner_text()
    words = page.locator(".receipt-words li").all_inner_texts()
    assert {reference, *words} <= set(shown)
    assert len(shown) <= 6 + 1 + 8, shown
