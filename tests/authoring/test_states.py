"""Where each course stands, in as many statements as there are courses to read and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from learning.authoring import moving, states
from learning.releases.shelf import Shelf
from tests.content_builders import compiled, put
from tests.statements import statements

COURSES = 6


def published(session: Session) -> list[str]:
    made = compiled()
    names = [f"course-{one}" for one in range(COURSES)]
    put(session, *(replace(made, course=one) for one in names))
    return names


def of_active(asked: Sequence[str]) -> list[str]:
    return [one for one in asked if "active_release" in one]


def test_what_is_live_is_asked_once_for_all_courses(session: Session) -> None:
    names = published(session)
    with statements(session) as asked:
        found = states.states(session, Shelf(seconds=0), None)
    assert [one.id for one in found] == names
    assert {one.waits for one in found} == {"unknown"} and found[0].title == "Crew"
    assert len(of_active(asked)) == 1


def test_a_course_that_nobody_published_or_wrote_has_no_state(session: Session) -> None:
    published(session)
    assert states.state(session, Shelf(seconds=0), "nowhere", {}) is None


def test_what_moved_is_looked_for_in_one_look_at_what_is_live(session: Session) -> None:
    published(session)
    with statements(session) as asked:
        notes = moving.found(session, Shelf(seconds=0), "course-1", {})
    assert notes == [] and len(of_active(asked)) == 1
