"""The signed cookie: Flask's own, whose signature is checked once an hour and not at every request.

A browser sends the same cookie again and again. Whether the sign-in in it still counts is asked of
the database each time; only that we wrote these bytes need not be found out anew.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

from learning import clock

_KEPT = 4_000
_SECONDS = 3_600
_LONGEST = 1_000
"""Characters of what a browser sent that are worth remembering: ours has some three hundred."""


class _Cookies(SecureCookieSessionInterface):
    """One an application. The key does not change while it runs."""

    def __init__(self) -> None:
        self._signer: URLSafeTimedSerializer | None = None
        #: what browsers sent with a cookie of ours: what it says, and until when that is believed
        self._known: dict[str, tuple[dict[str, Any], float]] = {}

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs and reads cookies; made once."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the cookie says; nothing where there is none, or none of ours, or an old one."""
        sent = request.environ.get("HTTP_COOKIE", "")
        known = self._known.get(sent)
        if known is not None and clock.ticks() < known[1]:
            return self.session_class(known[0])
        return self.session_class(self._read(app, request, sent))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie where what it says has changed.

        Where nothing has, say only that the answer depends on it.
        """
        if session.modified or not session or "Vary" in response.headers:
            super().save_session(app, session, response)
        elif session.accessed:
            response.headers["Vary"] = "Cookie"

    def _read(self, app: Flask, request: Request, sent: str) -> dict[str, Any]:
        raw = request.cookies.get(self.get_cookie_name(app), "")
        signer = self.get_signing_serializer(app)
        if not raw or signer is None:
            return {}
        try:
            lifetime = int(app.permanent_session_lifetime.total_seconds())
            values: dict[str, Any] = signer.loads(raw, max_age=lifetime)
        except BadSignature:
            return {}
        unchanging = all(isinstance(one, str | bool) for one in values.values())
        if unchanging and len(sent) <= _LONGEST:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[sent] = (values, clock.ticks() + _SECONDS)
        return values


def install(app: Flask) -> None:
    """Let the site read and write its cookie this way."""
    app.session_interface = _Cookies()
