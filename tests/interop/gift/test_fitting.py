"""An item that arrives has every field it must have, and names only what its course has."""

from __future__ import annotations

from typing import Any

import pytest

from learning.interop.gift.fitting import Ground, fitted
from tests.interop.gift.items import ITEM, ground

OWN = {
    "type": "single",
    "prompt": "What?",
    "options": [{"id": "a", "text": "A", "correct": True}, {"id": "b", "text": "B"}],
}


def told(held: Ground, **kept: object) -> tuple[dict[str, Any], list[str]]:
    values, notes = fitted(held, "an-item", OWN, kept, 3)
    ITEM.validate_python(values)
    return values, [text for _, text in notes]


def test_what_the_file_does_not_say_is_put_in_and_told() -> None:
    held = ground()
    values, notes = told(held)
    assert notes == []
    assert values["status"] == "draft"
    assert (values["objective"], values["level"]) == ("check-identity", "recall")
    assert values["sources"] == [{"id": "the-guidance"}]
    assert values["review"]["due"] == "2027-11-25"
    assert held.put_in == {"an-item": ["objective", "level", "sources", "review"]}


def test_what_was_kept_stays_but_for_the_status() -> None:
    held = ground()
    kept = {
        "rev": 4,
        "status": "live",
        "objective": "check-identity",
        "level": "judge",
        "sources": [{"id": "the-guidance", "locator": "page 2"}],
        "review": {"last": "2026-01-01", "by": "Ada", "due": "2027-01-01"},
        "critical": True,
        "hint": "Look.",
        "cases": ["cp-02-wrong-door"],
        "refresher": {"include": False},
    }
    values, notes = told(held, **kept)
    assert notes == []
    assert {name: values[name] for name in kept} == {**kept, "status": "draft"}
    assert held.put_in == {}


def test_what_the_course_does_not_have_is_left_out_and_told() -> None:
    held = ground(source="the-guidance")
    values, notes = told(held, objective="other", sources=[{"id": "x"}, 3], cases=["x"])
    assert values["objective"] == "check-identity"
    assert values["sources"] == [{"id": "the-guidance"}]
    assert "cases" not in values
    assert len(notes) == 3


@pytest.mark.parametrize(
    "kept",
    [
        {"rev": True},
        {"rev": -1},
        {"level": ["judge"]},
        {"sources": "x"},
        {"review": {"last": "never", "by": "Ada", "due": "2027-01-01"}},
        {"review": {"last": "2027-01-01", "by": 3, "due": "2027-01-01"}},
        {"review": {"by": "Ada"}},
        {"critical": "yes"},
        {"hint": 3},
        {"cases": 3},
        {"refresher": {"include": "no"}},
    ],
)
def test_comments_that_others_wrote_cannot_break_an_item(kept: dict[str, object]) -> None:
    assert told(ground(), **kept) == told(ground())
