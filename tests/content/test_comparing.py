"""Comparing: what differs is told part by part, in words as they are read, and nothing else is."""

from __future__ import annotations

from typing import Any

import pytest

from learning.content.blobs import Compiled
from learning.content.comparing import Part, Side, compare, counts
from tests.content_builders import case, compiled, every_kind, item, library, module


def side(made: Compiled) -> Side:
    bodies = {one.sha256: one.body for one in made.blobs}
    return Side(made.manifest.body, bodies.__getitem__)


def differ(old: Compiled | None, new: Compiled | None) -> list[Part]:
    return list(compare(old and side(old), new and side(new)))


def told(part: Part) -> dict[str, tuple[str, str]]:
    """What each text was and is."""
    return {
        one.label: (
            "".join(piece.text for piece in one.pieces if piece.kind != "new"),
            "".join(piece.text for piece in one.pieces if piece.kind != "gone"),
        )
        for one in part.changes
    }


def test_what_is_the_same_is_not_told() -> None:
    assert differ(compiled(), compiled()) == differ(library(case()), library(case())) == []
    assert differ(None, None) == []


def test_a_new_title_is_a_change_of_the_course_itself() -> None:
    [part] = differ(compiled(title="Crew"), compiled(title="Crew work"))
    assert (part.kind, part.state) == ("course", "changed")
    assert told(part) == {"Title": ("Crew", "Crew work")}


def test_text_is_told_under_its_heading_without_its_marks() -> None:
    old = compiled(module(text="## The door\n\nKnock, and *ask*.\n\n## After\n\nWrite."))
    new = compiled(module(text="## The door\n\nKnock, and **wait**.\n\n## After\n\nWrite."))
    [part] = differ(old, new)
    assert told(part) == {"Text under “The door”": ("Knock, and ask.", "Knock, and wait.")}


def test_marks_alone_are_said_to_be_marks_alone() -> None:
    old, new = (compiled(module(text=f"Knock, and {word}.")) for word in ("ask", "*ask*"))
    [part] = differ(old, new)
    assert [(one.pieces, "the same" in one.note) for one in part.changes] == [((), True)]


@pytest.mark.parametrize(
    ("changed", "meaning"), [({"prompt": "Other words?"}, False), ({"critical": True}, True)]
)
def test_an_item_says_whether_it_means_something_else(
    changed: dict[str, Any], meaning: bool
) -> None:
    old, new = compiled(module(items=[item()])), compiled(module(items=[item(**changed)]))
    [part] = differ(old, new)
    [one] = part.items
    assert (one.id, one.state, one.meaning) == ("door", "changed", meaning)
    assert counts([part]) == {"module": 1, "item": 1}


def test_every_kind_of_item_can_be_told_new_and_gone() -> None:
    whole, bare = compiled(module(items=every_kind())), compiled(module(items=()))
    for old, new, state in ((bare, whole, "new"), (whole, bare, "gone")):
        [part] = differ(old, new)
        assert {one.state for one in part.items} == {state} and len(part.items) == 7
        assert all(one.changes and not one.meaning for one in part.items)


def test_modules_that_come_and_go_are_told_with_their_order() -> None:
    old = compiled(module("identity"), module("speaking-up"))
    new = compiled(module("speaking-up"), module("handover"))
    found = {(one.kind, one.id): one.state for one in differ(old, new)}
    assert found == {
        ("course", "crew"): "changed",
        ("module", "handover"): "new",
        ("module", "identity"): "gone",
    }


def test_cases_are_told_and_a_retracted_one_loses_its_words() -> None:
    old = library(case(), case("cp-03-other"))
    new = library(case(status="retracted"), case("cp-03-other"))
    [part] = differ(old, new)
    assert (part.kind, part.state, told(part)["Status"][1]) == ("case", "changed", "retracted")
    assert {one.state for one in differ(None, old)} == {"new"}
