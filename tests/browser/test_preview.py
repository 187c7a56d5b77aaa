"""The preview in a real browser: the page follows a save and keeps what its reader did."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT
from tests.content.trees import MODULE, QUIZ, copied, put, swap

pytestmark = pytest.mark.browser
_NEW = "A sentence that was not there before."
_SOON = 1_000
"""Milliseconds within which a save has to show; by far less is usual (see courses/README.md)."""


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("preview"))


@pytest.fixture(scope="module")
def address(courses: Path) -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "learning.cli", "preview", str(courses), "--port", "0"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None and process.stdout is not None
    printed = process.stderr.readline().split()
    assert "no problems" in process.stdout.readline(), "it is watched from here on"
    yield printed[4].rstrip("/")
    process.terminate()
    process.communicate(timeout=10)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    assert faults == []
    context.close()


def followed(page: Page) -> Page:
    """The page once it follows its files."""
    page.goto("/courses/crew/speaking-up")
    expect(page.get_by_text("It follows each save.")).to_be_visible()
    return page


def top_of(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return float(box["y"])


def test_a_save_shows_within_a_second_and_keeps_place_ticks_and_folds(
    page: Page, courses: Path
) -> None:
    followed(page)
    chosen = page.locator(".preview-item input[type=radio]").nth(1)
    chosen.check()
    fold = page.locator(".preview-reveal").first
    fold.locator("summary").click()
    chosen.focus()
    page.locator(".preview-item").first.evaluate("item => item.scrollIntoView()")
    before = top_of(page, ".preview-item")
    swap(MODULE, "This module is invented.", f"This module is invented.\n\n{_NEW}\n\nIt is.")(
        courses
    )
    expect(page.get_by_text(_NEW)).to_be_attached(timeout=_SOON)
    expect(chosen).to_be_checked()
    expect(chosen).to_be_focused()
    expect(fold).to_have_attribute("open", "")
    assert abs(top_of(page, ".preview-item") - before) < 2


def test_an_answer_is_marked_and_stays_while_its_file_is_broken_and_mended(
    page: Page, courses: Path
) -> None:
    followed(page)
    item = page.locator(".preview-item").first
    item.locator("input[type=radio]").first.check()
    item.get_by_role("button", name="Save my answer").click()
    expect(item.locator(".item-verdict")).to_be_visible()
    whole = (courses / QUIZ).read_bytes()
    put(QUIZ, whole[:200] + b"\n - [")(courses)
    expect(page.locator("#preview_stale")).to_be_visible(timeout=_SOON)
    expect(item.locator(".item-verdict")).to_be_visible()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    put(QUIZ, whole)(courses)
    expect(page.locator("#preview_stale")).to_have_count(0, timeout=_SOON)
    expect(item.locator("input[type=radio]").first).to_be_checked()
    expect(item.locator(".item-verdict")).to_be_visible()


def test_all_feedback_is_revealed_with_one_press_and_the_page_fits_a_phone(page: Page) -> None:
    followed(page)
    page.get_by_role("button", name="Show the feedback of every option").press("Enter")
    expect(page.locator(".preview-reveal[open]")).to_have_count(
        page.locator(".preview-reveal").count()
    )
    page.get_by_role("link", name="Show it phone-wide").click()
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("heading", level=1)).to_be_visible()
    width = inside.locator("html").evaluate("html => [html.clientWidth, html.scrollWidth]")
    assert width == [360, 360] or width[1] <= width[0] <= 360
    inside.get_by_role("link", name="Cases", exact=True).click()
    expect(page.get_by_role("link", name="Show it on the whole screen")).to_have_attribute(
        "href", "/cases"
    )


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_preview_can_be_used_by_everybody(
    browser: Browser, address: str, courses: Path, width: int, scheme: str
) -> None:
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    opened = context.new_page()
    plays = [f"/courses/crew/scenarios/{one.stem}" for one in courses.glob("*/scenarios/*.yaml")]
    for path in (
        *plays,
        "/",
        "/cases",
        "/courses/crew",
        "/courses/crew/speaking-up?mark=x",
        "/preview/phone",
    ):
        opened.goto(path)
        results = Axe().run(opened)
        assert results.violations_count == 0, (path, results.generate_report())
        assert opened.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_a_browser_that_hears_no_events_asks_for_them(page: Page, courses: Path) -> None:
    page.add_init_script("delete window.EventSource")
    followed(page)
    swap(MODULE, "Three parts", "Three parts, said aloud")(courses)
    heading = page.get_by_role("heading", name="Three parts, said aloud")
    expect(heading).to_be_visible(timeout=3 * _SOON)
