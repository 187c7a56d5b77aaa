"""Which of two applications a request is for; reports never see a cookie, nor where one came from.

With an origin of its own, reporting answers there and nowhere else, and nothing else answers there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ROOM = "/report"
#: what reporting has a use for; browsers and proxies think of ever new ways to say who asks
_LEFT = frozenset(
    f"HTTP_{name}"
    for name in (
        *("HOST", "ACCEPT", "ACCEPT_ENCODING", "TRANSFER_ENCODING", "CONNECTION", "EXPECT"),
        *("SEC_FETCH_SITE", "IF_NONE_MATCH", "IF_MODIFIED_SINCE", "RANGE", "IF_RANGE"),
    )
)
_PREFIXES = ("HTTP_", "REMOTE_", "SSL_", "werkzeug.proxy_fix.")


class Dispatcher:
    """In front of the site and of reporting. `origin` is reporting's own, or empty."""

    def __init__(self, site: WSGIApplication, reporting: WSGIApplication, origin: str) -> None:
        self._site, self._reporting = site, reporting
        self._host, self._origin = urlsplit(origin).netloc.lower(), origin

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Hand the request on."""
        there = bool(self._host) and environ.get("HTTP_HOST", "").lower() == self._host
        if there or (not self._host and in_room(environ.get("PATH_INFO", ""))):
            return bare(self._reporting)(environ, start_response)
        if self._host and in_room(environ.get("PATH_INFO", "")):
            return self._lead_there(environ, start_response)
        return self._site(environ, start_response)

    def _lead_there(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Send whoever looks for reporting on the site's address to its own; no form is taken."""
        path = environ["PATH_INFO"] if environ["REQUEST_METHOD"] in ("GET", "HEAD") else ROOM
        safe = path if path.isascii() and path.isprintable() else ROOM
        where = ("Location", f"{self._origin}{safe}")
        start_response("303 See Other", [where, ("Cache-Control", "no-store")])
        return []


def in_room(path: str) -> bool:
    """Whether an address is one of reporting's."""
    return path == ROOM or path.startswith(f"{ROOM}/")


def bare(inside: WSGIApplication) -> WSGIApplication:
    """Take from each request what tells of a person or a browser: all but what is needed."""

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        for name in [one for one in environ if one.startswith(_PREFIXES) and one not in _LEFT]:
            del environ[name]
        environ["REMOTE_ADDR"] = ""
        return inside(environ, start_response)

    return serve
