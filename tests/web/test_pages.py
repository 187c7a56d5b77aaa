"""Pages about the site: true, reached from every page, and with a contact where there is one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from learning.db import Database
from learning.settings import Settings
from learning.web.app import create_app
from tests.builders import COURSES, NAMES, Cast
from tests.pages import Pages


@pytest.mark.parametrize("path", ["/privacy", "/accessibility"])
def test_they_are_at_the_foot_of_every_page(pages: Pages, path: str) -> None:
    assert path in pages.get("/cases").links
    assert "has not named a contact here" in pages.get(path).text


def test_help_is_at_the_foot_of_every_page_and_leads_nowhere_that_is_not(
    pages: Pages, cast: Cast
) -> None:
    assert "/help" in pages.get("/cases").links
    pages.become("alice")
    page = pages.get("/help")
    for link in {one for one in page.links if one.startswith("/")}:
        pages.get(link)
    assert "/authoring" not in page.links and "has not named a contact here" in page.text


@pytest.mark.parametrize("name", ["", *NAMES])
def test_help_is_for_everybody(pages: Pages, cast: Cast, name: str) -> None:
    if name:
        pages.become(name)
    page = pages.get("/help")
    assert "Try as often as you like." in page.text
    assert ("/authoring" in page.links) == (name in ("ada", "olu"))


def test_what_help_says_of_the_pass_is_true_of_what_is_shipped() -> None:
    """The rules of the shipped quizzes hold each of them to the same number."""
    courses = COURSES.parent.parent / "courses"
    quizzes = [path.read_text(encoding="utf-8") for path in courses.glob("*/*/quiz.yaml")]
    assert quizzes and all("percent: 80" in quiz for quiz in quizzes)


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("help@example.org", "mailto:help@example.org"),
        ("https://example.org/x", "https://example.org/x"),
    ],
)
def test_a_contact_is_named_where_there_is_one(
    settings: Settings, database: Database, contact: str, link: str
) -> None:
    named = replace(settings, operator="Example Council", operator_contact=contact)
    page = Pages(create_app(named, database)).get("/privacy")
    assert link in page.links
    assert f"Example Council can be reached at {contact}" in page.text


def test_the_cookie_is_said_to_last_as_long_as_it_does(
    settings: Settings, database: Database
) -> None:
    page = Pages(create_app(replace(settings, session_days=9), database)).get("/privacy")
    assert "for 9 days at most" in page.text
