"""The benchmark runs and measures everything it promises; how fast is not asked here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.bench.load import Heard, is_whole, request
from tests.bench.place import ROOT
from tests.bench.table import Limit, Row, text

pytestmark = pytest.mark.slow

WORKS = [
    "bare Flask, a page of 18 KB",
    "module page, own progress",
    "home, signed in",
    "case library, signed in",
    "team page, 30 people",
    "service page, all its teams",
    "what is due, all over the list",
    "one item submitted",
    "10 items submitted at once",
    "10 items, one by one",
    "unexpected answers, faults, losses",
    "cold start to the first page",
    "memory of all processes",
    "list of everybody as CSV",
    "a near-miss report told, 4 at once",
    "receipts tried, 50 at once",
    "first page over the wire",
    "next page over the wire",
    "check of 4 modules",
    "check of 4 modules, nothing changed",
    "check of 4 modules, one saved",
    "preview of a course of 4 modules, one saved",
]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The table of a quick run, as a person starts it."""
    told = tmp_path_factory.mktemp("bench") / "table.json"
    command = [sys.executable, "-m", "tests.bench", "--quick", "--json", str(told)]
    variables = {k: v for k, v in os.environ.items() if k != "TEST_DATABASE_URL"}
    done = subprocess.run(
        command, env=variables, cwd=ROOT, capture_output=True, text=True, timeout=180
    )
    assert told.exists(), done.stderr
    found = {row["work"]: row for row in json.loads(told.read_text())["rows"]}
    missed = [work for work, row in found.items() if row["ok"] is False]
    assert done.returncode == bool(missed), done.stderr
    assert all(work in done.stdout for work in found)
    return found


def test_a_quick_run_measures_every_kind_of_work(rows: dict[str, dict[str, Any]]) -> None:
    assert list(rows) == WORKS
    assert all(value > 0 for work in WORKS[:10] for value in rows[work]["values"].values())


def test_no_request_of_a_quick_run_fails_and_every_response_is_kept(
    rows: dict[str, dict[str, Any]],
) -> None:
    assert rows["unexpected answers, faults, losses"]["ok"], rows


def test_a_limit_is_kept_up_to_its_very_value() -> None:
    kept = Row("a page", "3 ms", 1.5, (Limit(3, 3, "<= {:g} ms"),))
    missed = Row("a page", "3 ms", 1.5, (Limit(3, 2.5, "<= {:g} ms"), Limit(1, 2, "{:g}")))
    assert (kept.ok, missed.ok, Row("a page", "3 ms").ok) == (True, False, None)
    assert " ".join(text([missed]).splitlines()[-1].split()) == "a page 3 ms 1.5x <= 2.5 ms, 2 NO"


def test_an_answer_is_whole_when_its_stated_length_has_come() -> None:
    whole = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody"
    assert is_whole(whole)
    assert not any(is_whole(whole[:place]) for place in range(len(whole)))


def test_the_slowest_of_a_hundred_is_found_among_all_answers() -> None:
    heard = Heard(took=[float(n) for n in range(1000)])
    assert (heard.at(0.5), heard.at(0.99), Heard().at(0.99)) == (500.0, 990.0, 0.0)


def test_a_form_is_sent_with_its_length() -> None:
    sent = request("POST", "/attempts/x", cookie="debrief=y", body="choice=ä")
    assert b"Content-Length: 9\r\n" in sent and sent.endswith("choice=ä".encode())
