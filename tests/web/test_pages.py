"""Pages about the site: true, reached from every page, and with a contact where there is one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from learning.db import Database
from learning.settings import Settings
from learning.web.app import create_app
from tests.pages import Pages


@pytest.mark.parametrize("path", ["/privacy", "/accessibility"])
def test_they_are_at_the_foot_of_every_page(pages: Pages, path: str) -> None:
    assert path in pages.get("/cases").links
    assert "has not named a contact here" in pages.get(path).text


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
