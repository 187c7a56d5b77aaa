"""Phones of a crew: no account and no name, a choice until the round is closed, and a way back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask, Response
from sqlalchemy import func, select

from learning.db import Database
from learning.people.throttling import CREW
from learning.scenarios import crew_seats
from learning.scenarios.crew_sessions import LASTS
from learning.scenarios.models import CrewChoice, CrewSeat
from learning.settings import Settings
from learning.web import crew_seat, moments
from learning.web.app import create_app
from tests.builders import AT, Cast
from tests.pages import Pages
from tests.web.crewing import BEGIN, Crew, publish

SEEN = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: AT)


@pytest.fixture
def crew(app: Flask, database: Database, cast: Cast) -> Crew:
    publish(database)
    return Crew.of(app, attendance="y")


def test_a_stranger_finds_the_way_in_and_no_name_is_asked(crew: Crew, pages: Pages) -> None:
    assert "/crew" in pages.get("/").links
    page = pages.send(pages.get("/crew"), "/crew/join", {"code": f" {crew.code.lower()} "})
    assert page.path == f"/crew/{crew.id}" and "Wait for the crew" in page.text
    assert "Bob" not in page.html
    cookie = pages.client.get_cookie("crew")
    assert cookie is not None and cookie.http_only and cookie.same_site == "Lax"


def test_the_square_fills_the_code_in_and_joins_nobody_by_itself(crew: Crew, pages: Pages) -> None:
    page = pages.get(f"/crew?code={crew.code}")
    assert page.form("/crew/join").value("code") == f"{crew.code[:3]} {crew.code[3:]}"
    assert "Nobody has joined yet." in crew.bob.get(crew.screen).text


@pytest.mark.parametrize("code", ["", "BBBBBB", "letters", "x" * 5_000, "\u202eBCDFGH"])
def test_a_code_that_is_none_is_refused_in_words(crew: Crew, pages: Pages, code: str) -> None:
    page = pages.send(pages.get("/crew"), "/crew/join", {"code": code}, status=422)
    assert "No session has this code now" in page.text


def test_codes_cannot_be_tried_for_long_and_a_room_that_mistypes_is_not_shut_out(
    crew: Crew, pages: Pages
) -> None:
    token = pages.get("/crew").form("/crew/join").value("csrf_token")

    def send(code: str) -> int:
        sent = {"code": code, "csrf_token": token}
        return pages.client.post("/crew/join", data=sent, environ_overrides=SEEN).status_code

    assert {send("BBBBBB") for _ in range(CREW.free - 1)} == {422}
    assert send(crew.code) == 303
    assert send("BBBBBB") == 422
    assert send("BBBBBB") == 429
    assert send(crew.code) == 429, "what is right now is not taken either, or trying would pay"


def test_a_phone_chooses_and_changes_its_mind_and_nobody_sees_whose_it_is(crew: Crew) -> None:
    phones = crew.join(4)
    crew.begin()
    page = crew.look(phones[0])
    assert "On the pavement" in page.text and "A call · A minute later" in page.text
    assert "Your choice is in" in crew.choose(phones[0], "knock").text
    page = crew.choose(phones[0], "ring-back")
    assert page.form(f"/crew/{crew.id}/choose").value("way") == "ring-back"
    for phone in phones[1:]:
        crew.choose(phone, "knock")
    assert "4 of 4 have chosen." in crew.bob.get(crew.screen).text
    crew.press("close")
    for phone in phones:
        assert "1 of 4" in crew.look(phone).text and "3 of 4" in crew.look(phone).text


def test_in_a_room_of_three_nobody_sees_how_it_split(crew: Crew) -> None:
    phones = crew.join(3)
    crew.begin()
    for phone in phones:
        crew.choose(phone, "knock")
    said = crew.press("close").text
    assert "3 chose. With fewer than four" in said and "of 3" not in said
    assert "of 3" not in crew.look(phones[0]).text


def test_who_presses_without_choosing_is_asked_again(crew: Crew) -> None:
    [phone] = crew.join()
    crew.begin()
    address = f"/crew/{crew.id}/choose"
    for way in ("", "fly"):
        page = phone.send(crew.look(phone), address, {"way": way}, status=422)
        assert "Choose one of the ways" in page.text and page.title.startswith("Error: ")


@pytest.mark.parametrize("round_", ["", "0", "99999999999", "²"])
def test_what_comes_late_leads_to_where_the_crew_is_now(crew: Crew, round_: str) -> None:
    [phone] = crew.join()
    crew.begin()
    address = f"/crew/{crew.id}/choose"
    page = phone.send(crew.look(phone), address, {"way": "knock", "round": round_})
    assert "The crew has gone on meanwhile" in page.text and "Choose this" in page.html


def test_the_back_button_and_an_old_round_change_nothing(crew: Crew) -> None:
    [phone] = crew.join()
    crew.begin()
    old = crew.look(phone)
    crew.press("close")
    crew.press("take", "knock")
    crew.press("on")
    page = phone.send(old, f"/crew/{crew.id}/choose", {"way": "knock"})
    assert "gone on meanwhile" in page.text and "In the hall" in page.text
    assert "0 of 1 has chosen." in crew.bob.get(crew.screen).text


def test_a_phone_that_drops_out_comes_back_where_it_was(crew: Crew) -> None:
    [phone] = crew.join()
    crew.begin()
    crew.choose(phone, "knock")
    phone.send(phone.get("/crew"), "/crew/join", {"code": crew.code})
    assert crew.look(phone).form(f"/crew/{crew.id}/choose").value("way") == "knock"
    assert "1 of 1 has chosen." in crew.bob.get(crew.screen).text


def test_without_its_seat_a_phone_is_asked_for_the_code(crew: Crew, pages: Pages) -> None:
    page = pages.get(f"/crew/{crew.id}")
    assert "no seat in that session" in page.text
    token = page.form("/crew/join").value("csrf_token")
    sent = {"csrf_token": token, "way": "knock", "round": "1"}
    said = pages.client.post(f"/crew/{crew.id}/choose", data=sent, follow_redirects=True)
    assert "no seat" in said.get_data(as_text=True)
    pages.get("/crew/nowhere", status=404)


def test_a_full_session_says_so(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew_seats, "SEATS", 1)
    crew.join()
    pages = Pages(crew.app)
    page = pages.send(pages.get("/crew"), "/crew/join", {"code": crew.code}, status=409)
    assert "seats are taken" in page.text


def test_the_whole_way_to_the_debrief_and_nothing_of_a_choice_is_left(
    crew: Crew, database: Database
) -> None:
    phones = crew.join(4)
    crew.begin()
    for phone in phones:
        crew.choose(phone, "ring-back")
    crew.press("close")
    crew.press("take", "ring-back")
    assert "It costs a call" in crew.look(phones[0]).text
    crew.press("on")
    crew.press("close")
    crew.press("take", "cross")
    crew.press("on")
    page = crew.look(phones[0])
    for said in ("You checked before you began.", "What made sense at the time?", "A quiet radio"):
        assert said in page.text
    assert "4 of 4" in page.text and "/cases/in-02-a-quiet-radio" in page.links
    crew.press("end")
    page = crew.look(phones[0])
    assert "This session is over" in page.text and phones[0].client.get_cookie("crew") is None
    with database.reading() as session:
        for model in (CrewChoice, CrewSeat):
            assert session.scalar(select(func.count()).select_from(model)) == 0


def test_an_old_code_says_that_there_is_no_session(crew: Crew, pages: Pages) -> None:
    crew.press("end")
    page = pages.send(pages.get("/crew"), "/crew/join", {"code": crew.code}, status=422)
    assert "No session has this code now" in page.text


def test_a_phone_that_looks_at_a_session_that_is_over_keeps_its_seat_in_the_next(
    crew: Crew,
) -> None:
    [phone] = crew.join()
    crew.press("end")
    following = Crew.of(crew.app)
    phone.send(phone.get(f"/crew?code={following.code}"), "/crew/join")
    following.begin()
    assert "This session is over" in crew.look(phone).text
    assert "On the pavement" in following.look(phone).text


def test_what_nobody_touched_for_hours_is_over(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    [phone] = crew.join()
    monkeypatch.setattr(moments, "now", lambda: AT + LASTS)
    assert "This session is over" in crew.look(phone).text
    assert "Open it again" in crew.bob.get(crew.screen).html


def test_news_come_as_a_tag_and_nothing_is_sent_twice(crew: Crew) -> None:
    [phone] = crew.join()
    address = f"/crew/{crew.id}/state"
    first = phone.client.get(address)
    assert first.json == {"tag": "1"} and first.headers["Cache-Control"] == "no-store"
    again = phone.client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    crew.press("brief")
    news = phone.client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert news.json == {"tag": "2"}
    crew.press("end")
    assert phone.client.get(address).json == {"tag": "over"}
    assert phone.client.get("/crew/nowhere/state").json == {"tag": "over"}


def test_a_page_shows_the_tag_that_it_is_of(crew: Crew) -> None:
    [phone] = crew.join()
    tag = phone.client.get(f"/crew/{crew.id}/state").json["tag"]
    assert f'data-tag="{tag}"' in crew.look(phone).html


def test_who_is_signed_in_may_have_it_noted_and_take_it_off(crew: Crew) -> None:
    [phone] = crew.join()
    assert "/sign-in?next=/crew/" in crew.look(phone).html
    phone.become("alice")
    address = f"/crew/{crew.id}/attendance"
    page = phone.send(crew.look(phone), address)
    assert "It is noted on your record" in page.text and "Note that I took part" not in page.html
    assert "So far: 1" in crew.bob.get(crew.screen).text
    assert "Alice" not in crew.bob.get(crew.screen).text
    page = phone.get("/record/crews")
    assert "The blue door 3 March 2027" in page.text
    page = phone.send(page, f"/record/crews/{crew.id}/remove")
    assert "It is off your record." in page.text and "The blue door" not in page.text


def test_without_a_seat_nothing_is_noted(crew: Crew) -> None:
    [phone] = crew.join()
    phone.become("alice")
    page = crew.look(phone)
    phone.client.delete_cookie("crew")
    assert "no seat" in phone.send(page, f"/crew/{crew.id}/attendance").text
    assert "So far: 0" in crew.bob.get(crew.screen).text


def test_where_the_facilitator_does_not_offer_it_nobody_is_asked(
    app: Flask, database: Database, cast: Cast
) -> None:
    publish(database)
    crew = Crew.of(app, attendance=[])
    [phone] = crew.join()
    assert "took part" not in crew.look(phone).text


def test_a_new_release_midway_changes_nothing_for_a_crew(crew: Crew, database: Database) -> None:
    [phone] = crew.join()
    crew.begin()
    publish(database, title="The green door", node="On the grass")
    assert "The green door" in crew.bob.get(BEGIN).text
    assert "On the pavement" in crew.look(phone).text
    assert "On the pavement" in crew.bob.get(crew.screen).text


def test_over_tls_the_cookie_is_for_this_host_alone(settings: Settings, database: Database) -> None:
    site = create_app(replace(settings, public_origin="https://learn.example.org"), database)
    with site.test_request_context("/", headers={"Cookie": "crew=other; __Host-crew=ours"}):
        assert crew_seat.token() == "ours"
        kept = crew_seat.keep(Response(), "token").headers["Set-Cookie"]
    said = set(kept.split("; "))
    assert {"__Host-crew=token", "Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= said
    assert "Domain" not in kept
