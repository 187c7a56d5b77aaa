"""Refusals and faults of reporting as pages. A log line says the kind of a fault and no more."""

from __future__ import annotations

import logging

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException

from learning.errors import Conflict, Invalid, LearningError, NotFound, Stale, TooMany, Unavailable

STATUS: dict[type[LearningError], int] = {
    Invalid: 422,
    NotFound: 404,
    Conflict: 409,
    Stale: 409,
    TooMany: 429,
    Unavailable: 503,
}
_SAID = {
    403: ("This came from another page", "Begin at the page “Tell us”, and send the form there."),
    404: ("There is no such page", "Begin at the page “Tell us”, or enter your receipt."),
    405: ("This cannot be done here", "Use the buttons and links of the pages."),
    413: (
        "That is too long",
        "Nothing was kept. Your browser may still show what you wrote when you go back: shorten it "
        "to 8,000 words or less.",
    ),
}
_FAULT = (
    "Something went wrong on our side",
    "Nothing was kept, and nothing that you wrote was noted. Try again in a moment.",
)
_log = logging.getLogger("learning.web.reporting")


def install(app: Flask) -> None:
    """Turn refusals, HTTP errors and faults into pages."""
    app.register_error_handler(LearningError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def status_of(error: LearningError) -> int:
    """The status with which a refusal is answered."""
    return next((STATUS[kind] for kind in STATUS if isinstance(error, kind)), 400)


def _refused(error: LearningError) -> tuple[str, int]:
    return _page(status_of(error), "This did not work", error.text, unsent=_unsent())


def _http(error: HTTPException) -> tuple[str, int] | HTTPException:
    if error.code is None or error.code < 400:
        return error
    title, text = _SAID.get(error.code, ("This did not work", "Go back and try again."))
    return _page(error.code, title, text)


def note(error: Exception) -> None:
    """Note the class alone: a message or a frame might quote what somebody wrote."""
    _log.error("failed", extra={"fields": {"error": type(error).__name__}})


def _fault(error: Exception) -> tuple[str, int]:
    note(error)
    return _page(500, *_FAULT, unsent=_unsent())


def _unsent() -> str:
    """What a reporter wrote to the reviewers with this form: no browser keeps it for going back."""
    return request.form.get("text") or request.form.get("why") or ""


def _page(status: int, title: str, text: str, unsent: str = "") -> tuple[str, int]:
    shown = {"title": title, "text": text, "unsent": unsent}
    return render_template("reporting/error.html", **shown), status
