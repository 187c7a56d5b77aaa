"""The checking page: open to anybody, with the keys and the list, asking nothing back."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask

from learning.db import Database
from learning.progress import certificates
from learning.settings import Settings
from learning.signing.checking import revocations_of
from learning.signing.keys import Ring, keys_of
from learning.web import moments
from tests.builders import AT
from tests.pages import Pages


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: AT)


def test_anybody_gets_the_keys_and_the_dated_list(
    pages: Pages, database: Database, settings: Settings
) -> None:
    with database.writing() as session:
        certificates.revoke(session, "abc", "error", on=AT.date())
    listed = pages.client.get("/verify/revocations.json")
    keys = keys_of(pages.client.get("/verify/keys.json").data)
    assert [one.id for one in keys] == [one.id for one in Ring(settings.keys).own()]
    found = revocations_of(listed.data, keys)
    assert (found.dated, dict(found.entries)) == (AT.date(), {"abc": ("2027-03-03", "error")})


def test_the_page_holds_what_it_checks_against_and_sends_nothing(
    app: Flask, settings: Settings
) -> None:
    page = Pages(app).get("/verify")
    [form] = [one for one in page.forms if one.action == "/verify"]
    assert form.method == "get"
    held = re.search(r'data-keys="([^"]*)"', page.html)
    assert held is not None
    [key] = keys_of(html.unescape(held[1]).encode())
    assert key.id == Ring(settings.keys).own()[0].id
    assert "learning verify" in page.text
    assert "the keys of this installation, and what was revoked up to 3 March 2027" in page.text


def test_no_secret_is_in_anything_that_is_served(pages: Pages, settings: Settings) -> None:
    served = [pages.client.get(path).data for path in ("/verify", "/verify/keys.json")]
    [secret] = [path.read_bytes() for path in settings.keys.glob("*.private")]
    assert not any(secret in body or secret.hex().encode() in body for body in served)


def test_every_page_leads_to_it(pages: Pages) -> None:
    assert "/verify" in pages.get("/").links
