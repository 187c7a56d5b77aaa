"""Every objective is traced to its task, its sources, its items and its cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from learning.content.building import Catalogue, Course, Scenario
from learning.content.checking import check
from learning.content.reviews import reviews
from learning.content.scenario_model import ScenarioFile
from learning.content.trace_gaps import gaps, library_gaps
from learning.content.trace_rests import Ground, rests
from learning.content.trace_values import whole
from learning.content.tracing import Trace, rows, trace
from tests.builders import COURSES
from tests.content.written import REVIEW, factors_file
from tests.content_builders import case, course, item, module


def traced(*courses: Course, cases: tuple[str, ...] = ()) -> Trace:
    """A trace of courses and cases as one tree holds them."""
    held = {name: case(name) for name in cases}
    return trace(Catalogue({one.id: one for one in courses}, held, factors_file()))


def play(name: str = "at-the-door", **changed: Any) -> Scenario:
    """A scenario of two moments that names the objective, the guidance, a case and a factor."""
    way = {"id": "ask", "text": "Ask.", "to": "over", "feedback": "Good."}
    values = {
        "title": "At the door",
        "summary": "A door.",
        "status": "live",
        "minutes": 5,
        "timing": {"run": 5, "debrief": 10},
        "objectives": ["check-identity"],
        "cases": ["in-07"],
        "sources": [{"id": "the-guidance"}],
        "review": REVIEW,
        "pre_brief": "Two of you.",
        "start": "door",
        "nodes": {
            "door": {
                "title": "The door",
                "text": "It opens.",
                "choices": [{**way, "factor": {"id": "fam.fear", "effect": "hindered"}}],
            },
            "over": {"title": "Over", "text": "It is over.", "end": "You asked."},
        },
        "debrief": [{"id": "what", "ask": "What happened?"}],
        "origin": "Invented.",
    }
    front = ScenarioFile.model_validate({**values, **changed})
    return Scenario(name, f"crew/scenarios/{name}.yaml", front)


def with_plays(made: Course, *plays: Scenario) -> Course:
    return replace(made, scenarios=plays)


def objective(name: str, task: str = "visit", sources: tuple[str, ...] = ("the-guidance",)) -> Any:
    return {"id": name, "text": f"Do {name}.", "task": task, "sources": list(sources)}


def test_an_objective_hangs_on_its_task_sources_items_and_cases() -> None:
    made = module(
        items=[item(item_id="a", cases=["in-07"]), item(item_id="b", status="draft")],
        text='## One\n\n!!! case "in-08"\n    Look.',
        cases=[{"id": "in-09", "why": "Close.", "ask": "What?"}],
    )
    [row] = rows(traced(course(made)).courses[0])
    assert (row.objective, row.task, row.task_text) == ("check-identity", "visit", "Visit a child.")
    assert (row.sources, row.modules) == (("the-guidance",), ("identity",))
    assert [(one.id, one.status) for one in row.items] == [("a", "live"), ("b", "draft")]
    assert row.cases == ("in-09", "in-08", "in-07")


def test_objectives_stand_under_their_tasks_and_those_without_come_last() -> None:
    tasks = [{"id": "visit", "text": "Visit."}, {"id": "meet", "text": "Meet."}]
    asked = [objective("lost", "gone"), objective("second", "meet"), objective("first")]
    found = rows(traced(course(tasks=tasks, objectives=asked)).courses[0])
    assert [(row.objective, row.task) for row in found] == [
        ("first", "visit"), ("second", "meet"), ("lost", ""),
    ]  # fmt: skip


def test_a_retired_item_is_met_by_nobody_and_is_not_told() -> None:
    [row] = rows(traced(course(module(items=[item(status="retired")]))).courses[0])
    assert row.items == ()


def test_the_tiny_courses_are_traced_from_their_files() -> None:
    found = trace(check(COURSES).catalogue)
    crew = found.of("crew")
    assert crew is not None and found.of("nobody") is None
    by_name = {row.objective: row for row in rows(crew)}
    assert [one.id for one in by_name["check-who"].items] == ["id-match", "id-details", "id-draft"]
    assert by_name["check-who"].cases[0] == "in-01-the-green-door"
    assert sorted(found.factors) == ["com.identity", "tog.unspoken"]


def test_programs_read_the_same_as_plain_values() -> None:
    found = trace(check(COURSES).catalogue)
    [told] = whole(found.courses, [], [])["courses"]
    held = {one["id"]: one for one in told["objectives"]}["check-who"]
    assert held["items"][1]["sources"] == [{"id": "handbook", "locator": "page 4"}]
    assert {one["id"] for one in told["sources"]} == {"handbook", "letter"}


def test_a_scenario_is_part_of_the_thread_unless_it_is_retired() -> None:
    made = with_plays(course(), play(), play("old", status="retired"))
    found = traced(made)
    [row] = rows(found.courses[0])
    assert row.scenarios == ("at-the-door",) and "in-07" in row.cases
    grounds: list[tuple[Ground, str]] = [
        ("source", "the-guidance"),
        ("case", "in-07"),
        ("factor", "fam.fear"),
    ]
    for ground, name in grounds:
        told = [one for one in rests(found, ground, name) if one.what == "scenario"]
        assert [one.file for one in told] == ["crew/scenarios/at-the-door.yaml"]
    due = [one for one in reviews(found) if one.what == "scenario"]
    assert [one.file for one in due] == ["crew/scenarios/at-the-door.yaml"]
    assert library_gaps(found) == [] and gaps(found.courses[0])[0].kind == "gap"
