"""The workshop in a real browser: each page at the width of a phone, and the press by keyboard."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Open, committed
from tests.browser.journeys import become
from tests.browser.test_pages import look

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

CREW = "/authoring/courses/crew"
LONG = "a-course-whose-id-is-as-long-as-ids-can-be-and-a-little-more"
TITLE = "التحدث والاستماع"
PAGES = [
    "/authoring",
    CREW,
    f"{CREW}/changes",
    f"{CREW}/releases",
    "/authoring/courses/broken",
    f"/authoring/courses/{LONG}",
    f"/authoring/courses/{LONG}/publish",
    "/authoring/history",
    "/authoring/proposals",
    "/authoring/trace",
    "/authoring/trace/crew",
    "/authoring/rests/sources/crew/devon-briefing",
    "/authoring/reviews",
]
PREVIEWS = ["", "/handover?reveal=all", "/scenarios/identity-at-the-door"]


@pytest.fixture(scope="module")
def waiting(site: str, authored: Path) -> None:
    """Something of the live course waits; one course is broken, and one has a long name."""
    _edit(authored / "crew" / "course.yaml", "Close the loop", "Close each loop")
    for name, title in (("broken", "A broken course"), (LONG, TITLE)):
        shutil.copytree(ROOT / "tests" / "courses" / "crew", authored / name)
        _edit(authored / name / "course.yaml", "A crew of two", title)
    _edit(authored / "broken" / "identity" / "quiz.yaml", "objective: ", "objectve: ")
    committed(authored.parent)


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, file
    file.write_text(text.replace(old, new), "utf-8")


def press(page: Page, name: str) -> None:
    """Press a button by keyboard, and wait for the page that follows."""
    button = page.get_by_role("button", name=name, exact=True)
    with page.expect_navigation():
        button.press("Enter")


def test_no_page_of_the_workshop_has_a_violation_or_scrolls_sideways(
    opened: Open, waiting: None
) -> None:
    page = opened(width=360)
    become(page, "Ada")
    for path in [*PAGES, *(f"{CREW}/preview{one}" for one in PREVIEWS)]:
        answer = page.goto(path)
        assert answer is not None and answer.status == 200, path
        look(page)


def test_a_course_is_published_and_gone_back_from_by_keyboard(opened: Open, waiting: None) -> None:
    page, other = opened(width=1280, scheme="dark"), opened()
    become(page, "Ada")
    other.context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    for one in (page, other):
        one.goto(f"{CREW}/publish")
    look(page)
    press(page, "Publish it")
    expect(page.get_by_text("It is published as release 2.")).to_be_visible()
    look(page)
    press(other, "Publish it")
    assert other.title().startswith("Error: ")
    expect(other.get_by_role("alert")).to_be_focused()
    look(other)
    page.goto(f"{CREW}/releases/1")
    look(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Go back to it").press("Enter")
    press(page, "Go back to release 1")
    assert page.title().startswith("Error: ")
    expect(page.get_by_role("alert")).to_be_focused()
    look(page)
    page.get_by_label("Why you go back").fill("It was to be tried, and no more.")
    press(page, "Go back to release 1")
    expect(page.get_by_text("Release 1 is live again, and held")).to_be_visible()


def test_an_item_of_a_preview_is_tried_by_keyboard(opened: Open, waiting: None) -> None:
    page = opened(width=360, scheme="dark")
    become(page, "Ada")
    page.goto(f"{CREW}/preview/closed-loop")
    item = page.locator("#preview_cl-when-silent")
    item.locator("input[type=radio]").first.press(" ")
    with page.expect_navigation():
        item.get_by_role("button", name="Save my answer").press("Enter")
    expect(item.locator(".item-verdict")).to_be_visible()
    expect(item).to_be_in_viewport()
    look(page)


def test_other_words_are_proposed_and_taken_by_keyboard(opened: Open, waiting: None) -> None:
    page = opened(width=360)
    become(page, "Ada")
    page.goto("/courses/crew/speaking-up/words")
    look(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Propose other words").nth(3).press("Enter")
    page.get_by_label("Your words").fill("Say it early.\n")
    press(page, "Send it to the authors")
    assert page.title().startswith("Error: ")
    expect(page.get_by_role("alert")).to_be_focused()
    look(page)
    page.get_by_label("Why these words are better").fill("Fewer words.")
    press(page, "Send it to the authors")
    page.goto("/authoring/proposals")
    look(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Mark as taken").press("Enter")
    expect(page.get_by_text("Nothing here yet")).to_be_visible()
