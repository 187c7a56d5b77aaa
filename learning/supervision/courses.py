"""Courses that may be asked of somebody, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid, NotFound
from learning.releases.models import ActiveRelease
from learning.releases.shapes import Course
from learning.releases.shelf import Shelf

RETIRED = (
    "The course {title} is retired: nobody is asked to complete it any more. Choose one that is in "
    "the list of courses."
)


@dataclass(frozen=True)
class Named:
    """What a course is called, and whether anybody can be asked to complete it."""

    title: str
    is_live: bool


def live(session: Session, shelf: Shelf, course: str) -> Course:
    """A course that can be begun; refused where it is unknown or retired."""
    try:
        found = shelf.course(session, course)
    except NotFound as error:
        raise Invalid("There is no such course. Choose one of the list of courses.") from error
    if not found.is_live:
        raise Conflict(RETIRED.format(title=found.front.title))
    return found


def named(session: Session, shelf: Shelf, course: str) -> Named:
    """What a course is called; by its id where it is here no longer."""
    try:
        found = shelf.course(session, course)
    except NotFound:
        return Named(course, is_live=False)
    return Named(found.front.title, found.is_live)


def hold(session: Session, course: str) -> None:
    """Hold a course until the unit ends, so that what is asked of it changes one by one.

    It is the row of its active release that is held: there is one, and publishing waits for it too.
    On SQLite there is one writer anyhow.
    """
    query = select(ActiveRelease.release_id).where(ActiveRelease.course == course)
    session.execute(query.with_for_update())
