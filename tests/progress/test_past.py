"""Past completions as their owner sees them: with the day, the end, and where they are recorded."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask
from sqlalchemy.orm import Session

from learning.db import Database
from learning.progress import past
from learning.progress.past import Past
from learning.releases.shelf import Shelf
from tests.builders import AT, Cast, published
from tests.lists.lists import ON, brought
from tests.pages import Pages

ROWS = (
    "email,course,completed_on,valid_until,source\n"
    "alice@demo.invalid,crew,2025-11-30,,Old <system>\n"
    "alice@demo.invalid,crew,2026-11-30,2027-11-30,Provider\n"
)


def test_they_are_listed_newest_first_under_their_titles(
    session: Session, database: Database, cast: Cast
) -> None:
    published(database)
    brought(session, ROWS)
    new, old = past.listed(session, Shelf(seconds=0), cast.alice)
    assert new == replace(
        old, completed_on=new.completed_on, valid_until=new.valid_until, source="Provider"
    )
    assert isinstance(old, Past) and old.added_on == ON and old.title != "crew"
    assert past.listed(session, Shelf(seconds=0), cast.bob) == []
    missing = Shelf(seconds=0)
    missing._active, missing._asked, missing._seconds = {}, float("inf"), 9.0
    assert past.listed(session, missing, cast.alice)[0].title == "crew"


def test_they_stand_on_their_owners_record(app: Flask, database: Database, cast: Cast) -> None:
    published(database)
    with database.writing() as session:
        brought(session, ROWS, at=AT)
    pages = Pages(app)
    pages.become("alice")
    page = pages.get("/record")
    assert "Recorded from elsewhere by your employer" in page.text
    assert "30 November 2025 No end Old <system>, added on 3 March 2027" in page.text
    pages.become("bob")
    assert "by your employer" not in pages.get("/record").text
