"""Reviews are told by day: what is past, what comes soon, and what is read at one go."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from learning.content.reviews import reviews, sittings, within
from tests.content.test_tracing import traced
from tests.content_builders import course, item, module


def read_on(day: str) -> dict[str, str]:
    return {"last": "2026-11-22", "by": "Ada", "due": day}


def made() -> list[object]:
    items = [
        item(item_id="a", review=read_on("2027-02-01")),
        item(item_id="b", review=read_on("2027-02-01")),
        item(item_id="c", review=read_on("2027-01-01"), status="retired"),
    ]
    return [module(items=items, review=read_on("2027-03-01"))]


def test_the_earliest_comes_first_and_retired_items_are_left() -> None:
    found = reviews(traced(course(*made(), review=read_on("2027-04-01"))))  # type: ignore[arg-type]
    assert [(due.on.isoformat(), due.what, due.id) for due in found] == [
        ("2027-02-01", "item", "a"),
        ("2027-02-01", "item", "b"),
        ("2027-03-01", "module", "identity"),
        ("2027-04-01", "course", "crew"),
    ]
    assert found[-1].file == "crew/course.yaml" and found[0].file == "crew/identity/quiz.yaml"


def test_a_file_is_read_at_one_go() -> None:
    found = sittings(reviews(traced(course(*made()))))  # type: ignore[arg-type]
    assert [(one.file, len(one.dues)) for one in found[:2]] == [
        ("crew/identity/quiz.yaml", 2),
        ("crew/identity/module.md", 1),
    ]


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 10**9))
def test_what_is_past_or_comes_within_the_days_is_due(on: dt.date, days: int) -> None:
    found = reviews(traced(course()))
    due = within(found, on=on, days=days)
    assert due == [one for one in found if (one.on - on).days <= days]
