"""A published scenario is found on the shelf, and its id is never lost or used again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.content.blobs import ScenarioEntry
from learning.content.checking import check
from learning.content.compiling import Compiled, compile_course
from learning.releases.models import Release
from learning.releases.publishing import Provenance, publish
from learning.releases.shapes import Course
from learning.releases.shelf import Shelf
from tests.builders import AT, COURSES
from tests.content_builders import put


def made(**said: str) -> Compiled:
    """The course of the tests, with something else said in its scenario."""
    course = check(COURSES).catalogue.courses["crew"]
    (play,) = course.scenarios
    other = replace(play, front=play.front.model_copy(update=said))
    return compile_course(replace(course, scenarios=(other,)))


def without() -> Compiled:
    return compile_course(replace(check(COURSES).catalogue.courses["crew"], scenarios=()))


def live(session: Session) -> Course:
    return Shelf(seconds=0).course(session, "crew")


def test_a_scenario_is_read_back_as_it_was_written(session: Session) -> None:
    put(session, made())
    entry = live(session).plays["the-blue-door"]
    shelf = Shelf(seconds=0)
    found = shelf.scenario(session, entry.sha256)
    assert (found.id, found.front.title) == ("the-blue-door", "The blue door")
    assert "<em>the blue door</em>" in found.page.nodes["pavement"].text
    assert shelf.scenario(session, entry.sha256) is found


@pytest.mark.parametrize("gone", [without(), made(status="draft")])
def test_a_published_scenario_that_is_gone_is_refused(session: Session, gone: Compiled) -> None:
    put(session, made())
    outcome = publish(session, gone, Provenance(), at=AT)
    assert outcome.state == "refused"
    assert "Scenario 'the-blue-door' was published and is gone" in outcome.reasons[0]
    assert "'status: retired'" in outcome.reasons[0]


def test_a_retired_scenario_is_kept_and_not_begun_and_may_come_back(session: Session) -> None:
    put(session, made(), made(status="retired"))
    course = live(session)
    assert course.plays == {}
    assert [(one.id, one.status) for one in course.scenarios] == [("the-blue-door", "retired")]
    assert publish(session, without(), Provenance(), at=AT).state == "refused"
    put(session, made(title="The blue door again"))
    assert isinstance(live(session).plays["the-blue-door"], ScenarioEntry)


def test_a_scenario_may_change_in_a_release_of_any_effect(session: Session) -> None:
    put(session, without(), made(), made(title="The red door"))
    newest = select(Release.effect).order_by(Release.id.desc())
    assert session.scalars(newest).first() == "editorial"
