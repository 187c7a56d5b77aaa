"""The application in which reports are told. It has no sessions, no sign-in and no log of requests.

It reads no environment: settings and database come with the call. Of a fault its log says the kind
and where in the code, and nothing of the request.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response, abort, request
from flask.sessions import SessionInterface, SessionMixin

from learning import settings as configuration
from learning import shipped
from learning.db import Database
from learning.settings import Settings
from learning.web import headers, routing, templating
from learning.web.reporting import files, front, receipt, refusals, tell
from learning.web.reporting.limits import Limits
from learning.web.reporting.places import Place
from learning.web.reporting.tokens import Keys

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 262_144
"""Of a form: the largest telling and its form again, where a browser writes a sign as nine."""
_SAFE = ("GET", "HEAD", "OPTIONS")
_ALWAYS = headers.ALWAYS | {
    "Content-Security-Policy": headers.SCRIPTLESS,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


class _NoSession(SessionInterface):
    """No session is opened, so none can be read or written."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:
        """None, for every request."""
        return None

    def make_null_session(self, app: Flask) -> Any:
        """None as well: a view that asks for a session finds nothing."""
        return None

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing is written."""


class Reporting(Flask):
    """Flask with the house's rules, and nothing else."""

    url_rule_class = routing.Rule
    session_interface = _NoSession()


def create_reporting(settings: Settings, opened: Database) -> Flask:
    """The application for these settings, on a database that is open."""
    folder = str(shipped.folder("templates"))
    app = Reporting("learning.reporting", static_folder=None, template_folder=folder)
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        MAX_FORM_PARTS=40,
        TRUSTED_HOSTS=settings.hosts,
    )
    secret = configuration.key_of(settings)
    app.extensions["place"] = Place(settings, opened, Keys(secret), Limits())
    templating.prepare(app)
    files.install(app, settings)
    refusals.install(app)
    app.before_request(_same_origin)
    app.context_processor(front.shared)
    for area in (front, tell, receipt):
        app.register_blueprint(area.blueprint)
    app.wsgi_app = _with_headers(app.wsgi_app, secure=settings.secure)  # type: ignore[assignment,method-assign]
    return app


def _same_origin() -> None:
    """Refuse a form that another site sent. Browsers say so; what does not say is believed."""
    said = request.headers.get("Sec-Fetch-Site", "same-origin")
    if request.method not in _SAFE and said not in ("same-origin", "none"):
        abort(403)


def _with_headers(inside: WSGIApplication, *, secure: bool) -> WSGIApplication:
    """Set the headers of every answer; a cookie that anything tried to set is dropped."""
    always = list((_ALWAYS | (headers.TLS if secure else {})).items())

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def begin(status: str, given: list[tuple[str, str]], *error: Any) -> Any:
            held = {name.lower() for name, _ in given}
            kept = [one for one in given if one[0].lower() != "set-cookie"]
            more = [(name, value) for name, value in always if name.lower() not in held]
            return start_response(status, kept + more, *error)

        return inside(environ, begin)

    return answer
