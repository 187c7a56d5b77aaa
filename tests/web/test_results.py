"""The result of a quiz: what one holds, what one holds wrongly with certainty, where to read."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from learning.db import Database
from learning.web import moments
from tests.builders import AT
from tests.content_builders import changes, compiled, item, module, put_into
from tests.pages import Pages
from tests.web.quizzing import IDENTITY, quizzing

pytestmark = pytest.mark.usefixtures("cast")
SURE = {"confidence": "optional"}
OBJECTIVES = [
    {"id": one, "text": f"Do {one}.", "task": "visit", "sources": ["the-guidance"]}
    for one in ("check-identity", "speak", "plan")
]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: AT)


def three(pages: Pages, database: Database, **rules: Any) -> Any:
    """Three items for three objectives."""
    named = [("a", "check-identity"), ("b", "speak"), ("c", "plan")]
    items = [item(item_id=one, objective=of, prompt=f"Of {one}?") for one, of in named]
    quiz = quizzing(pages, database, items, {**SURE, **rules})
    put_into(
        database, compiled(module(items=items, rules={**SURE, **rules}), objectives=OBJECTIVES)
    )
    return quiz


def test_a_pass_says_so_and_that_the_course_is_complete(pages: Pages, database: Database) -> None:
    quiz = three(pages, database)
    page = quiz.finish(quiz.begin())
    assert "3 of 3 were right. The module is complete." in page.text
    assert "The course is complete" in page.text and "It does not run out." in page.text
    assert "Back to the course" in page.text and "/record" in page.links
    assert "Held firmly, and not so" not in page.text


def test_a_course_that_runs_out_says_until_when(pages: Pages, database: Database) -> None:
    quiz = quizzing(pages, database, [item()])
    put_into(
        database,
        compiled(module(items=[item()]), validity={"months": 12}, changes=changes("material")),
    )
    assert "It counts until 3 March 2028." in quiz.finish(quiz.begin()).text


def test_a_course_completed_at_night_is_said_to_be_complete(
    pages: Pages, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In London in summer, half past midnight is still yesterday in UTC."""
    night = AT.replace(month=7, day=1, hour=23, minute=30).astimezone(ZoneInfo("Europe/London"))
    monkeypatch.setattr(moments, "now", lambda: night)
    quiz = quizzing(pages, database, [item()])
    assert "The course is complete" in quiz.finish(quiz.begin()).text
    record = pages.get("/record").text
    assert record.count("2 July 2027") == 4 and "1 July" not in record


def test_what_did_not_pass_says_what_would_and_offers_another_try(
    pages: Pages, database: Database
) -> None:
    quiz = three(pages, database)
    page = quiz.finish(quiz.begin(), wrong=["a", "b"])
    assert "1 of 3 were right. The module is complete at 80 in 100." in page.text
    assert "Read the module again" in page.text and IDENTITY in page.links
    again = pages.send(page, f"{IDENTITY}/attempts")
    assert "Item 1 of 3" in again.text
    assert again.path.partition("/items/")[0] not in page.path


def test_a_critical_item_that_was_not_right_is_why(pages: Pages, database: Database) -> None:
    items = [item(critical=True), *(item(item_id=f"i{n}") for n in range(9))]
    quiz = quizzing(pages, database, items)
    page = quiz.finish(quiz.begin(), wrong=["door"])
    assert "9 of 10 were right. One of those that matter most was not" in page.text


def test_what_was_held_firmly_and_wrongly_comes_first_and_leads_to_its_item(
    pages: Pages, database: Database
) -> None:
    quiz = three(pages, database)
    page = quiz.wrongly(quiz.begin(), confidence=["certain"])
    page = quiz.wrongly(quiz.onward(page), confidence=["guessing"])
    page = quiz.finish(quiz.onward(page), confidence=["certain"])
    firm = page.text.partition("Held firmly, and not so")[2].partition("By what you will")[0]
    assert "Of a?" in firm and "Of b?" not in firm and "Of c?" not in firm
    assert "#item-a" in page.links


def test_each_objective_is_held_shaky_or_not_yet(pages: Pages, database: Database) -> None:
    quiz = three(pages, database)
    page = quiz.rightly(quiz.begin(), confidence=["certain"])
    page = quiz.rightly(quiz.onward(page), confidence=["guessing"])
    page = quiz.finish(quiz.onward(page), wrong=["c"])
    for said in ("You hold it Do check-identity.", "Shaky Do speak.", "Not yet Do plan."):
        assert said in page.text, said


def test_the_result_tells_the_words_of_the_release_it_was_taken_on(
    pages: Pages, database: Database
) -> None:
    quiz = three(pages, database)
    result = quiz.finish(quiz.begin())
    renamed = [one | {"text": "Something else."} for one in OBJECTIVES]
    items = [
        item(item_id=one, objective=of, prompt="New?")
        for one, of in (("a", "check-identity"), ("b", "speak"), ("c", "plan"))
    ]
    put_into(database, compiled(module(items=items, title="New"), objectives=renamed))
    page = pages.get(result.path)
    assert "Of a?" in page.text and "Do speak." in page.text
    assert "New?" not in page.text and "Something else." not in page.text


def test_a_result_of_a_retired_course_offers_no_other_try(pages: Pages, database: Database) -> None:
    quiz = quizzing(pages, database, [item()])
    result = quiz.finish(quiz.begin(), wrong=["door"])
    put_into(database, compiled(module(items=[item()]), status="retired"))
    page = pages.get(result.path)
    assert "0 of 1 were right." in page.text and "Try again now" not in page.text
    assert [one.action for one in page.forms] == ["/sign-out"]


def test_a_later_pass_on_another_day_does_not_complete_the_course_again(
    pages: Pages, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz = quizzing(pages, database, [item()])
    quiz.finish(quiz.begin())
    monkeypatch.setattr(moments, "now", lambda: AT.replace(day=4))
    pages.become("alice")
    page = quiz.finish(quiz.begin())
    assert "The module is complete." in page.text and "The course is complete" not in page.text
