"""My record: what I completed and what I tried, and nothing of anybody else."""

from __future__ import annotations

import pytest
from flask import Flask

from learning.db import Database
from learning.releases.shelf import Shelf
from learning.web import moments
from tests.builders import AT, Cast
from tests.content_builders import HOSTILE, changes, compiled, item, module, put_into
from tests.pages import Pages
from tests.progress.learner import Learner, take


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: AT)


@pytest.fixture
def pages(app: Flask, cast: Cast) -> Pages:
    """Alice, signed in."""
    pages = Pages(app)
    pages.become("alice")
    return pages


def try_often(database: Database, person_id: int, number: int) -> list[str]:
    """So many failed attempts, each in a unit of its own; the newest last."""
    made = []
    for _ in range(number):
        with database.writing() as session:
            learner = Learner(session, Shelf(seconds=0), person_id)
            made.append(learner.take(wrong=["door"]).row.public_id)
    return made


def test_an_empty_record_says_what_will_appear(pages: Pages) -> None:
    page = pages.get("/record")
    assert "What you complete appears here" in page.text
    assert "Each quiz you begin appears here." in page.text
    assert "Never an attempt, an answer, or how sure you were." in page.text


def test_a_full_record_says_what_was_completed_and_until_when(
    pages: Pages, cast: Cast, database: Database
) -> None:
    put_into(
        database, compiled(module(), module("reading"), module("left"), validity={"months": 12})
    )
    take(database, cast.alice, "identity", "reading")
    page = pages.get("/record")
    assert "In progress" in page.text and page.text.count("3 March 2027") == 4
    assert "Passed: look at it" in page.text
    take(database, cast.alice, "left")
    assert "Valid until 3 March 2028" in pages.get("/record").text


def test_a_course_of_which_nothing_is_complete_says_so(
    pages: Pages, cast: Cast, database: Database
) -> None:
    put_into(database, compiled(module(items=[item()])))
    try_often(database, cast.alice, 1)
    page = pages.get("/record")
    assert "No module is complete yet." in page.text
    assert "Not passed yet: look at it" in page.text


def test_an_open_attempt_leads_on(pages: Pages, cast: Cast, database: Database) -> None:
    put_into(database, compiled())
    with database.writing() as session:
        attempt = Learner(session, Shelf(seconds=0), cast.alice).begin().row.public_id
    page = pages.get("/record")
    assert "Open: go on" in page.text and f"/attempts/{attempt}" in page.links


def test_modules_stand_in_course_order_and_one_that_is_gone_keeps_its_name(
    pages: Pages, cast: Cast, database: Database
) -> None:
    put_into(database, compiled(module("a"), module("gone"), module("c")))
    take(database, cast.alice, "gone", "c", "a")
    put_into(database, compiled(module("a"), module("c"), changes=changes("material")))
    text = pages.get("/record").text.partition("Your attempts")[0]
    assert text.index("On a") < text.index("On c") < text.index("gone")
    assert "Completed on 3 March 2027" in text


def test_a_retired_course_stays_on_the_record(pages: Pages, cast: Cast, database: Database) -> None:
    put_into(database, compiled())
    take(database, cast.alice, "identity")
    put_into(database, compiled(status="retired"))
    page = pages.get("/record")
    assert "Crew" in page.text and "Completed on 3 March 2027" in page.text
    assert "/courses/crew" not in pages.get("/courses").links
    assert pages.get("/courses/crew").status == 200


def test_many_attempts_come_a_page_at_a_time(pages: Pages, cast: Cast, database: Database) -> None:
    put_into(database, compiled(module(items=[item()])))
    made = try_often(database, cast.alice, 23)
    first = pages.get("/record")
    shown = [link for link in first.links if link.startswith("/attempts/")]
    assert shown == [f"/attempts/{one}/result" for one in made[:2:-1]]
    older = next(link for link in first.links if link.startswith("/record?before="))
    second = pages.get(older)
    shown = [link for link in second.links if link.startswith("/attempts/")]
    assert shown == [f"/attempts/{one}/result" for one in made[2::-1]]
    assert "/record" in second.links


def test_a_page_after_nonsense_is_empty_and_leads_back(
    pages: Pages, cast: Cast, database: Database
) -> None:
    put_into(database, compiled(module(items=[item()])))
    try_often(database, cast.alice, 1)
    theirs = try_often(database, cast.bob, 1)[0]
    for before in [*(one for one in HOSTILE if one and "\ud800" not in one), theirs]:
        answer = pages.client.get("/record", query_string={"before": before})
        assert answer.status_code in (200, 400), before
        assert "Not passed yet" not in answer.text
    assert "There are no earlier attempts." in pages.get(f"/record?before={theirs}").text


def test_one_person_never_sees_anothers_record(
    pages: Pages, cast: Cast, database: Database
) -> None:
    put_into(database, compiled(module(items=[item()])))
    made = try_often(database, cast.alice, 2)
    take(database, cast.alice, "identity")
    other = Pages(pages.app)
    for name in ("bob", "charlie", "rana", "ada", "olu"):
        other.become(name)
        page = other.get("/record")
        assert "What you complete appears here" in page.text, name
        assert not any(one in page.html for one in made)


def test_a_stranger_has_no_record(app: Flask) -> None:
    answer = Pages(app).client.get("/record")
    assert (answer.status_code, answer.location) == (302, "/sign-in?next=/record")


def test_how_sure_one_was_is_shown_once_there_is_enough_of_it(
    pages: Pages, cast: Cast, database: Database
) -> None:
    page = pages.get("/record/calibration")
    assert "this page shows how often you were right" in page.text
    items = [item(item_id=f"i{n:02d}") for n in range(12)]
    put_into(database, compiled(module(items=items, rules={"confidence": "required"})))
    take(database, cast.alice, "identity")
    page = pages.get("/record/calibration")
    assert "When you were certain, you were right 12 of 12 times." in page.text
    assert "When you were guessing: not enough yet to say, 0 of 10." in page.text
    assert "March 2027" in page.text and "12 of 12 right" in page.text
    assert page.html.count("<rect") == 1
    assert "Count every try" in pages.get("/record/calibration?tries=first").text
    pages.become("charlie")
    assert "12 of 12" not in pages.get("/record/calibration").text


def test_it_is_reached_from_the_record(pages: Pages, cast: Cast) -> None:
    assert "/record/calibration" in pages.get("/record").links
