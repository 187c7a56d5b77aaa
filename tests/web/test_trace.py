"""Authors see why each thing is there, what is missing, and what must be read again."""

from __future__ import annotations

import icalendar
import pytest

from learning.db import Database
from tests.builders import Cast, published
from tests.content_builders import HOSTILE, case, compiled, item, library, module, put_into
from tests.pages import Pages

PATHS = [
    "/authoring/trace",
    "/authoring/trace/crew",
    "/authoring/trace/crew/gaps",
    "/authoring/rests/sources/crew/letter",
    "/authoring/rests/cases/in-01-the-green-door",
    "/authoring/rests/factors/com.identity",
    "/authoring/reviews",
]


def read_on(day: str) -> dict[str, str]:
    return {"last": "2026-11-22", "by": "Ada", "due": day}


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 404), ("bob", 404), ("ada", 200), ("olu", 200)]
)
def test_authors_and_administrators_follow_threads(
    pages: Pages, cast: Cast, database: Database, name: str, status: int
) -> None:
    published(database)
    pages.become(name)
    for path in PATHS:
        pages.get(path, status=status)
    assert pages.client.get("/authoring/reviews.ics").status_code == status


def test_a_thread_leads_from_the_course_to_all_that_rests_on_a_source(
    pages: Pages, cast: Cast, database: Database
) -> None:
    published(database)
    pages.become("ada")
    assert "/authoring/trace/crew" in pages.get("/authoring/trace").links
    page = pages.get("/authoring/trace/crew")
    assert "Visit a family." in page.text and "id-draft (draft)" in page.text
    assert "/authoring/rests/sources/crew/letter" in page.links
    assert "/authoring/rests/cases/in-01-the-green-door" in page.links
    page = pages.get("/authoring/rests/sources/crew/letter")
    assert "A letter that was never written" in page.text
    assert "Item id-match, A crew of two" in page.text and "crew/identity/quiz.yaml" in page.text
    page = pages.get("/authoring/rests/factors/com.identity")
    assert "hindered" in page.text and "/cases/in-01-the-green-door" in page.links


def test_every_link_of_a_thread_leads_somewhere(
    pages: Pages, cast: Cast, database: Database
) -> None:
    published(database)
    pages.become("ada")
    page = pages.get("/authoring/trace/crew")
    links = [one for one in page.links if one.startswith(("/authoring/", "/courses/crew"))]
    assert "/authoring/items/crew/id-match" in links
    assert "/courses/crew/scenarios/the-blue-door" in links
    for link in set(links):
        pages.get(link)


def test_gaps_and_orphans_are_told_with_what_to_do(
    pages: Pages, cast: Cast, database: Database
) -> None:
    sources = [
        {"id": name, "title": f"The {name}", "kind": "guidance"}
        for name in ("the-guidance", "unread")
    ]
    put_into(database, compiled(sources=sources), library(case("in-02")))
    pages.become("ada")
    page = pages.get("/authoring/trace")
    assert "1 objective, 1 gap, 1 orphan" in page.text
    assert "in-02 : no module uses it" in page.text
    page = pages.get("/authoring/trace/crew")
    assert "one live item alone checks it: write a second" in page.text
    assert "The unread : nothing cites it" in page.text
    assert "/authoring/rests/sources/crew/unread" in page.links
    assert "Nothing rests on it" in pages.get("/authoring/rests/sources/crew/unread").text


def test_a_large_course_is_paged(pages: Pages, cast: Cast, database: Database) -> None:
    objectives = [
        {"id": f"o-{n}", "text": f"Do {n}.", "task": "visit", "sources": ["the-guidance"]}
        for n in range(25)
    ]
    many = [
        module(f"m-{n}", items=[item(item_id=f"i-{n}")], objectives=[f"o-{n}"]) for n in range(25)
    ]
    put_into(database, compiled(*many, objectives=objectives))
    pages.become("ada")
    page, seen = pages.get("/authoring/trace/crew"), 0
    while True:
        seen += page.html.count('<section class="card"')
        later = [one for one in page.links if "?after=" in one]
        if not later:
            break
        page = pages.get(later[-1])
    assert seen == 25
    page = pages.get("/authoring/trace/crew")
    assert "All of them" in page.text and "/authoring/trace/crew/gaps" in page.links
    assert "o-9" in pages.get("/authoring/trace/crew/gaps").text
    found = pages.get("/authoring/reviews")
    assert found.html.count("<li>\n<div") == 51
    assert "?after=" not in "".join(found.links)


def test_what_is_past_comes_first_and_the_calendar_holds_all(
    pages: Pages, cast: Cast, database: Database
) -> None:
    made = module(items=[item(review=read_on("2026-01-31"))], review=read_on("2099-01-31"))
    put_into(database, compiled(made))
    pages.become("ada")
    page = pages.get("/authoring/reviews")
    assert page.text.index("Was due on 31 January 2026") < page.text.index("Due on 31 January 2099")
    assert "1 item, last read on 22 November 2026" in page.text
    response = pages.client.get("/authoring/reviews.ics")
    assert response.mimetype == "text/calendar"
    assert len(icalendar.Calendar.from_ical(response.data).walk("VEVENT")) == 3


def test_before_anything_is_published_the_pages_say_what_will_be_there(
    pages: Pages, cast: Cast
) -> None:
    pages.become("ada")
    assert "appear here" in pages.get("/authoring/trace").text
    assert "appears here" in pages.get("/authoring/reviews").text


def test_a_course_without_a_gap_says_so(pages: Pages, cast: Cast, database: Database) -> None:
    whole = module(items=[item(item_id=name) for name in ("a", "b")])
    put_into(database, compiled(whole))
    pages.become("ada")
    assert "Every thread reaches" in pages.get("/authoring/trace/crew").text
    assert "No gap" in pages.get("/authoring/trace/crew/gaps").text


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_there_is_not_found(
    pages: Pages, cast: Cast, database: Database, name: str
) -> None:
    put_into(database, compiled(), library())
    pages.become("ada")
    wrong = name.encode("utf-8", "surrogatepass").hex() if "\ud800" in name else name or "no"
    for path in ("/authoring/trace/crew", "/authoring/reviews", "/authoring/trace/crew/gaps"):
        sent = pages.client.get(path, query_string={"after": wrong})
        assert sent.status_code in (400, 404), path
    wrong = "".join(sign for sign in wrong if sign.isalnum()) or "no"
    for path in ("trace", "rests/sources/crew", "rests/cases", "rests/factors"):
        assert pages.client.get(f"/authoring/{path}/{wrong}").status_code == 404
