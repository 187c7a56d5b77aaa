"""The workshop of authors: where each course stands, what is broken, and what waits."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.blueprints import BlueprintSetupState

from learning.authoring.trees import Workshop
from learning.web import authoring_pages, workbench
from learning.web.doors import open_to

area = Blueprint("authoring", __name__)


@area.record
def _install(state: BlueprintSetupState) -> None:
    state.app.extensions["workshop"] = Workshop()


@area.get("/authoring")
@open_to("author", "administrator")
def hub() -> Any:
    """Every course, what needs somebody first."""
    page = authoring_pages.hub(workbench.tree(), request.args.get("after", ""))
    return render_template("authoring/authoring.html", **page)


@area.get("/authoring/history")
@open_to("author", "administrator")
def history() -> Any:
    """Who made which release live, and when."""
    page = authoring_pages.past("", request.args.get("before", ""))
    return render_template("authoring/history.html", **page)


@area.get("/authoring/courses/<course>")
@open_to("author", "administrator")
def course_page(course: str) -> Any:
    """What is live of a course, what waits, and every problem of it."""
    page = authoring_pages.course(workbench.tree(), course, request.args.get("after", ""))
    return render_template("authoring/course.html", **page)


@area.get("/authoring/courses/<course>/changes")
@open_to("author", "administrator")
def changes(course: str) -> Any:
    """What publishing a course changes, word by word, and for how many."""
    page = authoring_pages.changes(workbench.tree(), course, request.args.get("after", ""))
    return render_template("authoring/changes.html", **page)
