"""Courses and modules as their readers meet them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from urllib.parse import quote

import pytest
from sqlalchemy import func, select

from learning.db import Database
from learning.progress.models import Attempt, Enrolment
from learning.settings import Settings
from learning.web import moments
from learning.web.app import create_app
from tests.builders import AT, Cast
from tests.content_builders import (
    HOSTILE,
    case,
    changes,
    compiled,
    library,
    module,
    put_into,
)
from tests.pages import Page, Pages
from tests.progress.learner import take

IDENTITY = "/courses/crew/identity"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: AT)


def two(database: Database, **file: object) -> None:
    put_into(database, compiled(module(minutes=25), module("speaking-up"), **file))


def count(database: Database, of: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(of)) or 0


# --- the catalogue -------------------------------------------------------------------------------


def test_an_empty_catalogue_says_what_will_appear(pages: Pages) -> None:
    page = pages.get("/courses")
    assert "Courses appear here as soon as their authors have published one." in page.text
    assert "/cases" in page.links


def test_the_catalogue_shows_live_courses_with_where_one_stands(
    pages: Pages, cast: Cast, database: Database
) -> None:
    two(database)
    put_into(database, compiled(course_id="old", title="Old", status="retired"))
    take(database, cast.alice, "identity")
    assert "1 of 2 modules complete" not in pages.get("/courses").text
    pages.become("alice")
    page = pages.get("/courses")
    assert "Crew" in page.text and "In progress" in page.text
    assert "1 of 2 modules complete" in page.text
    assert "/courses/old" not in page.links


def test_a_card_says_the_summary_in_plain_words(pages: Pages, database: Database) -> None:
    """A summary is Markdown; a card has one line for its first sentence."""
    two(database, summary="How *crews* speak up & why. It takes **time**.")
    page = pages.get("/courses")
    assert "How crews speak up & why." in page.text
    assert "*" not in page.text and "time" not in page.text.replace("times", "")


# --- a course ------------------------------------------------------------------------------------


def test_a_course_answers_what_it_asks_and_what_a_supervisor_sees(
    pages: Pages, database: Database
) -> None:
    two(database)
    page = pages.get("/courses/crew")
    for said in (
        "Check who it is.",
        "You complete this course when you have completed every module, in any order.",
        "A completion does not run out.",
        "Never your answers, your tries, how sure you were, the time you took, or which way",
        "The guidance",
        "Last reviewed 22 November 2026 by Ada.",
        "Release 1.",
    ):
        assert said in page.text, said
    assert "Begin with the first module" in page.text
    assert {"/courses/crew/identity", "/courses/crew/speaking-up"} <= set(page.links)


@pytest.mark.parametrize(
    ("validity", "said"),
    [
        ({"months": 12}, "A completion counts for 12 months."),
        ({"months": 1}, "A completion counts for 1 month."),
        (
            {"anchor": "fixed", "fixed": "11-30"},
            "A completion counts until the next 30 November.",
        ),
        (None, "A completion does not run out."),
    ],
)
def test_a_course_says_how_long_it_counts(
    pages: Pages, database: Database, validity: object, said: str
) -> None:
    two(database, validity=validity)
    assert said in pages.get("/courses/crew").text


def test_a_module_that_is_not_needed_says_so(pages: Pages, database: Database) -> None:
    two(database, completion={"modules": ["identity"]})
    page = pages.get("/courses/crew")
    assert "when you have completed 1 of its modules" in page.text
    assert page.text.count("Not needed to complete the course") == 1


def test_who_has_begun_sees_what_is_left(pages: Pages, cast: Cast, database: Database) -> None:
    two(database)
    take(database, cast.alice, "identity")
    pages.become("alice")
    page = pages.get("/courses/crew")
    assert "You have completed 1 of 2. Next to do: On speaking-up." in page.text
    assert "Completed on 3 March 2027" in page.text
    assert "Go on reading" in page.text


def test_who_has_completed_it_sees_until_when(pages: Pages, cast: Cast, database: Database) -> None:
    two(database, validity={"months": 12})
    take(database, cast.alice, "identity", "speaking-up")
    pages.become("alice")
    page = pages.get("/courses/crew")
    assert "Valid until 3 March 2028" in page.text
    assert "You have completed everything it asks for." in page.text
    assert "Begin with" not in page.text and "Go on" not in page.text


@pytest.mark.parametrize(("today", "said"), [(3, "Valid until"), (4, "Ran out on")])
def test_what_has_run_out_says_so_from_the_day_after(
    pages: Pages,
    cast: Cast,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    today: int,
    said: str,
) -> None:
    two(database, validity={"months": 12})
    take(database, cast.alice, "identity", "speaking-up")
    pages.become("alice")
    monkeypatch.setattr(moments, "now", lambda: dt.datetime(2028, 3, today, tzinfo=dt.UTC))
    for path in ("/", "/courses", "/courses/crew", "/record"):
        assert f"{said} 3 March 2028" in pages.get(path).text


def test_who_enrolled_before_a_module_was_added_is_told_their_own_rule(
    pages: Pages, cast: Cast, database: Database
) -> None:
    two(database)
    take(database, cast.alice, "identity")
    held = (module(), module("speaking-up"), module("added"))
    put_into(database, compiled(*held, changes=changes("material")))
    signed_out = pages.get("/courses/crew")
    assert "when you have completed every module" in signed_out.text
    pages.become("alice")
    page = pages.get("/courses/crew")
    assert "when you have completed 2 of its modules" in page.text
    assert page.text.count("Not needed to complete the course") == 1
    assert "You have completed 1 of 2." in page.text


def test_who_enrolled_before_a_module_was_taken_out_is_told_what_is_left(
    pages: Pages, cast: Cast, database: Database
) -> None:
    two(database)
    take(database, cast.alice, "identity")
    put_into(database, compiled(module("speaking-up"), changes=changes("material")))
    pages.become("alice")
    page = pages.get("/courses/crew")
    assert "when you have completed every module" in page.text
    assert "You have completed 1 of 2. Next to do: On speaking-up." in page.text


def test_a_retired_course_can_be_read_and_is_not_begun(
    pages: Pages, cast: Cast, database: Database
) -> None:
    put_into(database, compiled(module(), module("reading", ())))
    take(database, cast.alice, "identity")
    put_into(database, compiled(module(), module("reading", ()), status="retired"))
    for name in ("alice", "bob"):
        pages.become(name)
        page = pages.get("/courses/crew")
        assert "This course has been retired" in page.text
        assert "Begin with the first module" not in page.text
        for at in ("identity", "reading"):
            forms = pages.get(f"/courses/crew/{at}").forms
            assert [one.action for one in forms] == ["/sign-out"]


def test_what_an_author_writes_is_never_markup_of_the_page(
    pages: Pages, database: Database
) -> None:
    bad = "<script>alert(1)</script><b>"
    own = module(title=bad, text=f"## A\n\n{bad}")
    front = {"title": bad, "summary": bad}
    source = [{"id": "the-guidance", "title": bad, "kind": "guidance"}]
    put_into(database, compiled(own, sources=source, **front))
    for path in ("/courses", "/courses/crew", IDENTITY):
        page = pages.get(path)
        assert "<script>alert" not in page.html and "</b>" not in page.html.replace("<b>A", "")
        assert "alert(1)" in page.text


# --- beginning and completing ---


def test_beginning_twice_is_one_attempt(pages: Pages, cast: Cast, database: Database) -> None:
    two(database)
    pages.become("alice")
    page = pages.get(IDENTITY)
    answers = [pages.send(page, f"{IDENTITY}/attempts") for _ in range(2)]
    assert answers[0].path == answers[1].path
    assert count(database, Attempt) == 1


def test_a_module_without_a_quiz_is_completed_by_its_button(
    pages: Pages, cast: Cast, database: Database
) -> None:
    put_into(database, compiled(module("reading", ()), module()))
    pages.become("alice")
    page = pages.get("/courses/crew/reading")
    course_page = pages.send(page, "/courses/crew/reading/done")
    assert "You have completed 1 of 2. Next to do: On identity." in course_page.text
    assert "Completed on 3 March 2027" in pages.get("/courses/crew/reading").text
    assert pages.send(page, "/courses/crew/reading/done").status == 200


def post(pages: Pages, path: str, page: Page) -> int:
    token = page.form("/sign-out").value("csrf_token")
    return pages.client.post(path, data={"csrf_token": token}).status_code


def test_what_cannot_be_begun_or_completed_leaves_nothing(
    pages: Pages, cast: Cast, database: Database
) -> None:
    put_into(database, compiled(module(), module("reading", ())))
    pages.become("alice")
    page = pages.get("/courses/crew")
    assert post(pages, f"{IDENTITY}/done", page) == 404
    assert post(pages, "/courses/crew/reading/attempts", page) == 404
    assert post(pages, "/courses/crew/nowhere/attempts", page) == 404
    assert post(pages, "/courses/nowhere/identity/done", page) == 404
    put_into(database, compiled(module(), module("reading", ()), status="retired"))
    assert post(pages, f"{IDENTITY}/attempts", page) == 409
    assert post(pages, "/courses/crew/reading/done", page) == 409
    assert count(database, Attempt) == count(database, Enrolment) == 0


# --- addresses -----------------------------------------------------------------------------------

BAD = [quote(one.encode("utf-8", "surrogatepass"), safe="") for one in HOSTILE if one]
BAD += ["..", "..%2f..", "%2e%2e/%2e%2e", "%ff%fe"]


@pytest.mark.parametrize(
    "path", ["/courses/{}", "/courses/crew/{}", "/courses/{}/identity", IDENTITY + "/media/{}"]
)
def test_a_hostile_address_is_not_found(pages: Pages, database: Database, path: str) -> None:
    two(database)
    for bad in BAD:
        assert pages.client.get(path.format(bad)).status_code in (400, 404), bad


def test_a_hostile_address_begins_and_completes_nothing(
    pages: Pages, cast: Cast, database: Database
) -> None:
    two(database)
    pages.become("alice")
    page = pages.get("/courses")
    for bad in BAD:
        for path in (f"/courses/{bad}/identity/attempts", f"/courses/crew/{bad}/done"):
            assert post(pages, path, page) in (400, 404), path
    assert count(database, Attempt) == count(database, Enrolment) == 0


def test_the_case_library_is_no_course(pages: Pages, database: Database) -> None:
    put_into(database, library(case()))
    pages.get("/courses/cases", status=404)
    pages.get("/courses/cases/cp-02-wrong-door", status=404)


@pytest.mark.parametrize("path", ["/courses", "/courses/crew", IDENTITY])
def test_where_reading_is_not_open_a_sign_in_is_asked_for(
    settings: Settings, database: Database, cast: Cast, path: str
) -> None:
    two(database)
    pages = Pages(create_app(replace(settings, open_reading=False), database))
    answer = pages.client.get(path)
    assert (answer.status_code, answer.location) == (302, f"/sign-in?next={path}")
    pages.become("alice")
    pages.get(path)


def test_what_is_hard_to_read_need_not_be_read(
    pages: Pages, cast: Cast, database: Database
) -> None:
    put_into(database, compiled(module(content_notes=["A child is hurt."])))
    path = "/courses/crew/identity"
    assert "Sign in to record it" in pages.get(path).text
    pages.become("alice")
    page = pages.get(path)
    assert "#another_way" in page.links
    assert "Nobody is told which way you took" in page.text
    page = pages.send(page, f"{path}/talked")
    assert "You have completed everything it asks for." in page.text
    page = pages.get(path)
    assert f"{path}/talked" not in [one.action for one in page.forms]
    assert "talk" not in pages.get("/record").text.lower(), "which way is told on no page"


def test_a_module_without_content_notes_offers_no_other_way(
    pages: Pages, cast: Cast, database: Database
) -> None:
    two(database)
    pages.become("alice")
    page = pages.get("/courses/crew/identity")
    assert "Another way" not in page.text
    sent = dict(page.form("/courses/crew/identity/attempts").fields)
    assert pages.client.post("/courses/crew/identity/talked", data=sent).status_code == 404
