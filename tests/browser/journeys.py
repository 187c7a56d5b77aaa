"""What a person does in a browser: signing in as one of the demo's people, taking a quiz."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page

from learning.content.checking import check
from learning.content.model import Item
from tests.bench.forms import right

ROOT = Path(__file__).resolve().parent.parent.parent


@cache
def keys() -> dict[str, Item]:
    """Every item of the shipped courses, by its id."""
    courses = check(ROOT / "courses").catalogue.courses.values()
    quizzes = [module.quiz for course in courses for module in course.modules if module.quiz]
    return {item.id: item for quiz in quizzes for item in quiz.items}


@cache
def modules() -> list[str]:
    """The modules of the shipped course, in its order."""
    course = check(ROOT / "courses").catalogue.courses["crew"]
    return [module.id for module in course.modules]


def become(page: Page, name: str) -> None:
    """Sign in by one press."""
    page.goto("/sign-in")
    page.get_by_role("button", name=name).click()


def begin(page: Page, module: str) -> None:
    """Open a module of the course and begin its quiz, or go on with it."""
    page.goto(f"/courses/crew/{module}")
    page.locator("section[aria-labelledby=quiz-title] .button-main").click()


def answer(page: Page, items: dict[str, Item], *, rightly: bool) -> None:
    """Fill in the item on the page and save it."""
    fill(page, items[page.url.rsplit("/", 1)[1]], rightly)
    if page.locator("input[name=confidence]").count():
        page.check("input[name=confidence][value=certain]")
    page.get_by_role("button", name="Save my answer").click()


def fill(page: Page, item: Item, rightly: bool) -> None:
    """Fill in the fields of one item; a reflection is left as it is."""
    if item.type in ("single", "multiple"):
        right = [one.id for one in item.options if one.correct]
        wrong = [one.id for one in item.options if not one.correct][:1]
        for chosen in right if rightly else wrong:
            page.check(f"[id='choice-{chosen}']")
    elif item.type == "ordering":
        steps = [step.id for step in item.steps]
        for place, step in enumerate(steps if rightly else steps[::-1], start=1):
            page.select_option(f"[id='place-{step}']", str(place))
    elif item.type == "matching":
        sides = [side.id for side in item.right]
        for left, key in item.key.items():
            other = next(one for one in sides if one != key)
            page.select_option(f"[id='pair-{left}']", key if rightly else other)
    elif item.type == "numeric":
        page.fill("#value", str(item.answer) if rightly else "987654")


def take(page: Page, items: dict[str, Item], module: str, *, rightly: bool = True) -> int:
    """Take a whole quiz; returns how many items were answered."""
    begin(page, module)
    answered = 0
    while "/result" not in page.url:
        answer(page, items, rightly=rightly)
        answered += 1
        page.locator("a.button-main").click()
    return answered


def send(page: Page, items: dict[str, Item], module: str) -> None:
    """Take a whole quiz rightly as `take` does, sending its forms without showing them.

    For who has to have taken it: the token of forms is that of the page that is shown.
    """
    token = page.locator("input[name=csrf_token]").first.get_attribute("value")
    there = page.request.post(f"/courses/crew/{module}/attempts", form={"csrf_token": token or ""})
    while not there.url.endswith("/result"):
        item = items[there.url.rsplit("/", 1)[1]]
        sent = urlencode({**right(item), "csrf_token": token}, doseq=True)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        assert page.request.post(there.url, data=sent, headers=kind).ok
        there = page.request.get(re.sub("/items/.*", "", there.url))
