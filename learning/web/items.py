"""How items do, for authors: which of them need somebody, and what to do about it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from learning.web import database, items_pages, moments, shelves
from learning.web.doors import open_to

area = Blueprint("items", __name__)


@area.get("/authoring/items")
@open_to("author", "administrator")
def courses() -> Any:
    """Each course, with how many of its items need somebody."""
    found = items_pages.courses(database.session(), shelves.shelf(), on=moments.now().date())
    return render_template("items/courses.html", courses=found)


@area.get("/authoring/items/<course>")
@open_to("author", "administrator")
def of_course(course: str) -> Any:
    """The items of a course, the neediest first, a page at a time."""
    asked = items_pages.Asked(course, request.args.get("module", ""), request.args.get("after", ""))
    shown = items_pages.of_course(
        database.session(), shelves.shelf(), asked, on=moments.now().date()
    )
    return render_template("items/items.html", **shown)


@area.get("/authoring/items/<course>/<item>")
@open_to("author", "administrator")
def of_item(course: str, item: str) -> Any:
    """One item as learners see it, with how it was answered."""
    asked = items_pages.One(course, item, request.args.get("notes", ""))
    shown = items_pages.of_item(database.session(), shelves.shelf(), asked, on=moments.now().date())
    return render_template("items/item.html", **shown)
