"""Records that travel, on pages: taken along, added, refused, and taken off again."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask import Flask

from learning.db import Database
from learning.settings import Settings
from learning.signing.checking import judged
from learning.signing.keys import Ring, told_of
from learning.web import moments
from tests.builders import AT, Cast
from tests.content_builders import compiled, module, put_into
from tests.pages import Page, Pages
from tests.progress.learner import take

ADD = "/record/import"
RECORD = {
    "kind": "record",
    "name": "A. Learner",
    "issuer": "What they call themselves",
    "issued_on": "2027-02-01",
    "origin": "https://elsewhere.example.org",
    "completions": [
        {"title": "Crew <there>", "completed_on": "2027-01-05", "valid_until": "2028-01-05"}
    ],
}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: AT)


@pytest.fixture
def pages(app: Flask, cast: Cast) -> Pages:
    """Alice, signed in."""
    pages = Pages(app)
    pages.become("alice")
    return pages


@pytest.fixture
def elsewhere(tmp_path: Path) -> Ring:
    return Ring(tmp_path / "elsewhere")


def sent(pages: Pages, body: bytes, *, status: int = 200) -> Page:
    file = (io.BytesIO(body), "record.json")
    form = pages.get(ADD).form(ADD)
    answer = pages.client.post(
        ADD,
        data={"csrf_token": form.value("csrf_token"), "file": file},
        content_type="multipart/form-data",
        follow_redirects=True,
    )
    return pages._page(answer, status)


def trusted(settings: Settings, elsewhere: Ring) -> bytes:
    _, body = elsewhere.sign(RECORD, on=AT.date())
    Ring(settings.keys).trust(told_of(elsewhere.own(), "Theirs"), "North County")
    return body


def test_a_record_to_take_along_is_signed(
    pages: Pages, cast: Cast, database: Database, settings: Settings
) -> None:
    put_into(database, compiled(module("a"), module("b")))
    take(database, cast.alice, "a")
    answer = pages.client.get("/record/signed.json")
    assert 'filename="record-2027-03-03.json"' in answer.headers["Content-Disposition"]
    verdict = judged(answer.data, Ring(settings.keys).own())
    assert verdict.genuine and len((verdict.statement or {})["completions"]) == 1
    assert "/record/signed.json" in pages.get("/record").links


def test_a_record_from_elsewhere_says_whose_name_it_carries(
    pages: Pages, settings: Settings, elsewhere: Ring
) -> None:
    body = trusted(settings, elsewhere)
    page = sent(pages, body)
    assert "The record is added." in page.text
    for words in ("North County", "External, verified", "A. Learner", "1 February 2027"):
        assert words in page.text, words
    assert "Crew &lt;there&gt;" in page.html and "valid until 5 January 2028" in page.text
    assert "It is not a completion here." in page.text
    again = sent(pages, body)
    assert "added before. Nothing has changed." in again.text
    assert again.text.count("External, verified") == 1


def test_a_record_that_cannot_be_believed_says_why(
    pages: Pages, settings: Settings, elsewhere: Ring
) -> None:
    _, body = elsewhere.sign(RECORD, on=AT.date())
    assert "An administrator can add" in sent(pages, body, status=422).text
    trusted(settings, elsewhere)
    page = sent(pages, body.replace(b"2028", b"2038"), status=422)
    assert page.title.startswith("Error: ") and "changed after it was made" in page.text
    assert "holds no signed statement" in sent(pages, b"a letter", status=422).text
    assert "External" not in pages.get("/record").text


def test_no_file_and_a_file_that_is_too_large_are_refused(pages: Pages) -> None:
    form = pages.get(ADD)
    page = pages.send(form, ADD, status=422)
    assert "Choose the file" in page.text
    sent(pages, b"x" * 300_000, status=413)


def test_a_record_is_taken_off_by_its_owner(
    pages: Pages, app: Flask, settings: Settings, elsewhere: Ring
) -> None:
    page = sent(pages, trusted(settings, elsewhere))
    act = next(one.action for one in page.forms if one.action.startswith("/record/outside/"))
    other = Pages(app)
    other.become("bob")
    token = other.get(ADD).form(ADD).value("csrf_token")
    assert other.client.post(act, data={"csrf_token": token}).status_code == 404
    assert "no longer on your record" in pages.send(page, act).text
    assert "External, verified" not in pages.get("/record").text


def test_a_record_whose_issuer_is_no_longer_trusted_says_so(
    pages: Pages, settings: Settings, elsewhere: Ring
) -> None:
    sent(pages, trusted(settings, elsewhere))
    for path in (settings.keys / "trusted").glob("*.json"):
        path.unlink()
    page = pages.get("/record")
    assert "External, not verified any more" in page.text and "Crew" not in page.text
