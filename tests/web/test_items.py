"""The pages on how items do: authors see counts, the neediest first, and nobody's answers."""

from __future__ import annotations

import datetime as dt

import pytest

from learning.authoring import health
from learning.authoring.tallying import catch_up
from learning.db import Database
from learning.progress import doubts
from learning.web import items_pages, moments
from tests.authoring.crowd import Crowd
from tests.builders import AT, Cast
from tests.content_builders import (
    HOSTILE,
    changes,
    compiled,
    every_kind,
    item,
    module,
    put,
    put_into,
)
from tests.pages import Pages

pytestmark = pytest.mark.usefixtures("cast")
ITEMS = [item(item_id=one, prompt=f"Of {one}? Say.") for one in "abcd"]
NEXT_WEEK = AT + dt.timedelta(days=7)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: NEXT_WEEK)


def answered(database: Database, number: int = 60) -> None:
    """So many take the quiz: who is right elsewhere is wrong in `a`."""
    with database.writing() as unit:
        put(unit, compiled(module(items=ITEMS), module("handover")))
        people = Crowd(unit).take(number, wrong=lambda turn: ["a"] if turn % 2 else ["b", "c", "d"])
        for turn, one in enumerate(people[:12]):
            note = "Which <b>door</b>?" if turn < 3 else ""
            doubts.say(unit, one.begin(), "b", note, at=AT)
    catch_up(database)


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 404), ("bob", 404), ("rana", 404), ("ada", 200), ("olu", 200)]
)
def test_authors_and_administrators_see_them(pages: Pages, name: str, status: int) -> None:
    pages.become(name)
    page = pages.get("/authoring/items", status=status)
    if status == 200:
        assert "Each course that is published appears here" in page.text
        assert "/authoring/items" in pages.get("/authoring/errors").links


def test_the_neediest_item_comes_first_with_its_verdict(pages: Pages, database: Database) -> None:
    answered(database)
    pages.become("ada")
    page = pages.get("/authoring/items")
    assert "5 items: 2 need you, 2 are well, 1 not known yet." in page.text
    page = pages.get("/authoring/items/crew")
    found = [one for one in page.links if one.startswith("/authoring/items/crew/")]
    assert [one.rpartition("/")[2] for one in found] == ["a", "b", "c", "d", "handover-door"]
    assert "Check the key" in page.text and "Not enough data yet" in page.text
    assert "60 first responses, facility 0.50, discrimination -1.00" in page.text
    assert "Say" in page.text


def test_one_module_can_be_chosen_and_another_is_not_found(
    pages: Pages, database: Database
) -> None:
    answered(database, 30)
    pages.become("ada")
    page = pages.get("/authoring/items/crew?module=handover")
    found = [one for one in page.links if one.startswith("/authoring/items/crew/")]
    assert found == ["/authoring/items/crew/handover-door"]
    pages.get("/authoring/items/crew?module=elsewhere", status=404)
    pages.get("/authoring/items/nowhere", status=404)


def test_a_long_list_goes_on(
    pages: Pages, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items_pages, "PAGE", 3)
    put_into(database, compiled(module(items=ITEMS)))
    pages.become("ada")
    page = pages.get("/authoring/items/crew")
    [later] = [one for one in page.links if "after=" in one]
    page = pages.get(later)
    assert "/authoring/items/crew/d" in page.links and "/authoring/items/crew/c" not in page.links
    assert "/authoring/items/crew?module=" in page.links


def test_an_item_is_shown_as_learners_see_it_with_what_they_chose(
    pages: Pages, database: Database
) -> None:
    answered(database)
    pages.become("ada")
    page = pages.get("/authoring/items/crew/a")
    assert "Those who do well in the rest do worse here" in page.text
    assert "Right. both: 50 in 100" in page.text and "name: 50 in 100" in page.text
    assert "# 2027-03: 60 first responses, facility 0.50" in page.text
    page = pages.get("/authoring/items/crew/b")
    assert "At least 10 said so" in page.text and "Which <b>door</b>?" in page.text


def test_many_notes_on_an_item_are_read_a_page_at_a_time(
    pages: Pages, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "PAGE", 2)
    answered(database)
    pages.become("ada")
    page = pages.get("/authoring/items/crew/b")
    assert page.text.count("Which <b>door</b>?") == 2
    [later] = [one for one in page.links if "notes=" in one]
    page = pages.get(later)
    assert page.text.count("Which <b>door</b>?") == 1
    assert "/authoring/items/crew/b" in page.links
    assert not [one for one in page.links if "notes=" in one]
    for hostile in ("-1", "x" * 50, "9" * 30, "²"):
        page = pages.get(f"/authoring/items/crew/b?notes={hostile}")
        assert page.text.count("Which <b>door</b>?") == 2


def test_no_page_names_anybody(pages: Pages, database: Database) -> None:
    answered(database)
    pages.become("ada")
    for path in ("", "/crew", "/crew/a", "/crew/b"):
        assert "Learner 0" not in pages.get(f"/authoring/items{path}").text


def test_before_there_is_enough_the_item_alone_is_shown(pages: Pages, database: Database) -> None:
    answered(database, 29)
    pages.become("ada")
    page = pages.get("/authoring/items/crew/b")
    assert "Not enough data yet" in page.text and "in 100" not in page.text
    assert "Found unclear" not in page.text
    assert "fewer than 30" in page.text


@pytest.mark.parametrize("answers", [0, 30])
def test_every_type_of_item_has_its_page(pages: Pages, database: Database, answers: int) -> None:
    with database.writing() as unit:
        put(unit, compiled(module(items=every_kind())))
        Crowd(unit).take(answers)
    catch_up(database)
    pages.become("ada")
    for one in every_kind():
        page = pages.get(f"/authoring/items/crew/{one['id']}")
        assert ("100 in 100" in page.text) == (
            answers > 0 and one["type"] not in ("reflect", "judgement")
        ) or one["type"] == "judgement"
    pages.get("/authoring/items/crew")


def test_a_retired_item_says_so_and_its_old_rev_is_told(pages: Pages, database: Database) -> None:
    answered(database)
    gone = {**ITEMS[0], "rev": 2, "critical": True, "status": "retired"}
    whole = compiled(
        module(items=[gone, *ITEMS[1:]]), module("handover"), changes=changes("material")
    )
    put_into(database, whole)
    pages.become("ada")
    page = pages.get("/authoring/items/crew/a")
    assert "Retired: shown to nobody" in page.text and "rev 1" in page.text


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_stands_in_place_of_an_id_is_not_found(
    pages: Pages, database: Database, cast: Cast, name: str
) -> None:
    put_into(database, compiled())
    pages.become("ada")
    for path in (f"/authoring/items/crew/{name}", f"/authoring/regrades/{name}"):
        status = pages.client.get(path.replace("\ud800", "%ED%A0%80")).status_code
        assert status in (200, 404, 308) if not name else status in (404, 400)
