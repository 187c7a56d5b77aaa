"""An error on a page is told by anybody and read by authors."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from learning.db import Database
from learning.people import throttling
from learning.releases.models import Erratum
from tests.builders import Cast
from tests.content_builders import compiled, put_into
from tests.pages import Page, Pages


def told(database: Database) -> list[tuple[str, str]]:
    with database.reading() as unit:
        return [(one.page, one.said) for one in unit.scalars(select(Erratum))]


def tell(pages: Pages, path: str, said: str, *, status: int = 200) -> Page:
    [link] = [one for one in pages.get(path).links if one.startswith("/report-error")]
    return pages.send(pages.get(link), "/report-error", {"said": said}, status=status)


@pytest.mark.parametrize("name", ["", "alice"])
def test_anybody_tells_of_an_error_on_the_page_they_are_on(
    pages: Pages, cast: Cast, database: Database, name: str
) -> None:
    put_into(database, compiled())
    if name:
        pages.become(name)
    page = tell(pages, "/courses/crew/identity", "It says six. It is seven.")
    assert "Thank you" in page.text and "/courses/crew/identity" in page.links
    assert told(database) == [("/courses/crew/identity", "It says six. It is seven.")]


def test_nothing_said_is_asked_for_and_too_much_is_kept_in_the_form(
    pages: Pages, database: Database
) -> None:
    assert "Say what is wrong" in tell(pages, "/cases", " ", status=422).text
    page = tell(pages, "/cases", "x" * 1_001, status=422)
    assert page.form("/report-error").value("said") == "x" * 1_001
    assert page.form("/report-error").value("page") == "/cases"
    assert told(database) == []


@pytest.mark.parametrize("page", ["//evil.example", "https://evil.example", "javascript:x", ""])
def test_the_way_back_leads_nowhere_else(pages: Pages, page: str) -> None:
    found = pages.get(f"/report-error?page={page}")
    assert not [link for link in found.links if "evil" in link or link.startswith("javascript")]


def test_telling_again_and_again_has_to_wait(pages: Pages, database: Database) -> None:
    sent = {**dict(pages.get("/report-error").form("/report-error").fields), "said": "x"}
    far = {"REMOTE_ADDR": "203.0.113.7"}
    statuses = [
        pages.client.post("/report-error", data=sent, environ_base=far).status_code
        for _ in range(throttling.TELLING.free + 1)
    ]
    assert statuses == [200] * throttling.TELLING.free + [429]
    assert len(told(database)) == throttling.TELLING.free


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 404), ("bob", 404), ("ada", 200), ("olu", 200)]
)
def test_authors_and_administrators_read_them(
    pages: Pages, cast: Cast, name: str, status: int
) -> None:
    tell(pages, "/cases", "A <b>wrong</b> word.")
    pages.become(name)
    page = pages.get("/authoring/errors", status=status)
    if status == 200:
        assert "A <b>wrong</b> word." in page.text
        assert "/authoring/errors" in pages.get("/authoring").links
        [action] = [one.action for one in page.forms if one.action.endswith("/done")]
        page = pages.send(page, action)
        assert "appears here" in page.text and "dealt with" in page.text
