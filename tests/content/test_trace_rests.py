"""When a source, a case or a factor changes, all that rests on it is told."""

from __future__ import annotations

from learning.content.trace_rests import rests
from learning.content.trace_values import resting
from tests.content.test_tracing import traced
from tests.content_builders import course, item, module

CITED = [{"id": "the-guidance", "locator": "page 4"}]


def test_all_that_cites_a_source_is_told_with_its_file_and_place() -> None:
    made = module(
        items=[
            item(item_id="a", sources=CITED),
            item(item_id="b", status="draft"),
            item(item_id="c", status="retired"),
        ]
    )
    found = rests(traced(course(made)), "source", "the-guidance")
    assert [(one.what, one.id, one.file, one.how) for one in found] == [
        ("objective", "check-identity", "crew/course.yaml", ""),
        ("module", "identity", "crew/identity/module.md", ""),
        ("item", "a", "crew/identity/quiz.yaml", "page 4"),
        ("item", "b", "crew/identity/quiz.yaml", "draft"),
    ]


def test_a_source_of_the_same_id_in_another_course_is_another_source() -> None:
    both = traced(course(course_id="crew"), course(course_id="ward"))
    found = rests(both, "source", "the-guidance")
    assert {one.course for one in found} == {"crew", "ward"}
    assert [one.course for one in found] == sorted(one.course for one in found)


def test_a_case_is_told_with_why_it_is_there() -> None:
    chosen = module(
        items=[item(cases=["in-01"])], cases=[{"id": "in-01", "why": "It was close.", "ask": "?"}]
    )
    slot = module("other", items=(), text='!!! case "in-01"\n    Look.')
    found = rests(traced(course(chosen, slot), cases=("in-01",)), "case", "in-01")
    assert [(one.what, one.id, one.how) for one in found] == [
        ("module", "identity", "It was close."),
        ("item", "door", ""),
        ("module", "other", "in the text"),
    ]


def test_a_factor_is_told_with_the_cases_that_it_codes() -> None:
    found = rests(traced(course(), cases=("in-01",)), "factor", "fam.fear")
    assert [(one.what, one.id, one.course, one.how) for one in found] == [
        ("module", "identity", "crew", ""),
        ("case", "in-01", "", "hindered"),
    ]
    told = resting("factor", "fam.fear", found)
    assert told["rests"][1]["file"] == "cases/in-01.md"


def test_nothing_rests_on_what_nobody_names() -> None:
    assert rests(traced(course()), "source", "unread") == []
