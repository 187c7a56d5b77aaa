"""The preview: courses as learners will see them, from the files as they are, for their author.

A small application of its own, for one machine: no database, no sign-in, and nothing is kept. It
answers to the names of this machine alone, so that no page of another site can read it.
"""

from __future__ import annotations

import mimetypes
from typing import Any

from flask import Blueprint, Flask, Response, current_app, redirect, render_template, request
from werkzeug.exceptions import HTTPException

from learning import shipped
from learning.content.drafts import Drafts
from learning.errors import LearningError, NotFound
from learning.web import assets, headers, preview_cases, preview_pages, preview_plays, templating
from learning.web.doors import open_to
from learning.web.preview_boards import Board
from learning.web.preview_changes import Changes

area = Blueprint("preview", __name__)
HOSTS = ["127.0.0.1", "localhost"]
_POLICY = headers.POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
_HEADERS = headers.ALWAYS | {
    "Content-Security-Policy": f"{_POLICY}; frame-src 'self'",
    "Cache-Control": "no-store",
}
_OWN_SHEET = "preview.css"
_FAULT = (
    "Debrief could not show this. The terminal says more. Change the file, or report the fault."
)


def create_preview(drafts: Drafts, changes: Changes) -> Flask:
    """The preview of these drafts; `changes` tells its pages when to look again."""
    app = Flask("learning", static_folder=None, template_folder=str(shipped.folder("templates")))
    app.config.update(TRUSTED_HOSTS=HOSTS)
    app.extensions |= {"drafts": drafts, "changes": changes, **_served()}
    templating.prepare(app)
    app.context_processor(_shared)
    app.register_blueprint(area)
    app.register_error_handler(LearningError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)
    app.after_request(_with_headers)
    return app


def _served() -> dict[str, Any]:
    """The stylesheets, scripts and pictures by their hashed names, and those names."""
    sheet = (shipped.folder("static") / "css" / _OWN_SHEET).read_bytes()
    files = {**assets.collected(), _OWN_SHEET: sheet}
    names = {name: assets.hashed(name, body) for name, body in files.items()}
    return {"assets": names, "files": {names[name]: body for name, body in files.items()}}


def _shared() -> dict[str, Any]:
    changes: Changes = current_app.extensions["changes"]
    address = request.full_path.rstrip("?")
    return {"version": changes.version, "request_path": request.path, "address": address}


def _drafts() -> Drafts:
    drafts: Drafts = current_app.extensions["drafts"]
    return drafts


@area.get("/")
@open_to("anyone")
def courses() -> Any:
    """Every course of the folder."""
    after = request.args.get("after", "")
    return render_template("preview/courses.html", **preview_pages.courses_page(_drafts(), after))


@area.get("/courses")
@open_to("anyone")
def all_courses() -> Any:
    """The site's own address of its courses."""
    return redirect("/")


@area.get("/courses/<course>")
@open_to("anyone")
def course(course: str) -> Any:
    """A course."""
    page = preview_pages.course_page(_drafts(), course)
    return _shown("preview/course.html", page)


@area.get("/courses/<course>/<module>")
@open_to("anyone")
def module(course: str, module: str) -> Any:
    """A module with its quiz, filled in and marked as the address says."""
    sent = dict(request.args.lists())
    page = preview_pages.module_page(_drafts(), course, module, sent)
    return _shown("preview/module.html", page)


@area.get("/courses/<course>/scenarios/<scenario>")
@open_to("anyone")
def scenario(course: str, scenario: str) -> Any:
    """A scenario, all of it at once."""
    page = preview_plays.scenario_page(_drafts(), course, scenario)
    return _shown("preview/scenario.html", page)


@area.get("/courses/<course>/<module>/media/<name>")
@open_to("anyone")
def picture(course: str, module: str, name: str) -> Any:
    """A picture of a module, as it is now."""
    draft = _drafts().course(course)
    own = draft.modules.get(module) if draft else None
    file = own.module.media.get(name) if own and own.module else None
    if file is None:
        raise NotFound("There is no such picture.")
    try:
        body = file.read_bytes()
    except OSError as gone:
        raise NotFound("There is no such picture any more.") from gone
    return Response(body, mimetype=_kind(name))


@area.get("/cases")
@open_to("anyone")
def cases() -> Any:
    """The case library."""
    return render_template("preview/cases.html", **preview_cases.cases_page(_drafts()))


@area.get("/cases/<case>")
@open_to("anyone")
def case(case: str) -> Any:
    """A case."""
    return _shown("preview/case.html", preview_cases.case_page(_drafts(), case))


@area.get("/preview/phone")
@open_to("anyone")
def phone() -> Any:
    """A page as wide as a phone, in a frame."""
    page = request.args.get("page", "/")
    if not page.startswith(("/courses", "/cases")) or page.startswith("//"):
        page = "/"
    return render_template("preview/phone.html", page=page)


@area.get("/preview/changes")
@open_to("anyone")
def told() -> Any:
    """Server-sent events: the version now, and each that follows."""
    changes: Changes = current_app.extensions["changes"]
    return Response(changes.stream(), mimetype="text/event-stream")


@area.get("/preview/version")
@open_to("anyone")
def version() -> Any:
    """The version now, for browsers that hear no events."""
    changes: Changes = current_app.extensions["changes"]
    return Response(changes.version, mimetype="text/plain")


@area.get("/static/<name>")
@open_to("anyone")
def file(name: str) -> Any:
    """A stylesheet, script or picture of the site, or the preview's own."""
    body = current_app.extensions["files"].get(name)
    if body is None:
        raise NotFound("There is no such file.")
    kept = {"Cache-Control": "max-age=31536000, immutable"}
    return Response(body, mimetype=_kind(name), headers=kept)


def _kind(name: str) -> str:
    kinds = {"css": "text/css", "js": "text/javascript", "webp": "image/webp"}
    ending = name.rpartition(".")[2].lower()
    return kinds.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _shown(template: str, page: dict[str, Any]) -> Any:
    """A page, or where nothing could be read so far, why not."""
    return render_template("preview/unread.html" if "file" in page else template, **page)


def _with_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _refused(error: LearningError) -> tuple[str, int]:
    return _error(404, "There is no such page", error.text)


def _http(error: HTTPException) -> Any:
    code = error.code or 500
    if code < 400:
        return error
    if code != 404:
        return Response(f"{code} {error.name}\n", status=code, mimetype="text/plain")
    text = "The preview shows courses and cases alone. This address is one of the whole site."
    return _error(404, "Not in the preview", text)


def _fault(error: Exception) -> tuple[str, int]:
    current_app.logger.error("The page %s could not be made.", request.path, exc_info=error)
    return _error(500, "This cannot be shown", _FAULT)


def _error(status: int, title: str, text: str) -> tuple[str, int]:
    page = {"title": title, "text": text, "status": status, "board": Board()}
    return render_template("preview/error.html", **page), status
