"""A module as its readers meet it: the same page for everybody, but for where they stand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from learning.content.compiling import compile_course
from learning.db import Database
from learning.releases.shelf import Shelf
from learning.web import moments
from tests.builders import AT, Cast
from tests.content_builders import (
    case,
    compiled,
    course,
    item,
    library,
    module,
    put_into,
)
from tests.pages import Pages
from tests.progress.learner import Learner, take

IDENTITY = "/courses/crew/identity"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: AT)


def two(database: Database, **file: object) -> None:
    put_into(database, compiled(module(minutes=25), module("speaking-up"), **file))


# --- a module ------------------------------------------------------------------------------------


def test_a_module_shows_its_text_its_contents_and_its_peer_task(
    pages: Pages, database: Database
) -> None:
    two(database)
    page = pages.get(IDENTITY)
    for said in ("Knock, and ask.", "Say it in three parts.", "25 minutes", "The guidance"):
        assert said in page.text, said
    assert any(link.startswith("#") and "door" in link for link in page.links)
    assert {"/courses/crew", "/courses/crew/speaking-up"} <= set(page.links)


def test_signed_out_a_module_is_read_and_its_quiz_asks_for_a_sign_in(
    pages: Pages, database: Database
) -> None:
    put_into(database, compiled(module(), module("reading", ())))
    for at, said in (("identity", "Sign in to begin"), ("reading", "Sign in to record it")):
        page = pages.get(f"/courses/crew/{at}")
        assert said in page.text
        assert f"/sign-in?next=/courses/crew/{at}" in page.links
        assert not page.forms


def test_the_button_of_a_quiz_says_what_it_does(
    pages: Pages, cast: Cast, database: Database
) -> None:
    two(database)
    pages.become("alice")
    page = pages.get(IDENTITY)
    assert "Begin the quiz" in page.text
    item_page = pages.send(page, f"{IDENTITY}/attempts")
    assert "Item 1 of 1" in item_page.text
    page = pages.get(IDENTITY)
    assert "Go on with the quiz" in page.text and "Your quiz is open" in page.text
    take(database, cast.alice, "identity")
    page = pages.get(IDENTITY)
    assert "Begin again" in page.text and "Look at your last result" in page.text
    assert "Completed on 3 March 2027" in page.text


def test_no_reader_is_shown_where_another_stands(
    pages: Pages, cast: Cast, database: Database
) -> None:
    """The page is made once for everybody; what is Alice's is not."""
    two(database)
    take(database, cast.alice, "identity")
    with database.writing() as session:
        attempt = Learner(session, Shelf(seconds=0), cast.alice).begin().row.public_id
    pages.become("alice")
    assert attempt in pages.get(IDENTITY).html
    other = Pages(pages.app)
    other.become("bob")
    page = other.get(IDENTITY)
    assert attempt not in page.html and "Alice" not in page.html
    assert "Begin the quiz" in page.text and "Bob Supervisor" in page.text
    assert attempt not in Pages(pages.app).get(IDENTITY).html


# --- cases within a module -----------------------------------------------------------------------

TOLD = 'Before.\n\n!!! case "cp-01-a"\n    Read it *slowly*.\n\nAfter.'
CHOSEN = [{"id": "cp-01-a", "why": "It was close.", "ask": "What helped?"}]


def test_a_case_stands_in_its_place_with_what_the_author_says_of_it(
    pages: Pages, database: Database
) -> None:
    put_into(database, library(case("cp-01-a")), compiled(module(text=TOLD, cases=CHOSEN)))
    page = pages.get(IDENTITY)
    before, _, after = page.text.partition("Case cp-01-a")
    assert "Before." in before and "Read it slowly" in before and "After." in after
    assert "It was close." in page.text and "What helped?" in page.text
    assert "/cases/cp-01-a" in page.links


def test_a_chosen_case_without_a_place_follows_the_text(pages: Pages, database: Database) -> None:
    put_into(database, library(case("cp-01-a")), compiled(module(cases=CHOSEN)))
    assert "Cases to think with" in pages.get(IDENTITY).text


