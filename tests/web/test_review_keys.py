"""A reviewer's key on the web: chosen, opened, changed, lost, handed over, ended with the role."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete, select

from learning.db import Database
from learning.people.models import Tries
from learning.reports import holding, keyring, reading
from learning.reports.models import HolderKey, PartKey, Unlocked
from tests.builders import Cast
from tests.pages import Page, Pages
from tests.reports import desks
from tests.reports.desks import PASSPHRASE, Desk
from tests.web.organising import address
from tests.web.reviewing import acts, lock_this_browser, tell, unlocked

NEW = "seven quiet lamps under the bridge"


@pytest.fixture
def rana(pages: Pages, cast: Cast, cheap: None) -> Pages:
    pages.become("rana")
    return pages


def chosen(pages: Pages, passphrase: str, again: str | None = None, *, status: int = 200) -> Page:
    typed = {"passphrase": passphrase, "again": passphrase if again is None else again}
    return pages.send(pages.get("/review/key"), "/review/key", typed, status=status)


def keys(database: Database, person_id: int) -> list[HolderKey]:
    with database.reading() as session:
        query = select(HolderKey).where(HolderKey.person_id == person_id)
        return list(session.scalars(query.order_by(HolderKey.ended_on.is_(None))))


def test_the_first_passphrase_makes_a_key(rana: Pages, cast: Cast, database: Database) -> None:
    page = chosen(rana, NEW)
    assert page.path == "/review" and "Your key is made." in page.text
    (key,) = keys(database, cast.rana)
    assert key.locked and holding.unlock(key.locked, NEW, public=key.public)
    assert acts(database) == ["key.made"] and NEW not in page.html


@pytest.mark.parametrize(
    ("passphrase", "again", "why"),
    [
        (NEW, NEW + "s", "The two passphrases differ."),
        ("short", "short", "."),
        ("rana@demo.invalid", "rana@demo.invalid", "."),
        ("", "", "."),
    ],
)
def test_a_passphrase_that_will_not_do_is_refused(
    rana: Pages, cast: Cast, database: Database, passphrase: str, again: str, why: str
) -> None:
    page = chosen(rana, passphrase, again, status=422)
    assert "There is a problem" in page.text and why in page.text
    assert keys(database, cast.rana) == [] and (not passphrase or passphrase not in page.html)


def test_a_second_first_key_is_refused(rana: Pages, cast: Cast, database: Database) -> None:
    asked = rana.get("/review/key")
    typed = {"passphrase": NEW, "again": NEW}
    rana.send(asked, "/review/key", typed)
    page = rana.send(asked, "/review/key", typed, status=409)
    assert "You have a key already." in page.text and len(keys(database, cast.rana)) == 1


def test_opening_locking_and_going_on_to_a_report(
    pages: Pages, desk: Desk, database: Database
) -> None:
    receipt = tell(desk, database)
    pages.become("rana")
    page = pages.get(f"/review/unlock?next={receipt.reference}")
    page = pages.send(page, "/review/unlock", {"passphrase": "wrong"}, status=422)
    assert "does not open your key" in page.text
    page = pages.send(page, "/review/unlock", {"passphrase": PASSPHRASE})
    assert page.path == f"/review/reports/{receipt.reference}"
    page = pages.send(pages.get("/review"), "/review/lock")
    assert "Your key is locked." in page.text
    assert pages.get(f"/review/reports/{receipt.reference}").path == "/review/unlock"


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "../account", "é"])
def test_opening_leads_nowhere_else(pages: Pages, desk: Desk, elsewhere: str) -> None:
    pages.become("rana")
    page = pages.get("/review/unlock")
    sent = {"passphrase": PASSPHRASE, "next": elsewhere}
    assert pages.send(page, "/review/unlock", sent).path == "/review"


def test_who_has_no_key_opens_nothing(rana: Pages) -> None:
    page = rana.get("/review/unlock")
    page = rana.send(page, "/review/unlock", {"passphrase": NEW}, status=403)
    assert "Choose a passphrase first" in page.text


def test_wrong_passphrases_have_to_wait_even_for_the_right_one(
    pages: Pages, desk: Desk, database: Database
) -> None:
    pages.become("rana")
    page = pages.get("/review/unlock")
    for _ in range(5):
        page = pages.send(page, "/review/unlock", {"passphrase": "wrong"}, status=422)
    page = pages.send(page, "/review/unlock", {"passphrase": PASSPHRASE}, status=429)
    with database.reading() as session:
        assert session.scalars(select(Unlocked)).all() == []
    with database.writing() as session:
        session.execute(delete(Tries))
    assert pages.send(page, "/review/unlock", {"passphrase": PASSPHRASE}).path == "/review"


def test_a_changed_passphrase_locks_the_key_everywhere_and_keeps_what_it_opens(
    app: Flask, pages: Pages, desk: Desk, database: Database
) -> None:
    receipt = tell(desk, database)
    unlocked(pages)
    other = unlocked(Pages(app))
    typed = {"present": "wrong", "passphrase": NEW, "again": NEW}
    page = pages.send(pages.get("/review/key"), "/review/key/change", typed, status=422)
    assert "does not open your key" in page.text
    typed["present"] = PASSPHRASE
    page = pages.send(page, "/review/key/change", typed)
    assert "Your passphrase is changed." in page.text
    for browser in (pages, other):
        assert browser.get(f"/review/reports/{receipt.reference}").path == "/review/unlock"
    page = pages.get(f"/review/unlock?next={receipt.reference}")
    page = pages.send(page, "/review/unlock", {"passphrase": NEW})
    assert "same first name" in page.text
    assert acts(database) == ["key.changed", "report.opened"]


def test_a_lost_passphrase_begins_anew_and_another_hands_over(
    app: Flask, pages: Pages, desk: Desk, database: Database, cast: Cast
) -> None:
    receipt = tell(desk, database)
    pages.become("rana")
    page = pages.get("/review/key/lost")
    typed = {"passphrase": NEW, "again": NEW}
    page = pages.send(page, "/review/key/lost", typed, status=422)
    assert "Tick that you have lost the passphrase" in page.text and "#sure" in page.links
    typed_once = {"sure": "yes", "passphrase": NEW, "again": "another"}
    page = pages.send(page, "/review/key/lost", typed_once, status=422)
    assert "#again" in page.links and "#sure" not in page.links
    assert 'id="sure" name="sure" value="yes" checked' in page.html
    page = pages.send(page, "/review/key/lost", {**typed, "sure": "yes"})
    assert "You have a new key." in page.text
    before, after = keys(database, cast.rana)
    assert before.ended_on and not after.ended_on
    with database.reading() as session:
        assert not session.scalars(select(PartKey).where(PartKey.key_id == before.id)).all()
    ravi = unlocked(Pages(app), "ravi")
    page = ravi.get("/review")
    assert "Rana" in page.text and "cannot open everything" in page.text
    page = ravi.send(page, "/review/hand-over", {"key": after.id})
    assert "Parts that open for Rana" in page.text and "cannot open everything" not in page.text
    page = pages.get(f"/review/unlock?next={receipt.reference}")
    page = pages.send(page, "/review/unlock", {"passphrase": NEW})
    assert "same first name" in page.text
    assert acts(database)[:2] == ["key.made", "key.handed"]


def test_handing_over_needs_an_open_key_and_another_that_is_in_use(
    pages: Pages, desk: Desk, database: Database, cast: Cast
) -> None:
    tell(desk, database)
    with database.writing() as session:
        keyring.end(session, desk.reviewers["rosa"].key_id, on=desks.ON)
        desks.key_for(session, cast.rosa)
    unlocked(pages)
    page = pages.get("/review")
    mine = desk.reviewers["rana"].key_id
    for key in ("", "nobody", mine, desk.reviewers["rosa"].key_id):
        refused = pages.send(page, "/review/hand-over", {"key": key}, status=404)
        assert "no longer in use" in refused.text
    lock_this_browser(pages)
    assert pages.send(page, "/review/hand-over").path == "/review/unlock"


def test_an_administrator_who_takes_the_role_ends_the_key(
    app: Flask, pages: Pages, desk: Desk, database: Database, cast: Cast
) -> None:
    receipt = tell(desk, database)
    rana = unlocked(Pages(app))
    pages.become("olu")
    page = f"{address(database, cast.rana)}/roles"
    pages.send(pages.get(page), page, {"roles": []})
    rana.get(f"/review/reports/{receipt.reference}", status=404)
    (key,) = keys(database, cast.rana)
    assert key.ended_on is not None
    with database.reading() as session:
        assert not session.scalars(select(PartKey).where(PartKey.key_id == key.id)).all()
        assert not session.scalars(select(Unlocked)).all()
        holders = {one.person_id for one in keyring.holders(session)}
    assert holders == {None, cast.ravi, cast.rosa}


def test_a_change_of_other_roles_leaves_a_key_alone(
    pages: Pages, desk: Desk, database: Database, cast: Cast
) -> None:
    pages.become("olu")
    page = f"{address(database, cast.rana)}/roles"
    pages.send(pages.get(page), page, {"roles": ["reviewer", "author"]})
    (key,) = keys(database, cast.rana)
    assert key.ended_on is None


def test_two_changes_of_one_passphrase_at_once_keep_one(
    pages: Pages, desk: Desk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another browser changes it between looking and writing."""
    pages.become("rana")
    page = pages.get("/review/key")
    key_of = reading.key_of

    def changed(session: object, key_id: str) -> HolderKey:
        found = key_of(session, key_id)  # type: ignore[arg-type]
        monkeypatch.setattr(reading, "key_of", key_of)
        before = HolderKey(id=found.id, locked=b"what it was before")
        return before

    monkeypatch.setattr(reading, "key_of", changed)
    typed = {"present": PASSPHRASE, "passphrase": NEW, "again": NEW}
    page = pages.send(page, "/review/key/change", typed, status=409)
    assert "changed elsewhere at the same time" in page.text
    assert "key.changed" not in acts(database)
