"""Scenarios on pages: played alone to one's own debrief, and seen by nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from learning.content.checking import check
from learning.content.compiling import Compiled, compile_course
from learning.db import Database
from learning.scenarios import playing
from learning.web import moments
from tests.builders import AT, COURSES, Cast
from tests.content_builders import HOSTILE, compiled, put_into
from tests.pages import Page, Pages
from tests.scenarios.plays import made

HERE = "/courses/crew/scenarios/the-blue-door"
RUNS = f"{HERE}/runs"
WELL = ["ring-back", "cross"]
#: words of the scenario that a page shows only where a run is told
MARKS = ("She was waiting for somebody else", "You have told a stranger", "You chose")


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: AT)


@pytest.fixture
def pages(app: Flask, cast: Cast, database: Database) -> Pages:
    """Alice, signed in, where the tiny courses are published."""
    put_into(database, *made())
    pages = Pages(app)
    pages.become("alice")
    return pages


def begin(pages: Pages) -> Page:
    return pages.send(pages.get(HERE), RUNS)


def choose(pages: Pages, page: Page, *ways: str) -> Page:
    for way in ways:
        page = pages.send(page, page.path, {"way": way})
    return page


def changed(**said: str) -> Compiled:
    """The course with something else said in the scenario."""
    course = check(COURSES).catalogue.courses["crew"]
    (play,) = course.scenarios
    other = replace(play, front=play.front.model_copy(update=said))
    return compile_course(replace(course, scenarios=(other,)))


def test_scenarios_are_found_from_home_the_course_and_the_module(pages: Pages) -> None:
    assert "/scenarios" in pages.get("/").links
    for place in ("/scenarios", "/courses/crew", "/courses/crew/identity"):
        assert HERE in pages.get(place).links, place
    assert HERE not in pages.get("/courses/crew/speaking-up").links


def test_a_scenario_is_found_by_what_it_is_about_and_not_by_what_happens_in_it(
    pages: Pages, database: Database
) -> None:
    page = pages.send(pages.get("/search"), "/search", {"q": "blue door"})
    assert "1 scenario" in page.text and HERE in page.links
    page = pages.send(page, "/search", {"q": "pavement"})
    assert HERE not in page.links
    put_into(database, changed(status="retired"))
    page = pages.send(page, "/search", {"q": "blue door"})
    assert HERE not in page.links


def test_without_a_scenario_nothing_is_offered(app: Flask, cast: Cast, database: Database) -> None:
    put_into(database, compiled())
    pages = Pages(app)
    assert "/scenarios" not in pages.get("/").links
    assert "Scenarios" not in pages.get("/courses/crew").text
    assert "appear here as soon as" in pages.get("/scenarios").text


def test_what_is_said_before_it_begins(pages: Pages) -> None:
    page = pages.get(HERE)
    for said in (
        "Nothing here is true.",
        "Nothing here is scored",
        "No clock is running",
        "a family whom you do not know",
        "Check who a child is",
        "page 3",
    ):
        assert said in page.text, said
    assert f"{HERE}/crew" in page.links


def test_a_visitor_may_look_and_is_asked_to_sign_in_to_play(
    app: Flask, cast: Cast, database: Database
) -> None:
    put_into(database, *made())
    visitor = Pages(app)
    assert f"/sign-in?next={HERE}" in visitor.get(HERE).links
    assert HERE in visitor.get("/scenarios").links


def test_a_choice_leads_to_its_feedback_and_to_the_next_moment(pages: Pages) -> None:
    page = begin(pages)
    assert page.title.startswith("Part 1: On the pavement")
    assert "A call · A minute later" in page.text and "You chose" not in page.text
    page = choose(pages, page, "knock")
    assert page.title.startswith("Part 2: In the hall")
    assert "Knock at the nearer door." in page.text and "It saves a minute" in page.text


def test_going_on_without_a_choice_is_said_at_the_field(pages: Pages) -> None:
    page = begin(pages)
    wrong = pages.send(page, page.path, status=422)
    assert wrong.title.startswith("Error: Part 1")
    assert "#way" in wrong.links and "Choose one of the ways" in wrong.text


def test_one_comes_back_where_one_was_on_another_device(pages: Pages, app: Flask) -> None:
    page = choose(pages, begin(pages), "knock")
    other = Pages(app)
    other.become("alice")
    assert page.path in other.get(HERE).links and page.path in other.get("/scenarios").links
    assert other.get(page.path).title == page.title
    sent = dict(page.form(page.path).fields)
    assert pages.client.post(RUNS, data=sent).location == page.path, "an old page begins nothing"


def test_the_back_button_and_a_second_tab_change_nothing(pages: Pages) -> None:
    first = begin(pages)
    second = choose(pages, first, "knock")
    stale = pages.send(first, first.path, {"way": "ring-back"})
    assert stale.title == second.title and "That part was behind you already" in stale.text
    twice = pages.send(first, first.path, {"way": "knock"})
    assert twice.title == second.title and "behind you" not in twice.text


@pytest.mark.parametrize("step", ["", "x", "-1", "99999", "²"])
def test_a_form_that_was_tampered_with_changes_nothing(pages: Pages, step: str) -> None:
    page = begin(pages)
    after = pages.send(page, page.path, {"way": "knock", "step": step})
    assert after.title == page.title


def test_the_debrief_tells_the_way_what_else_could_have_been_and_the_true_case(
    pages: Pages,
) -> None:
    page = choose(pages, begin(pages), "knock", "ask", "cross")
    assert page.path.endswith("/debrief") and page.title.startswith("Your debrief")
    for said in (
        "How it ended: The right door",
        "You checked before you began.",
        "She gives another name, and you leave in time.",
        "Sit down and begin.",
        "She was waiting for somebody else.",
        "Something that hindered",
        "What made sense at the time?",
        "Think of the minute you had.",
        "it draws on one invented case",
    ):
        assert said in page.text, said
    assert "/cases/in-02-a-quiet-radio" in page.links
    assert "/cases?factor=com.identity" in page.links
    assert "You chose" in page.text and "score" not in page.text.lower()


def test_a_run_that_ended_leads_to_its_debrief_and_an_open_one_to_its_moment(
    pages: Pages,
) -> None:
    page = begin(pages)
    assert pages.get(f"{page.path}/debrief").path == page.path
    done = choose(pages, page, *WELL)
    assert pages.get(page.path).path == done.path
    late = pages.send(page, page.path, {"way": "ring-back"})
    assert late.path == done.path


def test_it_can_be_played_again_and_each_debrief_is_found(pages: Pages) -> None:
    first = choose(pages, begin(pages), *WELL)
    second = pages.send(first, RUNS)
    assert second.title.startswith("Part 1") and second.path not in first.path
    choose(pages, second, "knock", "sit-down")
    own = pages.get(HERE)
    assert first.path in own.links and "3 March 2027" in own.text
    assert "told at the wrong door" in own.text


def test_starting_again_forgets_what_was_chosen(pages: Pages) -> None:
    page = choose(pages, begin(pages), "knock")
    fresh = pages.send(page, f"{page.path}/again")
    assert fresh.path == page.path and fresh.title.startswith("Part 1")


def test_a_new_release_midway_changes_nothing_until_one_starts_again(
    pages: Pages, database: Database
) -> None:
    page = choose(pages, begin(pages), "knock")
    put_into(database, changed(title="The red door"))
    still = pages.get(page.path)
    assert "The blue door" in still.title and "has changed since you began" in still.text
    fresh = pages.send(still, f"{page.path}/again")
    assert "The red door" in fresh.title and "has changed" not in fresh.text


def test_a_scenario_that_was_retired_can_be_played_to_its_end_and_not_begun(
    pages: Pages, database: Database
) -> None:
    page = choose(pages, begin(pages), "knock")
    put_into(database, changed(status="retired"))
    pages.get(HERE, status=404)
    assert HERE not in pages.get("/courses/crew").links
    done = choose(pages, pages.get(page.path), "ask", "cross")
    assert RUNS not in [form.action for form in done.forms]
    pages.send(page, f"{page.path}/again", status=404)
    gone = pages.send(pages.get(f"{page.path}/delete"), f"{page.path}/delete")
    assert gone.path == "/scenarios" and "The run is deleted." in gone.text


def test_what_was_played_stays_in_the_list_also_where_it_was_retired(
    pages: Pages, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = choose(pages, begin(pages), *WELL)
    waits = pages.send(pages.get(HERE), RUNS)
    put_into(database, changed(status="retired"))
    page = pages.get("/scenarios")
    assert {done.path, waits.path} <= set(page.links)
    assert "You are at part 1." in page.text and "appear here as soon as" in page.text
    monkeypatch.setattr(playing, "PAGE", 1)
    first = pages.get("/scenarios")
    assert waits.path in first.links and done.path not in first.links
    (later,) = [link for link in first.links if link.startswith("/scenarios?before=")]
    second = pages.get(later)
    assert done.path in second.links and "/scenarios" in second.links
    pages.get("/scenarios?before=none", status=404)


def test_a_scenario_of_a_retired_course_is_not_begun(pages: Pages, database: Database) -> None:
    course = check(COURSES).catalogue.courses["crew"]
    front = course.front.model_copy(update={"status": "retired"})
    put_into(database, compile_course(replace(course, front=front)))
    pages.get(HERE, status=404)
    assert HERE not in pages.get("/courses/crew").links


def test_a_run_is_deleted_after_one_question(pages: Pages) -> None:
    page = choose(pages, begin(pages), *WELL)
    ask = pages.get(page.path.replace("/debrief", "/delete"))
    assert page.path in ask.links
    after = pages.send(ask, ask.path)
    assert after.path == HERE and "The run is deleted." in after.text
    pages.get(page.path, status=404)


def test_a_cpd_entry_takes_the_title_and_nothing_that_was_chosen(pages: Pages) -> None:
    page = choose(pages, begin(pages), *WELL)
    link = next(one for one in page.links if one.startswith("/record/cpd/new"))
    form = pages.get(link.replace("&amp;", "&")).form("/record/cpd/new")
    assert form.value("title") == "Scenario: The blue door"
    assert (form.value("minutes"), form.value("learnt"), form.value("done_on")) == ("10", "", "")


def test_a_run_completes_nothing(pages: Pages) -> None:
    before = pages.get("/record").text
    choose(pages, begin(pages), *WELL)
    assert pages.get("/record").text == before


@pytest.mark.parametrize("name", [one for one in HOSTILE if one and "/" not in one])
def test_what_is_no_run_and_no_scenario_is_not_found(pages: Pages, name: str) -> None:
    if name.encode("utf-8", "ignore").decode() == name:
        pages.get(f"/scenarios/{name}", status=404)
        pages.get(f"/courses/crew/scenarios/{name}", status=404)


@pytest.mark.parametrize("who", ["bob", "charlie", "rana", "ada", "olu"])
def test_nobody_else_meets_a_run(pages: Pages, app: Flask, who: str) -> None:
    page = choose(pages, begin(pages), "knock", "sit-down")
    run = page.path.removesuffix("/debrief")
    other = Pages(app)
    other.become(who)
    for address in (run, f"{run}/debrief", f"{run}/delete"):
        other.get(address, status=404)
    for place in ("/", "/courses/crew", "/scenarios", HERE, "/record", "/account"):
        seen = other.get(place)
        assert run not in seen.html and not [mark for mark in MARKS if mark in seen.text], place
    sent = dict(other.get(HERE).form(RUNS).fields, way="knock", step="0")
    for action in (run, f"{run}/again", f"{run}/delete"):
        assert other.client.post(action, data=sent).status_code == 404
    assert pages.get(page.path).title == page.title
