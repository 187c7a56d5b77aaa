"""The cookie of a seat: a random token of its own, so that no sign-in is ever tied to a choice."""

from __future__ import annotations

from flask import current_app, request
from werkzeug.wrappers import Response

_HOURS = 12
"""Longer than any session goes on: a phone that drops out comes back where it was."""


def token() -> str:
    """The token that this phone brought; empty for none."""
    return request.cookies.get(_name(), "")


def keep(answer: Response, kept: str) -> Response:
    """Give the phone its token; scripts cannot read it, and other sites cannot send it."""
    answer.set_cookie(
        _name(),
        kept,
        max_age=_HOURS * 3600,
        secure=_secure(),
        httponly=True,
        samesite="Lax",
    )
    return answer


def drop(answer: Response) -> Response:
    """Take the token away again: its session is over."""
    if token():
        answer.delete_cookie(_name(), secure=_secure(), httponly=True, samesite="Lax")
    return answer


def _name() -> str:
    return "__Host-crew" if _secure() else "crew"


def _secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
