"""The screen of a crew: anybody signed in may lead, and nobody else's screen is found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from learning.db import Database
from learning.settings import Settings
from learning.web import moments
from learning.web.app import create_app
from tests.builders import AT, Cast
from tests.pages import Pages
from tests.web.crewing import BEGIN, Crew, publish


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: AT)


@pytest.fixture
def crew(app: Flask, database: Database, cast: Cast) -> Crew:
    publish(database)
    return Crew.of(app, attendance="y")


def test_the_screen_shows_the_code_the_address_and_the_square(crew: Crew) -> None:
    page = crew.bob.get(crew.screen)
    assert f"{crew.code[:3]} {crew.code[3:]}" in page.text and "localhost/crew" in page.text
    assert 'class="code"' in page.html and "no phone reaches it" in page.text


def test_the_square_leads_to_the_public_address(
    settings: Settings, database: Database, cast: Cast
) -> None:
    publish(database)
    site = create_app(replace(settings, public_origin="https://learn.example.org"), database)
    bob = Pages(site)
    bob.client.get("/", base_url="https://localhost")
    with site.test_request_context("/"):
        from learning.web import crew_code

        way = crew_code.way("BCDFGH")
    assert (way.typed, way.spelled) == ("learn.example.org/crew", "BCD FGH")
    assert not way.only_here and "<svg" in way.square


def test_who_is_not_signed_in_leads_nothing(crew: Crew, pages: Pages) -> None:
    for path in (BEGIN, crew.screen, f"{crew.screen}/state"):
        assert "/sign-in" in pages.client.get(path).headers["Location"]


def test_the_screen_of_somebody_else_is_not_found(crew: Crew, pages: Pages) -> None:
    pages.become("ada")
    pages.get(crew.screen, status=404)
    assert pages.client.get(f"{crew.screen}/state").json == {"tag": "over"}
    token = pages.get(BEGIN).form(BEGIN).value("csrf_token")
    sent = {"csrf_token": token, "act": "end", "version": "1"}
    assert pages.client.post(crew.screen, data=sent).status_code == 404
    assert "Join now" in crew.bob.get(crew.screen).text


@pytest.mark.parametrize("path", ["/crew", "/pack"])
@pytest.mark.parametrize("scenario", ["nowhere", "x" * 300])
def test_a_scenario_that_is_not_there_is_not_found(crew: Crew, path: str, scenario: str) -> None:
    crew.bob.get(f"/courses/crew/scenarios/{scenario}{path}", status=404)
    crew.bob.get(f"/courses/nowhere/scenarios/the-blue-door{path}", status=404)


def test_another_device_takes_over_and_the_old_window_changes_nothing(crew: Crew) -> None:
    old = crew.bob.get(crew.screen)
    desk = Pages(crew.app)
    desk.become("bob")
    page = desk.send(desk.get(crew.screen), crew.screen, {"act": "brief"})
    assert "You visit a family" in page.text
    page = crew.bob.send(old, crew.screen, {"act": "brief"})
    assert "Something else was pressed first" in page.text and "Begin" in page.html


def test_a_screen_that_slept_shows_where_the_session_is(crew: Crew) -> None:
    phones = crew.join(4)
    crew.begin()
    before = crew.bob.client.get(f"{crew.screen}/state").json
    for phone in phones:
        crew.choose(phone, "knock")
    after = crew.bob.client.get(f"{crew.screen}/state").json
    assert before["chose"] == "0 of 4 have chosen." and after["chose"] == "4 of 4 have chosen."
    assert before["version"] == after["version"] and before["tag"] != after["tag"]
    assert f'data-tag="{after["tag"]}"' in crew.bob.get(crew.screen).html


def test_without_a_way_chosen_it_is_asked_again(crew: Crew) -> None:
    crew.begin()
    page = crew.press("close")
    assert "Nobody chose on a phone" in page.text
    page = crew.press("take", status=422)
    assert "Choose the way that the crew takes." in page.text and page.title.startswith("Error")


@pytest.mark.parametrize("act", ["", "take", "reopen"])
@pytest.mark.parametrize("version", ["", "99999999999"])
def test_what_no_button_sends_changes_nothing(crew: Crew, act: str, version: str) -> None:
    token = crew.bob.get(crew.screen).form(crew.screen).value("csrf_token")
    sent = {"csrf_token": token, "act": act, "version": version}
    answer = crew.bob.client.post(crew.screen, data=sent)
    assert answer.status_code in (303, 422)
    assert "Join now" in crew.bob.get(crew.screen).text


def test_the_most_chosen_way_is_filled_in_and_a_tie_is_left_open(crew: Crew) -> None:
    phones = crew.join(5)
    crew.begin()
    for phone, way in zip(phones, ["knock"] * 3 + ["ring-back"] * 2, strict=True):
        crew.choose(phone, way)
    assert crew.press("close").form(crew.screen).value("way") == "knock"
    crew.press("back")
    phones[0].client.delete_cookie("crew")
    crew.press("back")
    crew.press("begin")
    for phone, way in zip(phones[1:], ["knock", "knock", "ring-back", "ring-back"], strict=True):
        crew.choose(phone, way)
    page = crew.press("close")
    assert "Two ways or more have the most." in page.text
    assert "way" not in dict(page.form(crew.screen).fields)


def test_the_debrief_in_the_middle_tells_what_there_is(crew: Crew) -> None:
    crew.begin()
    page = crew.press("debrief")
    assert "No round was closed." in page.text and "What to talk about" in page.text
    page = crew.press("back")
    crew.press("close")
    page = crew.press("debrief")
    assert "Nobody chose on a phone." in page.text and "The crew took" not in page.text


def test_a_session_that_is_over_keeps_its_sheet_and_opens_again(crew: Crew) -> None:
    crew.begin()
    crew.press("end")
    page = crew.bob.get(crew.screen)
    assert "This session is over" in page.text and "Close this round" not in page.html
    page = crew.press("reopen")
    assert "On the pavement" in page.text and crew.code not in page.text.replace(" ", "")


def test_one_too_many_is_refused_with_those_that_are_open(crew: Crew) -> None:
    Crew.of(crew.app)
    Crew.of(crew.app)
    page = crew.bob.send(crew.bob.get(BEGIN), BEGIN, status=409)
    assert "You have 3 sessions open." in page.text and crew.screen in page.links


def test_the_pack_holds_everything_in_the_order_of_the_way(crew: Crew) -> None:
    page = crew.bob.get("/courses/crew/scenarios/the-blue-door/pack")
    parts = [
        *("Facilitator's pack", "30 minutes", "You visit a family", "Anybody may say stop"),
        *("You have an address", "1. On the pavement", "A minute later", "It saves a minute"),
        *("2. In the hall", "It ends here.", "Two details were asked for.", "step by step"),
        *("Invented for tests", "A quiet radio"),
    ]
    places = [page.text.index(part) for part in parts]
    assert places == sorted(places)
    assert "Goes on with 2: In the hall." in page.text


def test_sessions_that_one_led_are_on_ones_own_record_alone(crew: Crew, pages: Pages) -> None:
    page = crew.bob.get("/record/crews")
    assert crew.screen in page.links and "The blue door" in page.text
    assert "/record/crews" in crew.bob.get("/record").links
    pages.become("ada")
    assert "The blue door" not in pages.get("/record/crews").text


def test_the_help_for_facilitators_is_found_from_help_and_from_the_screen(crew: Crew) -> None:
    assert "/help/facilitators" in crew.bob.get("/help").links
    assert "/help/facilitators" in crew.bob.get(crew.screen).links
    assert "fewer than 4" in crew.bob.get("/help/facilitators").text
