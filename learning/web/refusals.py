"""Refusals and faults as pages: the only place that maps a kind of refusal to a status."""

from __future__ import annotations

from typing import Any

from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from learning.errors import (
    Conflict,
    Invalid,
    LearningError,
    NotAllowed,
    NotFound,
    Stale,
    TooMany,
    Unavailable,
)
from learning.web import carrying, database, doors, identity, logs

STATUS: dict[type[LearningError], int] = {
    Invalid: 422,
    NotFound: 404,
    NotAllowed: 403,
    Conflict: 409,
    Stale: 409,
    TooMany: 429,
    Unavailable: 503,
}
_TITLES = {
    400: "This did not arrive in one piece",
    403: "This is not open to you",
    404: "There is no such page",
    405: "This cannot be done here",
    409: "Something else happened first",
    413: "That is too long",
    422: "Something has to be changed",
    429: "Too many tries",
    500: "Something went wrong on our side",
    503: "Not just now",
}
_TEXTS = {
    400: "Go back, load the page again and try once more.",
    404: "Check the address. What you look for may have been moved or withdrawn.",
    405: "Use the buttons and links of the pages; this address does something else.",
    413: "What you sent is larger than this page takes. Shorten it and send it again.",
    500: "It has been noted, without anything you typed. Try again in a moment.",
}

_DEADLOCK = "40P01"
_AT_ONCE = (
    "Somebody else changed the same in this moment. Nothing of yours was kept: go back, look at "
    "what holds now, and send it again."
)


def install(app: Flask) -> None:
    """Turn refusals, HTTP errors and faults into pages."""
    app.register_error_handler(LearningError, _refused)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _crossed)
    app.register_error_handler(Exception, _fault)


def status_of(error: LearningError) -> int:
    """The status with which a refusal is answered, whether it is a kind or one of a kind."""
    return next((STATUS[kind] for kind in STATUS if isinstance(error, kind)), 400)


def page(status: int, text: str = "") -> tuple[str, int]:
    """The page of a refusal; whatever the request did is rolled back first.

    The page of a fault asks the database for nothing more: it may be what is at fault.
    """
    database.drop()
    if status >= 500:
        identity.ask_no_more()
    title = _TITLES.get(status, "This did not work")
    said = text or _TEXTS.get(status, "Go back and try again.")
    return render_template("errors/error.html", title=title, text=said, status=status), status


def _refused(error: LearningError) -> tuple[str, int]:
    return page(status_of(error), error.text)


def _stale(_error: CSRFError) -> Any:
    """A token from an earlier sign-in: show the form again where it can be kept."""
    view = doors.current_view()
    database.drop()
    if view is not None and getattr(view, "keeps_form", False) and identity.person():
        carried = carrying.unpacked(carrying.packed())
        assert carried is not None, "it was packed a moment ago"
        return carrying.page_to_send_again(carried), 409
    return page(400, "This page was open for too long. Go back, load it again and send the form.")


def _http(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    return page(error.code)


def _crossed(error: OperationalError) -> tuple[str, int]:
    """Two who waited for each other: PostgreSQL ended one, and nothing of it was kept."""
    if getattr(error.orig, "sqlstate", None) == _DEADLOCK:
        return page(409, _AT_ONCE)
    return _fault(error)


def _fault(error: Exception) -> tuple[str, int]:
    logs.failed(error)
    return page(500)
