"""A published text is told as its author wrote it, with the file it stands in."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from learning.authoring import texts
from learning.errors import NotFound
from learning.releases.shelf import Shelf
from tests.content_builders import case, compiled, item, library, module, put


def test_a_module_is_told_by_blocks_and_then_by_its_fields(session: Session) -> None:
    put(session, compiled(module(text="## The *door*\n\nKnock.")))
    found = texts.of_module(session, Shelf(seconds=0), "crew", "identity")
    assert [one.text for one in found.passages] == [
        "## The *door*", "Knock.", "On identity", "Say it in **three** parts.",
    ]  # fmt: skip
    assert found.passage(found.passages[1].key) == found.passages[1]
    assert found.passage("gone") is None
    assert found.holds("", "Knock.") and not found.holds("title", "Knock.")


def test_an_item_and_a_case_are_told_by_what_they_say(session: Session) -> None:
    put(session, compiled(module(items=[item()])), library(case(text="## One\n\nShe knocked.")))
    shelf = Shelf(seconds=0)
    found = texts.of_item(session, shelf, "crew", "identity", "door")
    assert found.file == "crew/identity/quiz.yaml"
    assert "items.door.options.both.text" in {one.field for one in found.passages}
    found = texts.of_case(session, shelf, "cp-02-wrong-door")
    assert (found.course, found.file) == ("cases", "cases/cp-02-wrong-door.md")
    assert "She knocked." in {one.text for one in found.passages}


def test_the_text_of_a_proposal_is_found_by_its_file(session: Session) -> None:
    put(session, compiled(module(items=[item()])), library(case()))
    shelf = Shelf(seconds=0)
    for file, field, title in (
        ("crew/identity/module.md", "", "On identity"),
        ("crew/identity/quiz.yaml", "items.door.prompt", "Item of On identity"),
        ("cases/cp-02-wrong-door.md", "title", "Case cp-02-wrong-door"),
    ):
        assert texts.of_file(session, shelf, file, field).title == title


def test_a_case_that_was_withdrawn_has_no_text(session: Session) -> None:
    put(session, library(case(status="retracted")))
    with pytest.raises(NotFound):
        texts.of_case(session, Shelf(seconds=0), "cp-02-wrong-door")


def test_before_a_library_is_published_there_is_no_case(session: Session) -> None:
    with pytest.raises(NotFound):
        texts.of_case(session, Shelf(seconds=0), "cp-02-wrong-door")
    put(session, compiled(module(items=())))
    with pytest.raises(NotFound):
        texts.of_item(session, Shelf(seconds=0), "crew", "identity", "door")