def test_a_retracted_case_is_gone_from_its_modules_at_once(
    pages: Pages, database: Database
) -> None:
    put_into(database, library(case("cp-01-a")), compiled(module(text=TOLD, cases=CHOSEN)))
    assert "Case cp-01-a" in pages.get(IDENTITY).text
    put_into(database, library(case("cp-01-a", status="retracted")))
    page = pages.get(IDENTITY)
    assert "A case stood here" in page.text and "It has been withdrawn." in page.text
    for gone in ("Case cp-01-a", "It was close.", "What helped?", "wrong door"):
        assert gone not in page.text, gone
    assert "/cases/cp-01-a" not in page.links


def test_a_retracted_case_without_a_place_leaves_no_trace(pages: Pages, database: Database) -> None:
    put_into(database, library(case("cp-01-a", status="retracted")))
    put_into(database, compiled(module(cases=CHOSEN)))
    page = pages.get(IDENTITY)
    assert "Cases to think with" not in page.text and "It was close." not in page.text


def test_a_module_without_a_library_has_placeholders(pages: Pages, database: Database) -> None:
    put_into(database, compiled(module(text=TOLD, cases=CHOSEN)))
    assert "A case stood here" in pages.get(IDENTITY).text


# --- pictures ------------------------------------------------------------------------------------


@pytest.fixture
def illustrated(database: Database, tmp_path: Path) -> bytes:
    """A module with a picture and a sheet."""
    body = (Path(__file__).parent.parent / "courses/crew/identity/media/doors.png").read_bytes()
    (tmp_path / "doors.png").write_bytes(body)
    (tmp_path / "sheet.pdf").write_bytes(b"%PDF-1.7")
    text = "## A\n\n![Two doors](media/doors.png)"
    own = replace(
        module(text=text), media={name: tmp_path / name for name in ("doors.png", "sheet.pdf")}
    )
    put_into(database, compile_course(course(own)))
    return body


def test_a_picture_is_served_as_it_was_published(pages: Pages, illustrated: bytes) -> None:
    page = pages.get(IDENTITY)
    address = page.html.partition('src="/courses')[2].partition('"')[0]
    answer = pages.client.get(f"/courses{address}")
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert answer.data == illustrated
    assert pages.client.get(f"{IDENTITY}/media/doors.png").data == illustrated


def test_what_is_no_picture_of_the_module_is_not_found(pages: Pages, illustrated: bytes) -> None:
    for name in (
        "nowhere.png",
        "sheet.pdf",
        "doors.png%00",
        "..%2fdoors.png",
        "doors.svg",
        "doors",
    ):
        assert pages.client.get(f"{IDENTITY}/media/{name}").status_code in (400, 404), name


def test_a_hash_of_nothing_is_not_found(pages: Pages, illustrated: bytes) -> None:
    for sha in ("0" * 64, "x" * 5_000, "%00", "'%20OR%20'1'='1", "../../x"):
        answer = pages.client.get(f"{IDENTITY}/media/doors.png?sha={sha}")
        assert answer.status_code in (400, 404), sha


def test_a_picture_address_gives_nothing_but_pictures(
    pages: Pages, database: Database, illustrated: bytes
) -> None:
    """The hash of an item is its key: it must not be had as a picture."""
    with database.reading() as session:
        shelf = Shelf(seconds=0)
        text = shelf.module(session, shelf.course(session, "crew").by_id["identity"].sha256)
        assert text.written.quiz
        quiz = shelf.quiz(session, text.written.quiz)
    for sha in (text.written.quiz, *quiz.sha256.values()):
        assert pages.client.get(f"{IDENTITY}/media/doors.png?sha={sha}").status_code == 404


def test_an_item_of_a_module_shows_no_key_before_it_is_answered(
    pages: Pages, cast: Cast, database: Database
) -> None:
    put_into(database, compiled(module(items=[item(feedback={"correct": "That was it."})])))
    pages.become("alice")
    page = pages.send(pages.get(IDENTITY), f"{IDENTITY}/attempts")
    assert "That was it." not in page.html and "Two children share it." not in page.html
