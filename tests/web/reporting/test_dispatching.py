"""The dispatcher: which application answers, and what of a request reporting never sees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import create_environ, run_wsgi_app

from learning.web.reporting.dispatching import Dispatcher, bare, in_room

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

OWN = "https://report.example.org"
TELLING = {
    "HTTP_COOKIE": "debrief_session=x",
    "HTTP_AUTHORIZATION": "Basic x",
    "HTTP_REFERER": "https://intranet.example.org/",
    "HTTP_USER_AGENT": "a browser",
    "HTTP_ACCEPT_LANGUAGE": "cy",
    "HTTP_X_FORWARDED_FOR": "203.0.113.7",
    "HTTP_X_REAL_IP": "203.0.113.7",
    "HTTP_FORWARDED": "for=203.0.113.7",
    "REMOTE_ADDR": "203.0.113.7",
    "REMOTE_PORT": "4711",
    "REMOTE_USER": "alice",
    "HTTP_SEC_CH_UA": '"Chromium";v="140"',
    "HTTP_SEC_CH_UA_PLATFORM": '"Android"',
    "HTTP_CF_CONNECTING_IP": "203.0.113.7",
    "HTTP_X_ORIGINAL_FORWARDED_FOR": "203.0.113.7",
    "HTTP_X_REQUESTED_BY_SOME_PROXY": "workplace laptop 12",
    "werkzeug.proxy_fix.orig": "203.0.113.7",
}
LEFT = {"HTTP_HOST": "learn.example.org", "HTTP_SEC_FETCH_SITE": "same-origin"}


def answering(name: str, seen: list[WSGIEnvironment]) -> WSGIApplication:
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        seen.append(dict(environ))
        start_response("200 OK", [])
        return [name.encode()]

    return app


def asked(origin: str, path: str, host: str = "learn.example.org", method: str = "GET") -> str:
    """Who answered, or where it leads."""
    app = Dispatcher(answering("site", []), answering("reporting", []), origin)
    environ = create_environ("/", f"https://{host}", method=method) | {"PATH_INFO": path}
    body, _, headers = run_wsgi_app(app, environ)
    return headers.get("Location") or b"".join(body).decode()


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/report", "reporting"),
        ("/report/", "reporting"),
        ("/report/receipt", "reporting"),
        ("/report/static/x.css", "reporting"),
        ("/report-error", "site"),
        ("/reports", "site"),
        ("/Report", "site"),
        ("/", "site"),
        ("/review", "site"),
    ],
)
def test_on_a_shared_address_the_path_decides(path: str, who: str) -> None:
    assert asked("", path) == who


def test_with_an_origin_of_its_own_the_host_decides() -> None:
    for path in ("/report", "/", "/courses"):
        assert asked(OWN, path, "report.example.org") == "reporting"
        assert asked(OWN, path, "REPORT.example.org") == "reporting"
    assert asked(OWN, "/courses") == "site"


def test_whoever_looks_on_the_sites_address_is_led_there_and_no_form_is_taken() -> None:
    assert asked(OWN, "/report/receipt") == f"{OWN}/report/receipt"
    assert asked(OWN, "/report/tell", method="POST") == f"{OWN}/report"
    assert asked(OWN, "/report/\r\nSet-Cookie: x") == f"{OWN}/report"
    assert asked(OWN, "/report/é") == f"{OWN}/report"


def test_what_tells_of_a_person_or_a_browser_is_taken_away() -> None:
    seen: list[WSGIEnvironment] = []
    for app in (bare(answering("", seen)), Dispatcher(answering("", []), answering("", seen), "")):
        environ = create_environ("/report") | TELLING | LEFT
        run_wsgi_app(app, environ)
    for one in seen:
        assert one.items() >= LEFT.items(), "what is needed stays"
        assert one.get("REMOTE_ADDR") == ""
        assert not set(TELLING) - {"REMOTE_ADDR"} & set(one)
        assert not [value for value in one.values() if value in TELLING.values()]


def test_the_site_keeps_its_cookies() -> None:
    seen: list[WSGIEnvironment] = []
    run_wsgi_app(
        Dispatcher(answering("", seen), answering("", []), ""), create_environ("/") | TELLING
    )
    assert seen[0]["HTTP_COOKIE"] == TELLING["HTTP_COOKIE"]


@given(st.text())
def test_nothing_beside_the_room_is_in_it(path: str) -> None:
    assert in_room(path) == (path == "/report" or path.startswith("/report/"))
