"""A scenario to play in tests: the blue door of the tiny courses, published and pinned."""

from __future__ import annotations

from functools import cache

from sqlalchemy.orm import Session

from learning.content.checking import check
from learning.content.compiling import Compiled, compile_course, compile_library
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


@cache
def made() -> tuple[Compiled, Compiled]:
    """The tiny courses and their cases, compiled once."""
    catalogue = check(COURSES).catalogue
    return compile_library(catalogue), compile_course(catalogue.courses["crew"])


def pinned(session: Session) -> Pinned:
    """The scenario as the live release has it."""
    put(session, *made())
    course = Shelf(seconds=0).course(session, "crew")
    return Pinned("crew", PLAY, course.release.release_id, course.plays[PLAY].sha256)
