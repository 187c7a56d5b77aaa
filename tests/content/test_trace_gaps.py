"""A trace tells where a thread breaks off and what no thread reaches."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.content.trace_gaps import gaps, library_gaps
from tests.content.test_tracing import objective, traced
from tests.content_builders import course, item, module


def found(*modules: Any, **file: Any) -> list[tuple[str, str]]:
    """The rules that a course of these modules breaks, and where."""
    made = traced(course(*modules, **file)).courses[0]
    return [(one.rule, one.id) for one in gaps(made)]


def two(**changed: Any) -> list[dict[str, Any]]:
    return [item(item_id=name, **changed) for name in ("a", "b")]


def test_a_whole_thread_has_no_gap() -> None:
    assert found(module(items=two())) == []


@pytest.mark.parametrize("state", ["draft", "watch", "retired"])
def test_only_live_items_check_an_objective(state: str) -> None:
    name = "check-identity"
    assert found(module(items=two(status=state))) == [("objective-without-items", name)]
    one = [item(item_id="a"), item(item_id="b", status=state)]
    assert found(module(items=one)) == [("objective-with-one-item", name)]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            {"objectives": [objective("check-identity", sources=("gone",))]},
            [("objective-without-source", "check-identity")],
        ),
        (
            {"objectives": [objective("check-identity", task="gone")]},
            [("objective-without-task", "check-identity"), ("task-without-objective", "visit")],
        ),
        (
            {"objectives": [objective("check-identity"), objective("idle")]},
            [("objective-without-items", "idle"), ("objective-without-module", "idle")],
        ),
    ],
)
def test_an_objective_needs_a_task_a_source_and_a_module(file: Any, expected: Any) -> None:
    assert found(module(items=two()), **file) == expected


def test_a_module_serves_an_objective_and_a_source_is_cited() -> None:
    sources = [
        {"id": name, "title": "T", "kind": "guidance"} for name in ("the-guidance", "unread")
    ]
    idle = module("idle", items=(), objectives=["gone"])
    assert found(module(items=two()), idle, sources=sources) == [
        ("module-without-objective", "idle"),
        ("source-unused", "unread"),
    ]


def test_a_case_no_module_uses_and_a_factor_nothing_names_are_orphans() -> None:
    used = module(cases=[{"id": "in-01", "why": "w", "ask": "a"}], factors=[])
    some = traced(course(used), cases=("in-01", "in-02"))
    assert [(one.rule, one.id, one.course) for one in library_gaps(some)] == [
        ("case-unused", "in-02", "")
    ]
    none = traced(course(module(factors=[])))
    assert [(one.rule, one.id) for one in library_gaps(none)] == [("factor-unused", "fam.fear")]


@given(st.lists(st.sampled_from(["live", "watch", "draft", "retired"]), min_size=1, max_size=4))
def test_an_objective_is_told_exactly_when_it_has_fewer_than_two_live_items(
    states: list[str],
) -> None:
    items = [item(item_id=f"i{at}", status=state) for at, state in enumerate(states)]
    told = {rule for rule, _ in found(module(items=items))}
    live = states.count("live")
    assert ("objective-without-items" in told) == (live == 0)
    assert ("objective-with-one-item" in told) == (live == 1)
