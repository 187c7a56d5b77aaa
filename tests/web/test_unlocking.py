"""A key that is open: a quarter of an hour, one browser, and neither half opens anything alone."""

from __future__ import annotations

import base64
import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from learning import clock
from learning.db import Database
from learning.reports import holding
from learning.reports.models import Unlocked
from learning.reports.receipts import Receipt
from learning.web import unlocking
from tests.pages import Pages
from tests.reports.desks import PASSPHRASE, Desk
from tests.web.reviewing import tell, unlocked


@pytest.fixture
def receipt(desk: Desk, database: Database) -> Receipt:
    return tell(desk, database)


@pytest.fixture
def rana(pages: Pages, desk: Desk) -> Pages:
    return unlocked(pages)


def cookie(pages: Pages) -> str:
    found = pages.client.get_cookie("debrief_review", path="/review")
    assert found is not None
    return found.value


def opens(pages: Pages, receipt: Receipt) -> bool:
    page = pages.get(f"/review/reports/{receipt.reference}")
    return page.path != "/review/unlock"


def row(database: Database) -> Unlocked:
    with database.reading() as session:
        return session.scalars(select(Unlocked)).one()


def test_the_cookie_is_for_the_desk_alone_and_for_no_script(pages: Pages, desk: Desk) -> None:
    pages.become("rana")
    page = pages.get("/review/unlock")
    sent = {**dict(page.form("/review/unlock").fields), "passphrase": PASSPHRASE}
    answer = pages.client.post("/review/unlock", data=sent)
    (given,) = [one for one in answer.headers.getlist("Set-Cookie") if "debrief_review" in one]
    for said in ("Path=/review", "HttpOnly", "SameSite=Strict", "Max-Age=900"):
        assert said in given


def test_it_is_open_for_a_quarter_of_an_hour(
    rana: Pages, receipt: Receipt, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + dt.timedelta(minutes=14, seconds=50))
    assert opens(rana, receipt)
    monkeypatch.setattr(clock, "now", lambda: now + dt.timedelta(minutes=15, seconds=10))
    assert not opens(rana, receipt)


def test_what_is_over_is_forgotten_when_the_next_key_is_opened(
    rana: Pages, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = row(database).id
    later = clock.now() + dt.timedelta(minutes=16)
    monkeypatch.setattr(clock, "now", lambda: later)
    rana.send(rana.get("/review/unlock"), "/review/unlock", {"passphrase": PASSPHRASE})
    assert row(database).id != before


def test_neither_half_opens_the_key_alone(rana: Pages, database: Database, desk: Desk) -> None:
    stored, private = row(database), desk.reviewers["rana"].private
    assert private not in stored.locked
    half = base64.urlsafe_b64decode(cookie(rana)[16:])
    assert private not in half and half not in stored.locked
    about = f"{stored.id}/{stored.key_id}".encode()
    assert holding.unlock_briefly(stored.locked, half, about=about) == private


@pytest.mark.parametrize("held", ["", "x", "é", "A" * 16, "A" * 16 + "!" * 44, "A" * 60, "B" * 400])
def test_another_cookie_opens_nothing(rana: Pages, receipt: Receipt, held: str) -> None:
    rana.client.set_cookie("debrief_review", held, path="/review")
    assert not opens(rana, receipt)


def test_a_changed_half_opens_nothing(rana: Pages, receipt: Receipt) -> None:
    kept = cookie(rana)
    other = kept[:16] + base64.urlsafe_b64encode(bytes(32)).decode()
    rana.client.set_cookie("debrief_review", other, path="/review")
    assert not opens(rana, receipt)
    rana.client.set_cookie("debrief_review", kept, path="/review")
    assert opens(rana, receipt)


def test_the_half_of_another_reviewer_opens_nothing(
    app: Flask, rana: Pages, receipt: Receipt
) -> None:
    ravi = Pages(app)
    ravi.become("ravi")
    ravi.client.set_cookie("debrief_review", cookie(rana), path="/review")
    assert not opens(ravi, receipt)


def test_locking_in_one_browser_locks_all_of_ones_own_and_nobody_elses(
    app: Flask, rana: Pages, receipt: Receipt, database: Database
) -> None:
    again, ravi = unlocked(Pages(app)), unlocked(Pages(app), "ravi")
    rana.send(rana.get("/review"), "/review/lock")
    assert not opens(rana, receipt) and not opens(again, receipt) and opens(ravi, receipt)


def test_the_shown_key_hides_its_private_half() -> None:
    assert "secret" not in repr(unlocking.Mine("id", b"secret"))
