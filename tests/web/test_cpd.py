"""CPD entries: begun from a completion, written by the learner, private, and never lost."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from flask import Flask

from learning.db import Database
from learning.web import moments
from tests.builders import AT, Cast
from tests.content_builders import compiled, module, put_into
from tests.pages import Page, Pages
from tests.progress.learner import take

NEW = "/record/cpd/new"
FULL = {
    "title": "Speaking up",
    "kind": "peers",
    "done_on": "2027-02-28",
    "minutes": "20",
    "relevance": "My visits\r\nand calls",
    "learnt": "To say it <b>twice</b>",
    "impact": "I say it twice",
    "talked": "yes",
    "talked_on": "2027-03-01",
    "talked_with": "group supervision",
    "talk": "Others hesitate too",
}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: AT)


@pytest.fixture
def pages(app: Flask, cast: Cast) -> Pages:
    """Alice, signed in."""
    pages = Pages(app)
    pages.become("alice")
    return pages


def write(pages: Pages, **changed: str) -> Page:
    return pages.send(pages.get(NEW), NEW, FULL | changed)


def moments_later(pages: Pages, page: Page, action: str, **changed: str) -> Page:
    """Send a form a minute after everything else of the test."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(moments, "now", lambda: AT + dt.timedelta(minutes=1))
        return pages.send(page, action, changed)


def test_a_completed_module_fills_in_title_day_and_minutes_alone(
    pages: Pages, cast: Cast, database: Database
) -> None:
    put_into(database, compiled(module("a", minutes=15), module("b")))
    take(database, cast.alice, "a")
    begin = pages.get("/record/cpd")
    assert "Crew: On a (3 March 2027)" in begin.text
    page = pages.send(begin, NEW, {"about": "crew/a"})
    fields = dict(page.form(NEW).fields)
    assert (fields["title"], fields["done_on"], fields["minutes"]) == (
        "Crew: On a",
        "2027-03-03",
        "15",
    )
    assert {fields[name] for name in ("relevance", "learnt", "impact", "talk")} == {""}
    assert "talked" not in fields
    assert "/courses/crew/a#peer-task" in page.links
    assert "Do not name a child, a family or a colleague" in page.text


@pytest.mark.parametrize("about", ["", "crew/none", "<script>", "x" * 3000])
def test_an_entry_about_something_else_begins_empty(pages: Pages, about: str) -> None:
    answer = pages.client.get(NEW, query_string={"about": about})
    assert answer.status_code == 200 and "<script>" not in answer.text
    assert dict(Page(answer).form(NEW).fields)["title"] == ""


def test_an_entry_is_shown_as_it_was_written(pages: Pages) -> None:
    page = write(pages)
    assert "Your entry is saved." in page.text
    assert "My visits\nand calls" in page.html and "&lt;b&gt;twice&lt;/b&gt;" in page.html
    assert "On 1 March 2027, group supervision." in page.text
    assert "20 minutes" in page.text and "28 February 2027" in page.text
    assert page.path in pages.get("/record/cpd").links
    assert "/record/cpd" in pages.get("/record").links


def test_only_a_title_and_a_day_are_needed(pages: Pages) -> None:
    page = pages.send(pages.get(NEW), NEW, {"title": "Reading", "done_on": "2027-02-28"})
    assert page.text.count("Not written yet.") == 4


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("title", "", "Say in a few words"),
        ("title", "x" * 201, "at most 200"),
        ("done_on", "", "Enter the day"),
        ("done_on", "yesterday", "Enter a day such as"),
        ("minutes", "many", "whole number"),
        ("minutes", "0", "from 1 to 6000"),
        ("minutes", "9" * 400, "from 1 to 6000"),
        ("minutes", "٢٠", "whole number"),
        ("talked_on", "", "take the tick away"),
        ("talked_on", "soon", "Enter a day such as"),
        ("talked_with", "x" * 121, "at most 120"),
        ("learnt", "x" * 6_001, "at most 6000"),
        ("kind", "nonsense", "Choose one of the types"),
    ],
)
def test_nothing_is_lost_when_something_has_to_be_changed(
    pages: Pages, field: str, value: str, told: str
) -> None:
    page = pages.send(pages.get(NEW), NEW, FULL | {field: value}, status=422)
    assert page.title.startswith("Error: ") and told in page.text
    kept = dict(page.form(NEW).fields)
    for name, sent in FULL.items():
        if name not in (field, "relevance"):
            assert kept[name] == sent, name
    assert kept["relevance"] == "My visits\nand calls"
    assert "Each entry you save appears here." in pages.get("/record/cpd").text


