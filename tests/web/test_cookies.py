"""The signed cookie: ours or nothing, checked once and believed for an hour."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask, session
from werkzeug.test import TestResponse

from learning import clock
from learning.web import cookies


@pytest.fixture
def site() -> Flask:
    """A site with nothing but a cookie."""
    app = Flask("cookies")
    app.secret_key = "a key for tests alone"
    app.permanent_session_lifetime = dt.timedelta(days=30)
    cookies.install(app)

    @app.get("/")
    def says() -> Any:
        return dict(session)

    @app.post("/<word>")
    def writes(word: str) -> Any:
        session.setdefault("words", []).append(word)
        return dict(session)

    @app.post("/varies")
    def varies() -> Any:
        return dict(session), {"Vary": "Accept"}

    @app.post("/forgets")
    def forgets() -> Any:
        session.clear()
        return {}

    return app


def sent(site: Flask, raw: str, *, post: str = "") -> TestResponse:
    client = site.test_client(use_cookies=False)
    headers = {"Cookie": f"session={raw}"}
    return client.post(post, headers=headers) if post else client.get("/", headers=headers)


def signed(site: Flask, **values: Any) -> str:
    signer = site.session_interface.get_signing_serializer(site)  # type: ignore[attr-defined]
    assert signer is not None
    return str(signer.dumps(values))


def test_what_was_written_is_read_the_first_time_and_again(site: Flask) -> None:
    raw = signed(site, name="alice", fresh=True)
    for _ in range(3):
        assert sent(site, raw).json == {"name": "alice", "fresh": True}


@pytest.mark.parametrize("raw", ["", "x", "a.b.c", "eyJuYW1lIjoib2x1In0.x.y", "\N{SNOWMAN}"])
def test_what_we_did_not_write_says_nothing(site: Flask, raw: str) -> None:
    assert sent(site, raw).json == {}


def test_a_cookie_that_was_changed_says_nothing_even_when_the_whole_one_is_known(
    site: Flask,
) -> None:
    raw = signed(site, name="alice")
    assert sent(site, raw).json
    for place in (0, len(raw) // 2, len(raw) - 2):
        changed = raw[:place] + ("A" if raw[place] != "A" else "B") + raw[place + 1 :]
        assert sent(site, changed).json == {}


def test_a_cookie_of_another_key_says_nothing(site: Flask) -> None:
    other = Flask("other")
    other.secret_key = "another key"
    cookies.install(other)
    assert sent(site, signed(other, name="alice")).json == {}


def test_an_old_cookie_says_nothing(site: Flask) -> None:
    raw = signed(site, name="alice")
    site.permanent_session_lifetime = dt.timedelta(seconds=-1)
    assert sent(site, raw).json == {}


def test_what_is_known_is_checked_again_after_an_hour(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, start = signed(site, name="alice"), clock.ticks()
    assert sent(site, raw).json == {"name": "alice"}
    site.permanent_session_lifetime = dt.timedelta(seconds=-1)
    monkeypatch.setattr(clock, "ticks", lambda: start + 3_500)
    assert sent(site, raw).json == {"name": "alice"}
    monkeypatch.setattr(clock, "ticks", lambda: start + 3_700)
    assert sent(site, raw).json == {}


def test_what_one_request_does_with_it_is_not_seen_by_the_next(site: Flask) -> None:
    for raw in (signed(site, name="alice"), signed(site, words=["one"])):
        before = sent(site, raw).json
        sent(site, raw, post="/forgets")
        assert "two" in (sent(site, raw, post="/two").json or {})["words"]
        assert sent(site, raw).json == before


def test_an_answer_that_looked_at_the_cookie_says_so_and_is_given_no_new_one(site: Flask) -> None:
    site.config["SESSION_REFRESH_EACH_REQUEST"] = False
    raw = signed(site, name="alice", _permanent=True)
    for _ in range(2):
        answer = sent(site, raw)
        assert answer.headers["Vary"] == "Cookie"
        assert "Set-Cookie" not in answer.headers
    answer = sent(site, raw, post="/varies")
    assert answer.headers["Vary"] == "Accept, Cookie"


def test_a_cookie_among_many_others_is_read_and_not_remembered(site: Flask) -> None:
    raw = signed(site, name="alice")
    for _ in range(2):
        assert sent(site, f"{raw}; other={'x' * 2_000}").json == {"name": "alice"}
    assert not site.session_interface._known  # type: ignore[attr-defined]


def test_no_more_cookies_are_remembered_than_fit(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cookies, "_KEPT", 3)
    raws = [signed(site, number=str(number)) for number in range(8)]
    for _ in range(2):
        for number, raw in enumerate(raws):
            assert sent(site, raw).json == {"number": str(number)}
    assert len(site.session_interface._known) <= 3  # type: ignore[attr-defined]
