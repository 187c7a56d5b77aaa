"""Previews of what is not published yet, for authors alone: courses, modules, scenarios, cases.

They come from the last commit, or from the folder where that is asked for. Nothing is kept.
"""

from __future__ import annotations

import mimetypes
from typing import Any

from flask import Blueprint, Response, render_template, request

from learning.web import authoring_preview_pages as shown
from learning.web import workbench
from learning.web.doors import open_to

area = Blueprint("authoring_preview", __name__)
_PREVIEW = "/authoring/courses/<course>/preview"


@area.get(_PREVIEW)
@open_to("author")
def course_page(course: str) -> Any:
    """A course's modules and scenarios, or the cases of the library."""
    page = shown.contents(workbench.tree(), course)
    return render_template("authoring/preview.html", **page)


@area.get(f"{_PREVIEW}/<name>")
@open_to("author")
def part(course: str, name: str) -> Any:
    """A module with its quiz, filled in and marked as the address says, or a case."""
    sent = dict(request.args.lists())
    page = shown.part(workbench.tree(), course, name, sent)
    if "case" in page:
        return render_template("authoring/preview_case.html", **page)
    return render_template("authoring/preview_module.html", **page)


@area.get(f"{_PREVIEW}/scenarios/<scenario>")
@open_to("author")
def play(course: str, scenario: str) -> Any:
    """A scenario, all of it at once."""
    page = shown.scenario(workbench.tree(), course, scenario)
    return render_template("authoring/preview_scenario.html", **page)


@area.get(f"{_PREVIEW}/<name>/media/<file>")
@open_to("author")
def picture(course: str, name: str, file: str) -> Any:
    """A picture of a module that may not be published yet."""
    body = shown.picture(workbench.tree(), course, name, file)
    kind = mimetypes.guess_type(file)[0] or ""
    if request.method == "HEAD" or kind.startswith("image/"):
        return Response(body, mimetype=kind, headers={"Cache-Control": "private, no-store"})
    return Response(body, mimetype="application/octet-stream")