def test_an_entry_can_be_changed_and_the_tick_taken_away(pages: Pages) -> None:
    path = write(pages).path
    form = pages.get(f"{path}/edit")
    assert dict(form.form(f"{path}/edit").fields)["talked"] == "yes"
    pairs = [(n, v) for n, v in form.form(f"{path}/edit").fields if n != "talked"]
    sent = dict(pairs) | {"learnt": "Something else"}
    pages.client.post(f"{path}/edit", data=sent)
    page = pages.get(path)
    assert "Something else" in page.text and "On 1 March 2027" not in page.text
    wrong = pages.send(pages.get(f"{path}/edit"), f"{path}/edit", {"title": ""}, status=422)
    assert dict(wrong.form(f"{path}/edit").fields)["learnt"] == "Something else"


def test_two_windows_do_not_write_over_each_other_unasked(pages: Pages) -> None:
    path = write(pages).path
    edit = f"{path}/edit"
    first, second = pages.get(edit), pages.get(edit)
    moments_later(pages, first, edit, learnt="From the first window")
    page = pages.send(second, edit, {"learnt": "From the second"}, status=409)
    assert "changed in another window" in page.text and page.title.startswith("Error: ")
    assert dict(page.form(edit).fields)["learnt"] == "From the second"
    assert "From the first window" in pages.get(path).text
    assert "From the second" in pages.send(page, edit).text


def test_deleting_asks_once(pages: Pages) -> None:
    path = write(pages).path
    asked = pages.get(f"{path}/delete")
    assert "cannot be brought back" in asked.text
    assert "The entry is deleted." in pages.send(asked, f"{path}/delete").text
    pages.get(path, status=404)


def test_what_is_written_survives_a_lost_sign_in(pages: Pages, app: Flask) -> None:
    form = pages.get(NEW)
    token = form.form(NEW).value("csrf_token")
    pages.client.delete_cookie("debrief")
    answer = pages.client.post(NEW, data=FULL | {"csrf_token": token})
    assert "Your answer is not lost" in answer.text or "not lost" in answer.text


def test_downloads_hold_everything_and_no_formula(pages: Pages) -> None:
    write(pages, title="=cmd()", learnt="-1+1")
    write(pages, done_on="2027-01-01", minutes="")
    answer = pages.client.get("/record/cpd.csv")
    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["Title", "Speaking up", "'=cmd()"]
    assert rows[2][5] == "'-1+1" and rows[1][3] == "" and len(rows[0]) == 10
    text = pages.client.get("/record/cpd.txt").data.decode()
    assert "What the discussion taught: Others hesitate too" in text
    assert text.count("Title: ") == 2


def test_many_entries_come_a_page_at_a_time(pages: Pages) -> None:
    for number in range(21):
        write(pages, title=f"Entry {number:02}")
    first = pages.get("/record/cpd")
    assert "Entry 20" in first.text and "Entry 00" not in first.text
    older = next(link for link in first.links if "before=" in link)
    assert "Entry 00" in pages.get(older).text
    assert "There are no more entries." in pages.get("/record/cpd?before=nonsense").text


def test_nobody_else_finds_an_entry(pages: Pages, app: Flask) -> None:
    path = write(pages).path
    other = Pages(app)
    for name in ("bob", "olu", "rana"):
        other.become(name)
        for ending in ("", "/edit", "/delete"):
            other.get(path + ending, status=404)
        assert "Speaking up" not in other.client.get("/record/cpd.csv").text
        token = other.get(NEW).form(NEW).value("csrf_token")
        for ending in ("/edit", "/delete"):
            sent = other.client.post(path + ending, data=FULL | {"csrf_token": token})
            assert sent.status_code == 404
    assert "To say it" in pages.get(path).text
