"""Full credit for items whose key was wrong: what waits, and the work that gives it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, flash, redirect, render_template

from learning import clock
from learning.errors import NotFound
from learning.progress import regrading
from learning.progress.regrading import Run
from learning.web import auditing, database, moments, regrades_pages, shelves
from learning.web.doors import open_to
from learning.work import jobs
from learning.work.jobs import Held
from learning.work.outcomes import NotEver
from learning.work.rounds import Doer

area = Blueprint("regrades", __name__)
KIND = "regrade"
"""The kind of the jobs that give credit."""
_AT_ONCE = 20_000
"""Attempts that one job credits: far fewer than fill the time of a lease."""


@area.get("/authoring/regrades")
@open_to("author", "administrator")
def waiting() -> Any:
    """The void items of each course."""
    found = regrades_pages.courses(database.session(), shelves.shelf())
    return render_template("regrades/regrades.html", courses=found)


@area.get("/authoring/regrades/<course>")
@open_to("author", "administrator")
def look(course: str) -> Any:
    """What would change in a course, before it is asked for."""
    shown = regrades_pages.of_course(database.session(), shelves.shelf(), course)
    return render_template("regrades/regrade.html", **shown)


@area.post("/authoring/regrades/<course>")
@open_to("author", "administrator")
def ask(course: str) -> Any:
    """Have it done; what is done already is passed over, so twice is once."""
    void = regrades_pages.voids(database.session(), shelves.shelf(), course)
    jobs.put(database.session(), KIND, {"course": course}, at=moments.now())
    auditing.note("course.regraded", "course", course, f"Void: {', '.join(void.items)}"[:200])
    flash("It is being done. Whoever met one of the items is told on their record.")
    return redirect("/authoring/regrades", code=303)


def doers(app: Flask) -> Mapping[str, Doer]:
    """Who gives the credit that was asked for."""

    def do(held: Held) -> str:
        zone, units = app.extensions["settings"].timezone, app.extensions["database"]
        course, at = held.payload["course"], clock.now().astimezone(ZoneInfo(zone))
        after = held.payload.get("after", 0)
        try:
            run = Run(units, course, zone, at)
            found = regrading.regrade(run, after=after, most=_AT_ONCE)
        except NotFound as refusal:
            raise NotEver(refusal.text) from refusal
        if found.last:
            with units.writing() as session:
                jobs.put(session, KIND, {"course": course, "after": found.last}, at=at)
        return "" if found.credited else regrading.told(found)

    return {KIND: do}
