"""The signed cookie: Flask's own, whose signature is checked once for as long as it stays the same.

A browser sends the same cookie with every request. Whether the sign-in in it still counts is asked
of the database each time; only that we wrote these bytes need not be found out again.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeTimedSerializer

from learning import clock

_KEPT = 4_000


class _Cookies(SecureCookieSessionInterface):
    """One an application. The key does not change while it runs."""

    def __init__(self) -> None:
        self._signer: URLSafeTimedSerializer | None = None
        #: cookies that we wrote: what they say, and until when they count
        self._known: dict[str, tuple[dict[str, Any], dt.datetime]] = {}

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs and reads cookies; made once."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the cookie says; nothing where there is none, or none of ours, or an old one."""
        raw = request.cookies.get(self.get_cookie_name(app), "")
        known = self._known.get(raw) or self._read(app, raw)
        if known is None or known[1] < clock.now():
            return self.session_class()
        return self.session_class(known[0])

    def _read(self, app: Flask, raw: str) -> tuple[dict[str, Any], dt.datetime] | None:
        signer = self.get_signing_serializer(app)
        if not raw or signer is None:
            return None
        try:
            values, signed_at = signer.loads(raw, return_timestamp=True)
        except BadSignature:
            return None
        found = (values, signed_at + app.permanent_session_lifetime)
        if all(isinstance(one, str | bool) for one in values.values()):  # none that could change
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[raw] = found
        return found


def install(app: Flask) -> None:
    """Let the site read and write its cookie this way."""
    app.session_interface = _Cookies()
