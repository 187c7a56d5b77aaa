"""Logs: JSON lines with a request id, and nothing about anybody."""

from __future__ import annotations

import io
import json
import logging
import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from learning.web import logs
from tests.builders import Cast
from tests.pages import Pages
from tests.web.planted import MARKER, plant


class Lines(io.StringIO):
    """What was logged."""

    def read_all(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Every log of the process as it would be written."""
    written, root = Lines(), logging.getLogger()
    handler, level = logging.StreamHandler(written), root.level
    handler.setFormatter(logs.JsonLines())
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def pages(app: Flask, cast: Cast) -> Pages:
    return Pages(plant(app))


def test_a_request_is_one_line_with_the_id_that_the_answer_carries(
    pages: Pages, lines: Lines
) -> None:
    answer = pages.client.get("/cases?of=something")
    (line,) = lines.read_all()
    assert line["id"] == answer.headers["X-Request-Id"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/cases", 200)
    assert line["level"] == "info"
    assert line["ms"] >= 0
    assert line["at"].endswith("+00:00")


def test_each_request_has_an_id_of_its_own(pages: Pages) -> None:
    ids = {pages.client.get("/healthz").headers["X-Request-Id"] for _ in range(20)}
    assert len(ids) == 20


def test_what_watches_over_the_process_does_not_fill_the_log(pages: Pages, lines: Lines) -> None:
    pages.client.get("/healthz")
    pages.client.get("/readyz")
    assert [line for line in lines.read_all() if line["log"].startswith("learning")] == []


def test_a_route_is_named_as_it_is_written_and_never_as_it_was_asked_for(
    pages: Pages, lines: Lines
) -> None:
    pages.client.get(f"/join/{MARKER}")
    pages.client.get(f"/{MARKER}")
    assert [line["route"] for line in lines.read_all()] == ["/join/<token>", ""]


def test_nothing_that_somebody_sends_is_ever_logged(pages: Pages, lines: Lines) -> None:
    told = {
        "User-Agent": MARKER,
        "Referer": f"http://localhost/{MARKER}",
        "X-Forwarded-For": MARKER,
    }
    sent = {"email": f"{MARKER}@example.org", "password": MARKER, "name": MARKER, "note": MARKER}
    pages.client.set_cookie("debrief", MARKER)
    pages.client.set_cookie(MARKER, MARKER)
    for path in (
        "/",
        "/sign-in",
        "/nowhere",
        "/planted/fails",
        f"/cases/{MARKER}",
        "/planted/keeps",
    ):
        pages.client.get(f"{path}?of={MARKER}", headers=told)
        pages.client.post(f"{path}?of={MARKER}", data=sent, headers=told)
        pages.client.get(path, headers={"Host": f"{MARKER}.example"})
        pages.client.post(path, data=MARKER, headers={**told, "Content-Type": MARKER})
    form = Pages(pages.app).get("/sign-in")
    pages.send(form, "/sign-in", {**sent, "csrf_token": "x"}, status=400)
    assert len(lines.read_all()) >= 20
    assert MARKER.lower() not in lines.getvalue().lower()


def test_a_person_is_not_named_in_the_log(pages: Pages, lines: Lines, cast: Cast) -> None:
    pages.become("alice")
    pages.get("/")
    written = lines.getvalue()
    with pages.client.session_transaction() as cookie:
        assert cookie["_user_id"] not in written
    assert "alice" not in written.lower()


def test_a_fault_is_logged_by_kind_and_place_and_never_with_its_message(
    pages: Pages, lines: Lines
) -> None:
    answer = pages.client.get("/planted/fails")
    fault, request = lines.read_all()
    assert fault["level"] == "error"
    assert fault["error"] == "ZeroDivisionError"
    assert re.fullmatch(r"planted\.py:\d+ fails", fault["frames"][-1])
    assert fault["id"] == request["id"] == answer.headers["X-Request-Id"]
    assert fault["route"] == "/planted/fails"
    assert MARKER not in lines.getvalue()


def test_a_fault_of_the_database_does_not_quote_what_was_to_be_stored(
    pages: Pages, lines: Lines
) -> None:
    pages.app.config["WTF_CSRF_ENABLED"] = False
    assert pages.client.post("/planted/clashes").status_code == 500
    assert lines.read_all()[0]["error"] == "IntegrityError"
    assert "written@example.org" not in lines.getvalue()


def test_a_refusal_is_no_fault(pages: Pages, lines: Lines) -> None:
    pages.client.get("/nowhere")
    pages.client.post("/sign-in")
    assert {line["level"] for line in lines.read_all()} == {"info"}


def test_a_line_stays_one_line_whatever_it_says(lines: Lines) -> None:
    logging.getLogger("some.library").warning("two\nlines and a %s", '"quote"')
    (line,) = lines.read_all()
    assert line["message"] == 'two\nlines and a "quote"'
    assert (line["log"], line["level"]) == ("some.library", "warning")


def test_a_server_process_writes_to_standard_error(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    root.handlers = []  # the test run's own, which setting up anew would close
    try:
        logs.to_stderr()
        logging.getLogger("learning.web").info("started")
        assert json.loads(capfd.readouterr().err)["message"] == "started"
        shut, end = os.pipe()
        os.close(shut)
        monkeypatch.setattr(root.handlers[0], "_to", end)
        logging.getLogger("learning.web").info("nobody reads this any more")
        os.close(end)
    finally:
        root.handlers = before
        root.setLevel(level)
