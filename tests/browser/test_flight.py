"""The first flight: from the front page to a recorded completion, as people would fly it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.browser.journeys import answer, become, begin, keys, modules, take

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


def test_alice_completes_the_course_on_a_phone_and_it_is_on_her_record(opened: Open) -> None:
    page, items = opened(width=360), keys()
    become(page, "Alice")
    for module in modules():
        assert take(page, items, module) >= 8
        assert "The module is complete" in (page.text_content("main") or "")
    assert "The course is complete" in (page.text_content("main") or "")
    page.goto("/record")
    assert "Valid until" in (page.text_content("main") or "")
    assert page.get_by_text("Passed: look at it").count() == len(modules())


def test_the_whole_quiz_works_without_script(opened: Open) -> None:
    page, items = opened(width=360, script=False), keys()
    become(page, "Charlie")
    assert take(page, items, "speaking-up") >= 8
    assert "The module is complete" in (page.text_content("main") or "")


def test_a_quiz_taken_wrongly_says_why_and_can_be_tried_again_at_once(opened: Open) -> None:
    page, items = opened(), keys()
    become(page, "Rana")
    take(page, items, "speaking-up", rightly=False)
    assert "Held firmly, and not so" in (page.text_content("main") or "")
    with page.expect_navigation():
        page.get_by_role("button", name="Try again now").click()
    assert "/items/" in page.url


def test_the_error_summary_takes_the_focus_and_leads_to_the_item(opened: Open) -> None:
    page = opened()
    become(page, "Ravi")
    begin(page, "speaking-up")
    page.get_by_role("button", name="Save my answer").click()
    page.wait_for_function("document.activeElement.getAttribute('role') === 'alert'")
    page.locator(".error-summary a").click()
    page.wait_for_function("document.activeElement.id.startsWith('item-')")


def test_a_quiz_goes_on_where_it_was_on_another_device(opened: Open) -> None:
    phone, items = opened(width=360), keys()
    become(phone, "Rosa")
    begin(phone, "speaking-up")
    answer(phone, items, rightly=True)
    desk = opened(width=1280)
    become(desk, "Rosa")
    begin(desk, "speaking-up")
    assert "Item 2 of" in (desk.text_content("main") or "")


def test_an_answer_survives_a_session_that_ended_meanwhile(opened: Open) -> None:
    page, items = opened(), keys()
    become(page, "Ada")
    begin(page, "speaking-up")
    page.context.clear_cookies()
    answer(page, items, rightly=True)
    assert "Your answer is not lost" in (page.text_content("main") or "")
    page.get_by_role("button", name="Ada").click()
    page.get_by_role("button", name="Save what I sent").click()
    assert (
        "Item 1 of" in (page.text_content("main") or "")
        and page.locator("text=Next item").count() == 1
    )


def test_the_keyboard_alone_signs_in_and_answers(opened: Open) -> None:
    page = opened(width=1280)
    page.goto("/sign-in")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    page.get_by_role("button", name="Olu").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    page.goto("/courses/crew/speaking-up")
    page.locator("section[aria-labelledby=quiz-title] .button-main").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/items/**")
    page.locator("input[name=choice]").first.focus()
    page.keyboard.press("Space")
    if page.locator("input[name=confidence]").count():
        page.locator("input[name=confidence]").first.focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Save my answer").focus()
    page.keyboard.press("Enter")
    page.locator("a.button-main").wait_for()
