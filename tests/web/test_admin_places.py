"""Places on the web: given, moved, ended and taken back, with history kept."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from learning.audit.models import AuditLine
from learning.db import Database
from learning.people import places
from learning.people.models import Place
from learning.web import moments
from tests.builders import Cast
from tests.pages import Page, Pages
from tests.web.organising import address, change, notes, put, team
from tests.web.test_admin_accounts import changed_meanwhile

DAY = dt.timedelta(days=1)


@pytest.fixture
def olu(pages: Pages, cast: Cast) -> Pages:
    pages.become("olu")
    return pages


@pytest.fixture
def alice(olu: Pages, cast: Cast, database: Database) -> str:
    return address(database, cast.alice)


@pytest.fixture
def today(app: Flask) -> dt.date:
    with app.app_context():
        return moments.now().date()


def give(olu: Pages, person: str, *, status: int = 200, **typed: object) -> Page:
    page = olu.get(f"{person}/places/new")
    return change(olu, page, f"{person}/places/new", typed, status=status)


def backdated(database: Database, public_id: str, since: dt.date) -> None:
    with database.writing() as unit:
        unit.scalars(select(Place).where(Place.public_id == public_id)).one().since = since


def test_a_place_is_given_from_today_and_noted(
    olu: Pages, cast: Cast, database: Database, alice: str, today: dt.date
) -> None:
    north = team(database, "North", team(database, "Family Help"))
    page = give(olu, alice, team=north)
    assert "The place in the team is given." in page.text
    assert f"Works in it from {today.day} {today:%B %Y}" in page.text
    page = give(olu, alice, team=north, act="supervises", until=str(today + 9 * DAY))
    assert "Supervises it from" in page.text and "Learner, supervisor" in page.text
    with database.reading() as unit:
        lines = unit.execute(select(AuditLine.act, AuditLine.subject)).all()
    assert lines == [("place.given", alice.rpartition("/")[2])] * 2


def test_a_team_is_searched_for_and_chosen(olu: Pages, database: Database, alice: str) -> None:
    for number in range(25):
        team(database, f"Team {number:02d}")
    page = olu.get(f"{alice}/places/new")
    assert "There are more teams than are shown here" in page.text and "Team 24" not in page.text
    typed = {"q": "24", "find": "teams", "since": "2027-03-14", "act": "supervises", "until": "?"}
    page = olu.send(page, f"{alice}/places/new", typed)
    assert "Team 24" in page.text and "Team 01" not in page.text
    assert not page.title.startswith("Error"), "a search asks for nothing else"
    form = page.form(f"{alice}/places/new")
    assert [form.value(one) for one in ("since", "act", "until")] == [
        "2027-03-14",
        "supervises",
        "?",
    ]
    assert "Team 24" in olu.get(f"{alice}/places/new?q=24").text


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"team": ""}, 422, "Choose a team."),
        ({"since": ""}, 422, "Enter the first day."),
        ({"since": "soon"}, 422, "Enter a day such as"),
        ({"until": "30 February"}, 422, "Enter a day such as"),
        ({"until": "1999-01-01"}, 422, "The last day is before the first"),
        ({"since": "0001-01-01"}, 422, "Check the year"),
        ({"act": "rules"}, 422, "Choose what they do"),
    ],
)
def test_a_place_that_cannot_be_is_refused_with_what_was_typed(
    olu: Pages, database: Database, alice: str, typed: dict[str, str], status: int, said: str
) -> None:
    north = team(database, "North")
    page = give(olu, alice, status=status, **({"team": north} | typed))
    assert said in page.text and page.title.startswith("Error: ")
    [form] = [one for one in page.forms if one.action.endswith("/new") and one.method == "post"]
    assert form.value("since") == typed.get("since", form.value("since"))


def test_the_same_place_twice_and_a_closed_team_are_refused_at_the_team(
    olu: Pages, database: Database, alice: str
) -> None:
    north = team(database, "North")
    give(olu, alice, team=north)
    page = give(olu, alice, status=409, team=north)
    assert "have this place already" in page.text and 'href="#team"' in page.html
    give(olu, alice, status=404, team="nowhere")


def test_without_teams_the_page_says_how_to_make_one(olu: Pages, alice: str) -> None:
    page = olu.get(f"{alice}/places/new")
    assert "No open team found" in page.text and "/admin/teams/new" in page.links


def test_a_place_is_ended_on_a_day_and_its_time_is_kept(
    olu: Pages, cast: Cast, database: Database, alice: str, today: dt.date
) -> None:
    place = put(database, olu, cast.alice, team(database, "North"))
    backdated(database, place, today - 30 * DAY)
    end = f"{alice}/places/{place}/end"
    page = olu.get(end)
    assert "taken back" not in page.text
    page = change(olu, page, end, {"until": str(today - 40 * DAY)}, status=422)
    assert "before the first day in this team" in page.text
    page = change(olu, page, end, {"until": ""}, status=422)
    assert "Enter the last day." in page.text
    page = change(olu, page, end, {"until": str(today - DAY)})
    assert "The last day in the team is kept." in page.text and "Before" in page.text
    assert "They have no place in a team today." in page.text


def test_a_place_that_was_a_mistake_is_taken_back(
    olu: Pages, cast: Cast, database: Database, alice: str, today: dt.date
) -> None:
    place = put(database, olu, cast.alice, team(database, "North"))
    page = olu.get(f"{alice}/places/{place}/end")
    changed_meanwhile(database, cast.alice, "7")
    page = change(olu, page, f"{alice}/places/{place}/take-back", status=409)
    assert "Somebody else was first" in page.text
    page = change(olu, page, f"{alice}/places/{place}/take-back")
    assert "taken back" in page.text and "Before" not in page.text
    olu.get(f"{alice}/places/{place}/end", status=404)


def test_somebody_moves_to_another_team(
    olu: Pages, cast: Cast, database: Database, alice: str, today: dt.date
) -> None:
    north, south = team(database, "North"), team(database, "South")
    place = put(database, olu, cast.alice, north)
    backdated(database, place, today - 30 * DAY)
    path = f"{alice}/places/{place}/move"
    page = change(olu, olu.get(path), path, {"team": north}, status=409)
    assert "in that team already" in page.text
    page = change(olu, page, path, {"team": south, "since": str(today - 60 * DAY)}, status=422)
    assert "They are in this team from" in page.text
    page = change(olu, page, path, {"team": south, "since": ""}, status=422)
    assert "Enter the first day in the other team." in page.text
    page = change(olu, page, path, {"team": south, "since": str(today)})
    assert "The move is kept" in page.text
    now, _, before = page.text.partition("Before")
    assert "South" in now and "North" in before


def test_of_two_who_change_the_places_of_a_person_one_is_shown_what_holds(
    olu: Pages, cast: Cast, database: Database, alice: str
) -> None:
    north, south = team(database, "North"), team(database, "South")
    place = put(database, olu, cast.alice, north)
    forms = {
        f"{alice}/places/new": {"team": south},
        f"{alice}/places/{place}/move": {"team": south},
        f"{alice}/places/{place}/end": {},
    }
    for number, (path, typed) in enumerate(forms.items()):
        page = olu.get(path)
        changed_meanwhile(database, cast.alice, str(number))
        page = change(olu, page, path, typed, status=409)
        assert "Somebody else was first" in page.text, path
        assert "Teams North: Works in it from" in page.text, path
    assert "South" in page.text or "North until" in page.text


@pytest.mark.parametrize("days", [0, 30])
def test_who_was_moved_meanwhile_is_shown_with_where_they_are_now(
    olu: Pages, cast: Cast, database: Database, alice: str, today: dt.date, days: int
) -> None:
    north, south = team(database, "North"), team(database, "South")
    place = put(database, olu, cast.alice, north)
    backdated(database, place, today - days * DAY)
    path = f"{alice}/places/{place}/move"
    mine, end = olu.get(path), olu.get(f"{alice}/places/{place}/end")
    change(olu, olu.get(path), path, {"team": south, "since": str(today)})
    assert "moved them" in change(olu, mine, path, {"find": "teams"}, status=409).text
    page = change(olu, mine, path, {"team": south, "since": str(today)}, status=409)
    assert "Somebody else moved them" in page.text and "South" in page.text
    assert all(form.action != path for form in page.forms), "there is nothing left to move"
    [onward] = [link for link in page.links if link.startswith(alice) and "/move" in link]
    assert place not in onward and "South" in olu.get(onward).text
    page = change(olu, end, f"{alice}/places/{place}/end", status=409)
    assert ("Somebody else moved them" in page.text) == (not days)
    olu.get(path, status=200 if days else 404)


def test_a_last_day_that_somebody_else_changed_meanwhile_stands_beside_mine(
    olu: Pages, cast: Cast, database: Database, alice: str, today: dt.date
) -> None:
    path = f"{alice}/places/{put(database, olu, cast.alice, team(database, 'North'))}/end"
    mine, theirs = olu.get(path), olu.get(path)
    change(olu, theirs, path, {"until": str(today + 5 * DAY)})
    page = change(olu, mine, path, {"until": str(today + 9 * DAY)}, status=409)
    assert "You both changed this: Last day." in page.text
    page = change(olu, mine, path, {"until": str(today + 5 * DAY)}, status=409)
    assert "You did not change the same." in page.text


def test_audit_lines_of_places_name_the_team(
    olu: Pages, cast: Cast, database: Database, alice: str, today: dt.date
) -> None:
    north, south = team(database, "North"), team(database, "South")
    give(olu, alice, team=north)
    place = latest_place(database, cast.alice)
    backdated(database, place, today - DAY)
    path = f"{alice}/places/{place}/move"
    change(olu, olu.get(path), path, {"team": south, "since": str(today)})
    place = latest_place(database, cast.alice)
    page = olu.get(f"{alice}/places/{place}/end")
    page = change(olu, page, f"{alice}/places/{place}/end")
    change(olu, olu.get(f"{alice}/places/{place}/end"), f"{alice}/places/{place}/take-back")
    assert notes(database) == [north, south, south, south]


def latest_place(database: Database, person_id: int) -> str:
    """The public id of the place that somebody has from the latest day."""
    with database.reading() as unit:
        return places.held(unit, [person_id])[-1].public_id


def test_a_place_of_somebody_else_is_none(
    olu: Pages, cast: Cast, database: Database, alice: str
) -> None:
    place = put(database, olu, cast.bob, team(database, "North"))
    for what in ("end", "move"):
        olu.get(f"{alice}/places/{place}/{what}", status=404)
