"""Parts that are the same for everybody are made once for a release, and never too long."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from learning.db import Database
from learning.keeping import Kept
from learning.web import fragments
from tests.content_builders import case, compiled, library, module, put_into
from tests.pages import Pages

IDENTITY = "/courses/crew/identity"
TOLD = 'Before.\n\n!!! case "cp-01-a"\n\nAfter.'


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that were rendered for fragments."""
    names: list[str] = []
    render = fragments.render_template

    def noted(name: str, **shown: Any) -> str:
        names.append(name)
        return render(name, **shown)

    monkeypatch.setattr(fragments, "render_template", noted)
    return names


def test_an_article_is_made_once_for_all_its_readers(
    pages: Pages, database: Database, cast: object, made: list[str]
) -> None:
    put_into(database, library(case("cp-01-a")), compiled(module(text=TOLD)))
    first = pages.get(IDENTITY).text
    pages.become("alice")
    assert "Before." in first and "Before." in pages.get(IDENTITY).text
    assert made == ["courses/article.html"]


def test_a_new_release_is_made_anew(pages: Pages, database: Database, made: list[str]) -> None:
    put_into(database, compiled(module(text="The old words.")))
    assert "The old words." in pages.get(IDENTITY).text
    put_into(database, compiled(module(text="New words.")))
    page = pages.get(IDENTITY)
    assert "New words." in page.text and "The old words." not in page.text
    assert len(made) == 2


def test_a_changed_source_is_shown_although_the_text_is_the_same(
    pages: Pages, database: Database
) -> None:
    """What the article says of its sources stands in course.yaml."""
    put_into(database, compiled())
    pages.get(IDENTITY)
    source = {"id": "the-guidance", "title": "The new guidance", "kind": "guidance"}
    put_into(database, compiled(sources=[source]))
    assert "The new guidance" in pages.get(IDENTITY).text


def test_a_changed_case_is_shown_in_every_module_at_once(pages: Pages, database: Database) -> None:
    put_into(database, library(case("cp-01-a")), compiled(module(text=TOLD)))
    assert "Case cp-01-a" in pages.get(IDENTITY).text
    put_into(database, library(case("cp-01-a", title="A better title")))
    assert "A better title" in pages.get(IDENTITY).text
    put_into(database, library(case("cp-01-a", status="retracted")))
    assert "A better title" not in pages.get(IDENTITY).text
    put_into(database, library(case("cp-01-a")))
    assert "Case cp-01-a" in pages.get(IDENTITY).text, "and one that was put back is back"


def test_the_same_module_in_two_courses_is_two_articles(pages: Pages, database: Database) -> None:
    put_into(database, compiled(), compiled(course_id="other"))
    for name in ("crew", "other"):
        links = pages.get(f"/courses/{name}/identity").links
        assert f"/courses/{name}" in links


def test_so_many_articles_are_kept_and_no_more(
    pages: Pages, database: Database, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "fragments", Kept(4_000))
    put_into(database, compiled(*(module(f"m{n}") for n in range(5))))
    for n in range(5):
        assert f"On m{n}" in pages.get(f"/courses/crew/m{n}").text
        assert 0 < app.extensions["fragments"].weight <= 4_000


def test_related_cases_are_shown_but_not_those_the_module_tells(
    pages: Pages, database: Database
) -> None:
    put_into(database, library(case("cp-01-a"), case("cp-02-b")), compiled(module(text=TOLD)))
    page = pages.get(IDENTITY)
    near = page.text.partition("Cases near this module")[2]
    assert "Case cp-02-b" in near and "Case cp-01-a" not in near
