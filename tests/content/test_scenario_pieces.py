"""A scenario is compiled into its course: every text rendered, and nothing of a course without."""

from __future__ import annotations

import json
from dataclasses import replace

from learning.content import blobs
from learning.content.building import Course
from learning.content.checking import check
from learning.content.compiling import compile_course
from learning.content.scenario_texts import texts
from tests.builders import COURSES

SHIPPED = COURSES.parent.parent / "courses"


def tiny() -> Course:
    """The course of the tests, which has one scenario."""
    return check(COURSES).catalogue.courses["crew"]


def with_status(status: str) -> Course:
    (play,) = tiny().scenarios
    other = replace(play, front=play.front.model_copy(update={"status": status}))
    return replace(tiny(), scenarios=(other,))


def test_the_manifest_lists_a_scenario_and_leads_to_it() -> None:
    made = compile_course(tiny())
    (entry,) = blobs.course_from(made.manifest.body).scenarios
    assert (entry.id, entry.title, entry.minutes) == ("the-blue-door", "The blue door", 10)
    assert (entry.status, entry.objectives) == ("live", ("check-who",))
    (found,) = [one for one in made.blobs if one.kind == "scenario"]
    written = blobs.scenario_from(found.body)
    assert (found.sha256, written.course, written.id) == (entry.sha256, "crew", entry.id)
    assert written.front == tiny().scenarios[0].front


def test_a_course_without_scenarios_keeps_the_manifest_it_had() -> None:
    bare = replace(tiny(), scenarios=())
    assert "scenarios" not in json.loads(compile_course(bare).manifest.body)
    assert compile_course(with_status("draft")).manifest == compile_course(bare).manifest


def test_a_retired_scenario_stays_in_its_course() -> None:
    (entry,) = blobs.course_from(compile_course(with_status("retired")).manifest.body).scenarios
    assert entry.status == "retired"


def test_every_text_is_rendered() -> None:
    for course in (tiny(), check(SHIPPED).catalogue.courses["crew"]):
        for blob in compile_course(course).blobs:
            if blob.kind != "scenario":
                continue
            front = blobs.scenario_from(blob.body).front
            page = blobs.ScenarioHtml.model_validate_json(blob.html or "")
            assert set(page.nodes) == set(front.nodes)
            assert set(page.roles) == {role.id for role in front.roles}
            assert set(page.debrief) == {one.id for one in front.debrief if one.note}
            made = [page.summary, page.pre_brief, page.origin, *page.roles.values()]
            made += page.debrief.values()
            for moment in page.nodes.values():
                made += [moment.text, *moment.cues]
                made += [one.text for one in moment.choices.values()]
                made += [one.feedback or "" for one in moment.choices.values()]
            assert all(made) and len(made) == len(list(texts(front)))


def test_words_that_are_no_markdown_are_shown_and_not_obeyed() -> None:
    (play,) = tiny().scenarios
    moment = play.front.nodes["hall"].model_copy(update={"text": "<script>x</script>"})
    nodes = {**play.front.nodes, "hall": moment}
    other = replace(play, front=play.front.model_copy(update={"nodes": nodes}))
    made = compile_course(replace(tiny(), scenarios=(other,)))
    (html,) = [one.html or "" for one in made.blobs if one.kind == "scenario"]
    assert "<script" not in html and "&lt;script" in html


def test_a_link_in_a_scenario_leads_to_the_page_of_its_file() -> None:
    made = compile_course(check(SHIPPED).catalogue.courses["crew"])
    htmls = "".join(one.html or "" for one in made.blobs if one.kind == "scenario")
    assert "/courses/crew/checklists-and-identity" in htmls and "/courses/crew/handover" in htmls
