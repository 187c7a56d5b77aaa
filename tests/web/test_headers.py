"""Response headers and cookies."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from learning.db import Database
from learning.settings import Settings
from learning.web.app import create_app
from tests.builders import Cast
from tests.pages import Pages
from tests.web.planted import plant

ORIGIN = "https://learn.example.org"


@pytest.fixture
def secure(settings: Settings, database: Database) -> Flask:
    """The site as people reach it by TLS."""
    return create_app(replace(settings, public_origin=ORIGIN), database)


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/nowhere", "/healthz", "/planted/fails", "/planted/learn"]
)
def test_every_answer_carries_the_policy(app: Flask, path: str) -> None:
    answer = plant(app).test_client().get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_the_stylesheet_and_the_pictures_are_allowed_by_the_policy(pages: Pages) -> None:
    policy = pages.get("/").headers["Content-Security-Policy"]
    assert {"style-src 'self'", "img-src 'self'", "script-src 'self'"} <= set(policy.split("; "))


@pytest.mark.parametrize("path", ["/", "/courses", "/cases", "/nowhere", "/healthz"])
def test_a_reader_without_an_account_gets_no_cookie(app: Flask, path: str) -> None:
    assert "Set-Cookie" not in app.test_client().get(path).headers


def test_a_cookie_is_out_of_reach_of_scripts_and_of_other_sites(app: Flask) -> None:
    kept = app.test_client().get("/sign-in").headers["Set-Cookie"]
    name, *said = kept.split("; ")
    assert name.startswith("debrief=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(said)


def test_behind_tls_a_cookie_belongs_to_this_host_alone(secure: Flask) -> None:
    answer = secure.test_client().get("/sign-in", base_url=ORIGIN)
    name, *said = answer.headers["Set-Cookie"].split("; ")
    assert name.startswith("__Host-debrief=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(said)
    assert not any(one.startswith("Domain") for one in said)
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_without_tls_nothing_is_promised_about_it(pages: Pages) -> None:
    assert "Strict-Transport-Security" not in pages.get("/").headers


def test_a_signed_in_person_gets_no_new_cookie_with_every_page(app: Flask, cast: Cast) -> None:
    pages = Pages(app)
    pages.become("alice")
    pages.get("/")  # the form that signs out sets its token once
    assert "Set-Cookie" not in pages.get("/").headers


def test_signing_out_clears_what_the_browser_kept(app: Flask, cast: Cast) -> None:
    pages = Pages(app)
    pages.become("alice")
    form = pages.get("/").form("/sign-out")
    answer = pages.client.post("/sign-out", data=dict(form.fields))
    assert answer.headers["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "learn.example.org"]
)
def test_the_sites_own_names_are_answered(secure: Flask, host: str) -> None:
    assert secure.test_client().get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8000",
        "learn.example.org.evil.example",
        "a@localhost",
        "localhost:port",
        "",
    ],
)
def test_any_other_host_is_refused_with_a_page(secure: Flask, host: str) -> None:
    answer = secure.test_client().get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "This did not arrive in one piece" in answer.text
    assert "evil" not in answer.text


def test_the_demo_answers_to_this_machine_alone(settings: Settings, database: Database) -> None:
    demo = create_app(replace(settings, public_origin=ORIGIN, demo=True), database)
    assert demo.test_client().get("/", headers={"Host": "learn.example.org"}).status_code == 400
    here = demo.test_client().get("/sign-in", headers={"Host": "localhost:8000"})
    assert here.status_code == 200
    assert "Secure" not in here.headers["Set-Cookie"]
