"""Response headers: a content policy without exceptions, and what browsers may keep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
#: the same for pages that run nothing and fetch nothing
SCRIPTLESS = "; ".join(
    one for one in POLICY.split("; ") if not one.startswith(("script-src", "connect-src"))
)
#: what every answer has; of its caching a view may say something else
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Cache-Control": "private, no-cache",
}
TLS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def install(app: Flask) -> None:
    """Set the headers on every answer, files included; what a view has set itself stays.

    Around everything and as the server takes them: as headers of Flask's they would cost more than
    finding the person.
    """
    secure = app.extensions["settings"].secure
    always = [
        (name, value, name.lower()) for name, value in (ALWAYS | (TLS if secure else {})).items()
    ]
    inside = app.wsgi_app

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def begin(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            held = {name.lower() for name, _ in headers}
            more = [(name, value) for name, value, key in always if key not in held]
            return start_response(status, headers + more, *error)

        return inside(environ, begin)

    app.wsgi_app = answer  # type: ignore[method-assign]
    app.after_request(_clear)


def _clear(response: Response) -> Response:
    """Signing out empties what the browser kept."""
    if request.endpoint == "sign_in.leave":
        response.headers["Clear-Site-Data"] = '"cache"'
    return response
