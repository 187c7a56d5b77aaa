"""Home: what this is, or what is next and how long it takes."""

from __future__ import annotations

import datetime as dt

import pytest

from learning.db import Database
from learning.progress import attempting
from learning.releases.shelf import Shelf
from learning.web import moments
from tests.builders import AT, Cast
from tests.content_builders import case, compiled, library, module, put_into
from tests.pages import Pages
from tests.progress.learner import take


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: AT)


def two(database: Database, **file: object) -> None:
    put_into(database, compiled(module(minutes=25), module("speaking-up"), **file))


def test_before_anything_is_published_the_page_says_what_will_appear(pages: Pages) -> None:
    page = pages.get("/")
    assert "Courses appear here as soon as their authors have published one." in page.text
    assert "One case" not in page.text


def test_signed_out_it_says_what_this_is_and_lets_one_look(
    pages: Pages, database: Database
) -> None:
    two(database)
    put_into(database, library(case()))
    page = pages.get("/")
    assert "Learn from what almost went wrong" in page.text
    assert "/courses/crew" in page.links and "/sign-in" in page.links
    assert "2 modules" in page.text and "45 minutes" in page.text
    assert "/cases/cp-02-wrong-door" in page.links


def test_signed_in_with_nothing_published_it_is_calm(pages: Pages, cast: Cast) -> None:
    pages.become("alice")
    page = pages.get("/")
    assert "Courses appear here" in page.text
    assert "Choose a course to begin" not in page.text


def test_who_has_begun_nothing_is_asked_to_choose(
    pages: Pages, cast: Cast, database: Database
) -> None:
    two(database)
    pages.become("alice")
    page = pages.get("/")
    assert "Choose a course to begin." in page.text
    assert "Go on" not in page.text


def test_what_is_next_is_the_first_module_that_is_left(
    pages: Pages, cast: Cast, database: Database
) -> None:
    two(database)
    take(database, cast.alice, "identity")
    pages.become("alice")
    page = pages.get("/")
    assert "1 of 2 modules complete" in page.text
    assert "On speaking-up" in page.text and "Go on reading" in page.text
    assert "/courses/crew/speaking-up" in page.links


def test_an_open_quiz_is_what_is_next(pages: Pages, cast: Cast, database: Database) -> None:
    two(database)
    with database.writing() as session:
        attempt = attempting.begin(
            session, Shelf(seconds=0), cast.alice, course="crew", module="identity", at=AT
        )
    pages.become("alice")
    page = pages.get("/")
    assert "Go on with the quiz" in page.text
    assert f"/attempts/{attempt}" in page.links


def test_who_has_completed_everything_is_told_so(
    pages: Pages, cast: Cast, database: Database
) -> None:
    two(database, validity={"months": 12})
    take(database, cast.alice, "identity", "speaking-up")
    pages.become("alice")
    page = pages.get("/")
    assert "You have completed what you began." in page.text
    assert "Valid until 3 March 2028" in page.text


@pytest.mark.parametrize(
    ("days_left", "said"),
    [(61, ""), (60, "It runs out on"), (0, "It runs out on"), (-1, "It ran out on")],
)
def test_what_runs_out_is_said_in_good_time(
    pages: Pages,
    cast: Cast,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    days_left: int,
    said: str,
) -> None:
    two(database, validity={"months": 12})
    take(database, cast.alice, "identity", "speaking-up")
    pages.become("alice")
    last = AT.replace(year=2028)
    monkeypatch.setattr(moments, "now", lambda: last - dt.timedelta(days=days_left))
    page = pages.get("/")
    assert ("What is due" in page.text) == bool(said)
    assert f"{said} 3 March 2028." in page.text or not said


def test_of_many_courses_the_front_page_shows_a_few_and_the_catalogue_all(
    pages: Pages, cast: Cast, database: Database
) -> None:
    names = [f"c{n:02d}" for n in range(30)]
    for name in names:
        put_into(database, compiled(module(), course_id=name, title=f"Course {name}"))
    take(database, cast.alice, "identity", course="c29")
    pages.become("alice")
    page = pages.get("/")
    assert "Course c29" in page.text and "Course c05" not in page.text
    assert "All courses: 24 more" in page.text
    first = pages.get("/courses")
    [later] = [link for link in first.links if "after=" in link]
    second = pages.get(later)
    said = [name for name in names for one in (first, second) if f"Course {name}" in one.text]
    assert said == names
    assert [link for link in second.links if "after=" in link] == []
    pages.get("/courses?after=nowhere", status=404)


def test_several_courses_that_were_begun_are_each_next(
    pages: Pages, cast: Cast, database: Database
) -> None:
    for name in ("crew", "other"):
        put_into(
            database,
            compiled(module(), module("speaking-up"), course_id=name, title=f"Course {name}"),
        )
        take(database, cast.alice, "identity", course=name)
    pages.become("alice")
    page = pages.get("/")
    assert {"/courses/crew/speaking-up", "/courses/other/speaking-up"} <= set(page.links)


def test_nobody_sees_what_another_has_begun(pages: Pages, cast: Cast, database: Database) -> None:
    two(database)
    take(database, cast.alice, "identity")
    pages.become("bob")
    page = pages.get("/")
    assert "modules complete" not in page.text and "Choose a course to begin." in page.text


def test_a_retired_course_is_not_offered(pages: Pages, cast: Cast, database: Database) -> None:
    two(database)
    take(database, cast.alice, "identity")
    two(database, status="retired")
    pages.become("alice")
    page = pages.get("/")
    assert "/courses/crew" not in page.links and "/courses/crew/speaking-up" not in page.links


def test_each_day_has_its_case_and_a_withdrawn_one_has_no_day(
    pages: Pages, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [case("cp-01-a"), case("cp-02-b"), case("cp-03-c", status="retracted")]
    put_into(database, library(*cases))
    told = set()
    for days in range(4):
        day = AT + dt.timedelta(days=days)
        monkeypatch.setattr(moments, "now", lambda day=day: day)
        told.add(next(link for link in pages.get("/").links if link.startswith("/cases/")))
    assert told == {"/cases/cp-01-a", "/cases/cp-02-b"}
