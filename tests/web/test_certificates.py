"""My certificates: made by a press, shown to me alone, and carried in every form I download."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import update

from learning.db import Database
from learning.people.models import Person
from learning.settings import Settings
from learning.signing.checking import judged
from learning.signing.keys import Ring
from learning.web import moments
from learning.web.app import create_app
from tests.builders import AT, Cast
from tests.content_builders import compiled, put_into
from tests.pages import Pages
from tests.progress.learner import take

MAKE = "/record/courses/crew/2027-03-03/certificate"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: AT)


@pytest.fixture
def pages(app: Flask, cast: Cast, database: Database) -> Pages:
    """Alice, signed in, with a course completed."""
    put_into(database, compiled(validity={"months": 12}))
    take(database, cast.alice, "identity")
    pages = Pages(app)
    pages.become("alice")
    return pages


def named(database: Database, person_id: int, name: str) -> None:
    with database.writing() as session:
        session.execute(update(Person).where(Person.id == person_id).values(name=name))


def test_a_certificate_is_made_from_the_record_and_found_there_again(pages: Pages) -> None:
    page = pages.send(pages.get("/record"), MAKE)
    assert page.path.startswith("/record/certificates/")
    for words in ("Alice Learner", "Crew", "3 March 2027", "3 March 2028", "Release 1"):
        assert words in page.text
    assert "does not show that anybody is competent or that children are safer" in page.text
    assert "no score" in page.text and "cannot show your name" not in page.text
    record = pages.get("/record")
    assert page.path in record.links
    assert MAKE not in [form.action for form in record.forms]


def test_every_download_is_genuine_and_has_a_plain_name(pages: Pages, settings: Settings) -> None:
    made = pages.send(pages.get("/record"), MAKE).path
    keys = Ring(settings.keys).own()
    kinds = {"certificate.pdf": "application/pdf", "certificate.json": "application/json"}
    for name, kind in kinds.items():
        answer = pages.client.get(f"{made}/{name}")
        assert (answer.status_code, answer.mimetype) == (200, kind)
        ending = name.rpartition(".")[2]
        assert answer.headers["Content-Disposition"] == (
            f'attachment; filename="certificate-crew-2027-03-03.{ending}"'
        )
        verdict = judged(answer.data, keys)
        assert verdict.genuine and (verdict.statement or {})["name"] == "Alice Learner", name
    badge = pages.client.get(f"{made}/badge.jwt")
    assert badge.mimetype == "application/jwt" and badge.data.count(b".") == 2


def test_the_pdf_is_tagged_in_english_and_the_same_every_time(pages: Pages) -> None:
    made = pages.send(pages.get("/record"), MAKE).path
    first, second = (pages.client.get(f"{made}/certificate.pdf").data for _ in range(2))
    assert first == second
    assert b"/Marked true" in first and b"/Lang(en-GB)" in first and b"pdfuaid" in first
    assert first.count(b"/Type/Page/") <= 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("محمد علي الحسيني", True),
        ("דנה לוי", True),
        ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", True),
        ("Ọlá Đặng", True),
        ("王小明", False),
        ("Sam 😀", False),
        ("W" * 120, True),
    ],
)
def test_a_name_in_any_letters_gives_a_pdf_and_is_whole_in_what_is_signed(
    pages: Pages, cast: Cast, database: Database, settings: Settings, name: str, shown: bool
) -> None:
    named(database, cast.alice, name)
    page = pages.send(pages.get("/record"), MAKE)
    assert ("The PDF cannot show your name" in page.text) is not shown
    assert f"<bdi>{name}</bdi>" in page.html
    answer = pages.client.get(f"{page.path}/certificate.pdf")
    assert answer.data.startswith(b"%PDF-")
    verdict = judged(answer.data, Ring(settings.keys).own())
    assert (verdict.genuine, (verdict.statement or {})["name"]) == (True, name)


def test_a_statement_that_is_too_long_for_a_code_leads_to_the_page(
    settings: Settings, database: Database, cast: Cast
) -> None:
    put_into(database, compiled())
    take(database, cast.alice, "identity")
    app = create_app(replace(settings, operator="A very long name " * 80), database)
    pages = Pages(app)
    pages.become("alice")
    page = pages.send(pages.get("/record"), MAKE)
    assert "its code leads to the checking page" in page.text
    pdf = pages.client.get(f"{page.path}/certificate.pdf").data
    assert judged(pdf, Ring(settings.keys).own()).genuine


def test_nobody_else_finds_it(pages: Pages, app: Flask) -> None:
    made = pages.send(pages.get("/record"), MAKE).path
    other = Pages(app)
    for name in ("bob", "rana", "olu"):
        other.become(name)
        for ending in ("", "/certificate.pdf", "/certificate.json", "/badge.jwt"):
            assert other.client.get(made + ending).status_code == 404
    stranger = Pages(app).client.get(made)
    assert stranger.status_code == 302


def test_what_was_not_completed_has_no_certificate(pages: Pages, app: Flask) -> None:
    other = Pages(app)
    other.become("bob")
    page = other.get("/record")
    assert "When you complete a whole course" in page.text
    token = page.forms[0].value("csrf_token")
    answer = other.client.post(MAKE, data={"csrf_token": token})
    assert answer.status_code == 404


def test_the_signed_text_holds_no_address_of_the_person(pages: Pages) -> None:
    made = pages.send(pages.get("/record"), MAKE).path
    said = json.loads(pages.client.get(f"{made}/certificate.json").data)["statement"]
    assert not any("@" in str(value) for value in said.values())
