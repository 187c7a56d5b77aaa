"""A course in one look: nothing to compare where nothing waits, and a refusal where it is due."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from learning.authoring import looking, repository
from learning.authoring.looking import Look
from learning.authoring.trees import Workshop, compile_all
from learning.content.checking import check
from tests.builders import AT, COURSES
from tests.content_builders import put

TODAY = AT.date()
QUIZ = "crew/speaking-up/quiz.yaml"
Edit = Callable[[str, str, str], None]


@pytest.fixture
def courses(tmp_path: Path, session: Session) -> Path:
    """A folder of courses, all of it published."""
    found = tmp_path / "courses"
    shutil.copytree(COURSES, found)
    put(session, *compile_all(check(found).catalogue))
    return found


@pytest.fixture
def edit(courses: Path) -> Edit:
    def swapped(file: str, old: str, new: str) -> None:
        text = (courses / file).read_text("utf-8")
        assert old in text
        (courses / file).write_text(text.replace(old, new, 1), "utf-8")

    return swapped


def seen(session: Session, courses: Path) -> dict[str, Look]:
    bench = Workshop().bench(repository.look(courses))
    assert bench is not None
    return {one.state.id: one for one in looking.looks(session, bench, on=TODAY)}


def alone(session: Session, courses: Path, name: str) -> Look | None:
    bench = Workshop().bench(repository.look(courses))
    assert bench is not None
    return looking.look(session, bench, name, on=TODAY)


def test_where_nothing_waits_there_is_nothing_to_compare(session: Session, courses: Path) -> None:
    for one in seen(session, courses).values():
        assert (one.state.waits, one.difference, one.is_refused) == ("same", None, False)
    assert alone(session, courses, "nothing") is None


def test_one_course_alone_is_seen_as_among_all(session: Session, courses: Path, edit: Edit) -> None:
    edit("crew/course.yaml", "A crew of two", "Another crew")
    one = alone(session, courses, "crew")
    assert one == seen(session, courses)["crew"]
    assert one is not None and one.state.waits == "newer" and one.difference and not one.is_refused


def test_a_broken_course_and_one_that_would_be_refused_are_refused(
    session: Session, courses: Path, edit: Edit
) -> None:
    edit(QUIZ, "score: net", "score: all")
    refused = alone(session, courses, "crew")
    assert refused is not None and refused.is_refused and refused.difference
    edit(QUIZ, "objective: say-it", "objectve: say-it")
    broken = alone(session, courses, "crew")
    assert broken is not None and broken.is_refused and broken.difference is None


def test_a_course_without_its_folder_is_told_with_what_it_may_have_become(
    session: Session, courses: Path
) -> None:
    (courses / "crew").rename(courses / "mates")
    found = seen(session, courses)
    assert found["crew"].state.waits == "gone" and found["mates"].state.waits == "new"
    assert found["crew"].notes and found["mates"].notes
    assert found["crew"].difference is None
