"""Full credit for void items, asked for on a page and given by the worker; learners are told."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from learning import clock
from learning.audit.models import AuditLine
from learning.cli import working
from learning.db import Database
from learning.progress.models import Completion, Regrade
from learning.web import moments, regrades, regrades_pages
from learning.work import jobs
from learning.work.models import Job
from tests.authoring.crowd import Crowd, crowd_in
from tests.builders import AT, Cast
from tests.content_builders import changes, compiled, item, module, put, put_into
from tests.pages import Pages
from tests.progress.learner import take
from tests.web.quizzing import quizzing

WHY = "Both doors were the right one."
ITEMS = [item(item_id=one) for one in "abcde"]
VOID = {**ITEMS[0], "status": "retired", "void": {"from_release": 1, "reason": WHY}}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    later = AT + dt.timedelta(days=9)
    monkeypatch.setattr(moments, "now", lambda: later)
    monkeypatch.setattr(clock, "now", lambda: later)


def voided(database: Database) -> None:
    put_into(database, compiled(module(items=[VOID, *ITEMS[1:]]), changes=changes("material")))


def failed(database: Database, number: int) -> None:
    """So many miss the pass by the item."""
    put_into(database, compiled(module(items=ITEMS)))
    crowd_in(database, number, wrong=lambda _turn: ["a", "b"])


@pytest.mark.parametrize(("name", "status"), [("alice", 404), ("bob", 404), ("ada", 200)])
def test_authors_see_which_items_are_void(
    pages: Pages, cast: Cast, database: Database, name: str, status: int
) -> None:
    put_into(database, compiled())
    pages.become(name)
    page = pages.get("/authoring/regrades", status=status)
    if status == 200:
        assert "An item appears here when" in page.text
        pages.get("/authoring/regrades/crew", status=404)
        pages.get("/authoring/regrades/nowhere", status=404)


def test_what_would_change_is_told_and_then_done_by_the_worker(
    pages: Pages, app: Flask, cast: Cast, database: Database
) -> None:
    failed(database, 6)
    voided(database)
    pages.become("ada")
    page = pages.get("/authoring/regrades")
    assert WHY in page.text and "void from release 1" in page.text
    page = pages.get("/authoring/regrades/crew")
    assert "6 results would change, and 6 would become passes." in page.text
    page = pages.send(page, "/authoring/regrades/crew")
    assert "It is being done." in page.text
    with database.reading() as unit:
        assert unit.scalars(select(Regrade)).all() == []
        [line] = unit.scalars(select(AuditLine).where(AuditLine.act == "course.regraded"))
        assert (line.subject, line.note) == ("crew", "Void: a")
    assert working.do_round(app, lambda: False) == 1
    with database.reading() as unit:
        assert len(unit.scalars(select(Regrade)).all()) == 6
        of_modules = select(Completion).where(Completion.module.is_not(None))
        assert len(unit.scalars(of_modules).all()) == 6
        [job] = unit.scalars(select(Job))
        assert job.done_at is not None and job.error == ""
    page = pages.get("/authoring/regrades/crew")
    assert "Everybody who met these items has full credit already." in page.text
    assert page.forms == [one for one in page.forms if "regrades" not in one.action]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["a", "b"], "Fewer than 5 results would change, and fewer than 5 would become passes."),
        (["a", "b", "c"], "Fewer than 5 results would change, and none would become a pass."),
        (["b"], "No result would change, and none would become a pass."),
    ],
)
def test_of_a_few_no_number_is_told(
    pages: Pages, cast: Cast, database: Database, wrong: list[str], said: str
) -> None:
    put_into(database, compiled(module(items=ITEMS)))
    crowd_in(database, 2, wrong=lambda _turn: wrong)
    voided(database)
    pages.become("ada")
    assert said in pages.get("/authoring/regrades/crew").text


def test_a_great_many_are_not_all_counted_and_done_in_parts(
    pages: Pages,
    app: Flask,
    cast: Cast,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    failed(database, 7)
    voided(database)
    monkeypatch.setattr("learning.progress.regrading.AT_ONCE", 5)
    monkeypatch.setattr(regrades_pages, "MOST", 5)
    monkeypatch.setattr(regrades, "_AT_ONCE", 5)
    pages.become("ada")
    page = pages.get("/authoring/regrades/crew")
    assert "At least 5 results would change" in page.text
    pages.send(page, "/authoring/regrades/crew")
    pages.send(page, "/authoring/regrades/crew")
    assert working.do_round(app, lambda: False) >= 3
    with database.reading() as unit:
        assert len(unit.scalars(select(Regrade)).all()) == 7


def test_a_course_that_is_gone_is_given_up(app: Flask, cast: Cast, database: Database) -> None:
    with database.writing() as unit:
        jobs.put(unit, regrades.KIND, {"course": "nowhere"}, at=AT)
    working.do_round(app, lambda: False)
    with database.reading() as unit:
        [job] = unit.scalars(select(Job))
        assert job.failed_at is not None and "no such course" in job.error


def test_learners_are_told_kindly_on_their_result_and_record(
    pages: Pages, app: Flask, cast: Cast, database: Database
) -> None:
    quiz = quizzing(pages, database, ITEMS)
    page = quiz.finish(quiz.begin(), wrong=["a", "b"])
    address = page.path
    assert "3 of 5 were right" in page.text and "unfair" not in page.text
    voided(database)
    pages.become("ada")
    pages.send(pages.get("/authoring/regrades/crew"), "/authoring/regrades/crew")
    working.do_round(app, lambda: False)
    pages.become("alice")
    page = pages.get(address)
    assert "An item was unfair" in page.text and WHY in page.text
    assert "There is nothing you need to do." in page.text
    assert "4 of 5 were right. The module is complete." in page.text
    held = page.text.partition("By what you will be able to do")[2].partition("Try again")[0]
    assert "Shaky" in held, (
        "of the four others one was wrong: a credit says nothing of what one holds"
    )
    record = pages.get("/record")
    assert "Passed: look at it" in record.text
    assert "An item was unfair: the key was wrong. You have full credit for it." in record.text
    assert "Full credit for void items" not in record.text


def test_a_supervisor_sees_a_completion_and_nothing_of_a_credit(
    pages: Pages, cast: Cast, database: Database
) -> None:
    with database.writing() as unit:
        put(unit, compiled(module(items=ITEMS)))
        Crowd(unit)
    take(database, cast.alice, "identity")
    voided(database)
    pages.become("bob")
    assert "unfair" not in pages.get("/team").text
