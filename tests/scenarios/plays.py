"""A scenario to play in tests: the blue door of the tiny courses, published and pinned."""

from __future__ import annotations

from functools import cache

from sqlalchemy.orm import Session

from learning.content.checking import check
from learning.content.compiling import compile_course
from learning.content.scenario_model import ScenarioFile
from learning.releases.shelf import Shelf
from learning.scenarios.crew_sessions import Pinned
from tests.builders import COURSES
from tests.content_builders import put

PLAY = "the-blue-door"
#: Two ways to the end: the short one, and one that goes wrong first.
WELL, WRONG = ["ring-back", "cross"], ["knock", "sit-down"]


@cache
def blue_door() -> ScenarioFile:
    """The scenario as its author wrote it."""
    (found,) = check(COURSES).catalogue.courses["crew"].scenarios
    return found.front


def pinned(session: Session) -> Pinned:
    """The scenario as the live release has it."""
    put(session, compile_course(check(COURSES).catalogue.courses["crew"]))
    course = Shelf(seconds=0).course(session, "crew")
    return Pinned("crew", PLAY, course.release.release_id, course.plays[PLAY].sha256)
