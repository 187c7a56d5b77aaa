"""Search in a browser: a box, and what was found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from learning.db import Database
from learning.settings import Settings
from learning.web.app import create_app
from tests.content_builders import case, compiled, library, module, put_into
from tests.pages import Page, Pages


@pytest.fixture
def site(pages: Pages, database: Database) -> Pages:
    text = 'Somebody knocks at a <i>wrong</i> door & waits. "Quoted".'
    put_into(database, compiled(*(module(f"m{n:02d}", text=text) for n in range(25))))
    put_into(database, library(case()))
    return pages


def find(pages: Pages, asked: str, page: str = "/courses") -> Page:
    return pages.send(pages.get(page), "/search", {"q": asked})


@pytest.mark.parametrize("path", ["/courses", "/cases", "/search"])
def test_the_box_is_where_one_looks(site: Pages, path: str) -> None:
    page = find(site, "knocks", path)
    assert page.form("/search").value("q") == "knocks"
    assert "25 modules" in page.text and "/courses/crew/m00" in page.links
    assert "/search" in page.links, "and in the menu"


def test_words_are_marked_and_what_was_written_is_escaped(site: Pages) -> None:
    page = find(site, "wrong door")
    assert "<mark>door</mark> &amp; waits" in page.html
    assert "<i>" not in page.html


def test_of_many_a_few_are_shown_with_a_way_to_all(site: Pages) -> None:
    page = find(site, "knocks")
    assert len([link for link in page.links if link.startswith("/courses/crew/m")]) == 5
    page = site.get("/search?q=knocks&kind=module")
    assert len([link for link in page.links if link.startswith("/courses/crew/m")]) == 20
    [later] = [link for link in page.links if "after=" in link]
    page = site.get(later)
    assert len([link for link in page.links if link.startswith("/courses/crew/m")]) == 5
    assert "Show all kinds" in page.text


def test_nothing_found_says_what_to_try(site: Pages) -> None:
    page = find(site, "<script>alert(1)</script> zebra")
    assert "Nothing found." in page.text and "Try fewer words" in page.text
    assert "<script>alert" not in page.html
    assert "Nothing found." not in site.get("/search").text, "before anything was asked"


@pytest.mark.parametrize("query", ["kind=person", "after=x", "after=-1", "after=9999999"])
def test_an_address_that_cannot_be_is_no_page(site: Pages, query: str) -> None:
    site.get(f"/search?q=door&{query}", status=404)


def test_where_reading_is_shut_so_is_the_search(settings: Settings, database: Database) -> None:
    pages = Pages(create_app(replace(settings, open_reading=False), database))
    assert pages.get("/search?q=door").path == "/sign-in"
