"""The site as one WSGI application. Reads no environment: everything comes in the settings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from flask import Flask, Request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import MapAdapter

from learning import settings as configuration
from learning import shipped
from learning.db import Database, open_database
from learning.releases.shelf import Shelf
from learning.settings import Settings
from learning.web import (
    areas,
    assets,
    auditing,
    cookies,
    current,
    database,
    doors,
    forms,
    fragments,
    headers,
    identity,
    logs,
    refusals,
    routing,
    shells,
    templating,
)
from learning.web.reporting.app import create_reporting
from learning.web.reporting.dispatching import Dispatcher


class Site(Flask):
    """Flask whose requests settle their unit of work before the answer leaves."""

    url_rule_class = routing.Rule

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._hosts = routing.Hosts()

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """What matches the address of a request; its host is checked when it is new."""
        if request is None:
            return None  # no address is made outside a request
        found = self._hosts.adapter(self.url_map, request)
        if found is None:
            found = super().create_url_adapter(request)
            if found is not None:
                self._hosts.add(request, found)
        return found

    def dispatch_request(self) -> object:  # type: ignore[override]
        """Run the view and commit inside, so that a failed commit still gets its error page."""
        answer = self.make_response(super().dispatch_request())
        database.settle(answer.status_code)
        return answer

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """No view is a coroutine here, so none has to be asked eight times a request."""
        return func


#: in the order in which they see a request; the last ones stand around the application
_PARTS = (
    *(logs, current, cookies, identity, doors, forms, refusals),
    *(templating, shells, fragments, auditing, areas, assets, headers),
)


def create_app(settings: Settings, opened: Database | None = None) -> Flask:
    """The site for these settings; `opened` replaces the database they name (tests do)."""
    app = Site("learning", static_folder=None, template_folder=str(shipped.folder("templates")))
    app.config.update(
        SECRET_KEY=configuration.key_of(settings),
        MAX_CONTENT_LENGTH=settings.max_request_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_request_bytes,
        MAX_FORM_PARTS=500,
        TRUSTED_HOSTS=settings.hosts,
        SESSION_COOKIE_NAME="__Host-debrief" if settings.secure else "debrief",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=dt.timedelta(days=settings.session_days),
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.extensions["settings"] = settings
    app.extensions["shelf"] = Shelf(seconds=settings.release_seconds)
    database.install(app, opened or open_database(settings.database))
    for part in _PARTS:
        part.install(app)
    reporting = create_reporting(settings, app.extensions["database"])
    app.wsgi_app = Dispatcher(app.wsgi_app, reporting, settings.report_origin)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=0)  # type: ignore[method-assign]
    return app
