"""The shelf: what was published, as pages need it, read once and kept by its hash."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from learning import clock
from learning.content.building import Catalogue
from learning.content.compiling import compile_library
from learning.db import Database
from learning.errors import NotFound
from learning.releases import shelf as shelves
from learning.releases.shelf import Shelf
from tests.content_builders import (
    HOSTILE,
    KINDS,
    case,
    compiled,
    every_kind,
    item,
    library,
    module,
    put,
)


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    sent: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def quiz_of(session: Session, shelf: Shelf, course: str = "crew", at: str = "identity") -> Any:
    """The quiz of a module that is live."""
    text = shelf.module(session, shelf.course(session, course).by_id[at].sha256)
    assert text.written.quiz is not None
    return shelf.quiz(session, text.written.quiz)


def test_nothing_is_on_the_shelf_before_the_first_release(session: Session, shelf: Shelf) -> None:
    assert shelf.courses(session) == []
    empty = shelf.library(session)
    assert (empty.cases, empty.factors, empty.version) == ({}, {}, 0)


def test_what_is_not_a_course_is_not_found(session: Session, shelf: Shelf) -> None:
    put(session, compiled(), library(case()))
    for name in ("nowhere", "cases", *HOSTILE):
        with pytest.raises(NotFound):
            shelf.course(session, name)


def test_no_such_release_item_or_picture(session: Session, shelf: Shelf) -> None:
    for ask in (shelf.module, shelf.quiz, shelf.item, shelf.pieces, shelf.media):
        with pytest.raises(NotFound):
            ask(session, "0" * 64)
    with pytest.raises(NotFound):
        shelf.release(session, 4711)


def test_courses_stand_in_the_order_of_their_titles(session: Session, shelf: Shelf) -> None:
    put(session, compiled(course_id="a", title="Visits"), compiled(course_id="b", title="Crew"))
    assert [one.front.title for one in shelf.courses(session)] == ["Crew", "Visits"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_comes_back_as_its_author_wrote_it(
    session: Session, shelf: Shelf, kind: str
) -> None:
    own = module(items=[item(kind, context="Before *nine*.", hint="Look twice.")])
    put(session, compiled(own))
    quiz = quiz_of(session, shelf)
    assert own.quiz is not None
    assert quiz.file.items == own.quiz.items
    pieces = shelf.pieces(session, quiz.sha256["door"])
    assert pieces["context"] == "<p>Before <em>nine</em>.</p>"


def test_a_quiz_keeps_its_rules_and_its_items_of_every_state(
    session: Session, shelf: Shelf
) -> None:
    items = [item(), item(item_id="later", status="draft"), item(item_id="old", status="retired")]
    rules = {"confidence": "required", "feedback": "after_quiz", "draw": {"n": 1}}
    put(session, compiled(module(items=items, rules=rules)))
    file = quiz_of(session, shelf).file
    assert [one.id for one in file.items] == ["door", "later", "old"]
    assert (file.confidence, file.feedback, file.draw.n) == ("required", "after_quiz", 1)
    assert file.pass_.percent == 80


def test_what_was_read_once_is_not_read_again(session: Session, database: Database) -> None:
    shelf = Shelf(seconds=3_600)
    put(session, compiled(module(items=every_kind())), library(case()))
    quiz = quiz_of(session, shelf)
    shelf.pieces(session, quiz.sha256["single"])
    shelf.library(session)
    with statements(database) as sent:
        quiz_of(session, shelf)
        shelf.pieces(session, quiz.sha256["single"])
        shelf.library(session)
        shelf.courses(session)
    assert sent == []


def test_a_new_release_is_live_after_the_seconds_that_were_given(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, now = Shelf(seconds=0.5), [100.0]
    monkeypatch.setattr(clock, "ticks", lambda: now[0])
    put(session, compiled(title="Crew"))
    assert shelf.course(session, "crew").front.title == "Crew"
    put(session, compiled(title="Crew work"))
    now[0] += 0.4
    assert shelf.course(session, "crew").front.title == "Crew"
    now[0] += 0.1
    assert shelf.course(session, "crew").front.title == "Crew work"


def test_a_shelf_that_is_told_to_forget_asks_at_once(session: Session) -> None:
    shelf = Shelf(seconds=3_600)
    assert shelf.courses(session) == []
    put(session, compiled())
    shelf.forget()
    assert [one.id for one in shelf.courses(session)] == ["crew"]


def test_a_shelf_keeps_so_many_things_and_no_more(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "_MOST", 9_000)
    shelf = Shelf(seconds=0)
    put(session, compiled(module(items=every_kind())))
    quiz = quiz_of(session, shelf)
    for sha256 in quiz.sha256.values():
        shelf.pieces(session, sha256)
        assert 0 < shelf._kept.weight <= 9_000
    assert quiz_of(session, shelf).file == quiz.file, "what was dropped is read again"


def test_what_is_used_stays_longer_than_what_is_not(
    session: Session, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "_MOST", 5_000)
    shelf = Shelf(seconds=0)
    put(session, compiled(module(items=every_kind())))
    first, second, third = list(quiz_of(session, shelf).sha256.values())[:3]
    for sha256 in (first, second, first, third):
        shelf.item(session, sha256)
    with statements(database) as sent:
        shelf.item(session, first)
    assert sent == []


def test_the_case_library_is_there_with_its_factors(session: Session, shelf: Shelf) -> None:
    put(session, library(case("cp-01-a"), case("cp-02-b", status="retracted")))
    held = shelf.library(session)
    assert list(held.cases) == ["cp-01-a", "cp-02-b"]
    assert held.factors["fam.fear"].label == "Fear"
    assert (held.taxonomy, held.version) == ("cpnm-1", 1)
    assert held.cases["cp-01-a"].page.lead == "She knocked at the wrong door."
    assert [one.title for one in held.cases["cp-01-a"].page.sections] == ["What happened"]


def test_a_library_without_factors_is_a_library(session: Session, shelf: Shelf) -> None:
    bare = Catalogue({}, {"cp-01-a": case("cp-01-a")}, None, frozenset())
    put(session, compile_library(bare))
    held = shelf.library(session)
    assert (list(held.cases), held.factors, held.taxonomy) == (["cp-01-a"], {}, "")
