"""What several areas show: published courses with the person's standing, and cases.

The one place of the web that joins the releases, the progress and the case library.
"""

from __future__ import annotations

from flask import current_app

from learning.cases import library as finding
from learning.content.blobs import ModuleEntry
from learning.errors import NotFound
from learning.progress import queries
from learning.progress.queries import CourseStanding
from learning.releases.shapes import Case, Course, Library, Module
from learning.releases.shelf import Shelf
from learning.web import database, identity, moments

_PAGE = 24
"""Courses on a page of the catalogue."""


def shelf() -> Shelf:
    """The shelf of this process."""
    found: Shelf = current_app.extensions["shelf"]
    return found


def library() -> Library:
    """The active case library."""
    return shelf().library(database.session())


def course_and_standing(course: str) -> tuple[Course, CourseStanding]:
    """A course, and where the signed-in person stands in it."""
    person, session, kept = identity.person(), database.session(), shelf()
    found = kept.course(session, course)
    return found, queries.standing(session, kept, found, person.id if person else None)


def courses_page(after: str) -> tuple[list[tuple[Course, CourseStanding]], str]:
    """`_PAGE` live courses from the one after `after`, and the last of them where more follow."""
    courses = shelf().courses(database.session())
    ids = [one.id for one in courses]
    if after and after not in ids:
        raise NotFound("There is no such page. Begin with the first courses.")
    begin = ids.index(after) + 1 if after else 0
    found = courses[begin : begin + _PAGE]
    more = len(courses) > begin + _PAGE
    return _with_standing(found), found[-1].id if more else ""


def courses_with_standing() -> list[tuple[Course, CourseStanding]]:
    """Every live course with the person's standing."""
    return _with_standing(shelf().courses(database.session()))


def _with_standing(courses: list[Course]) -> list[tuple[Course, CourseStanding]]:
    person = identity.person()
    whose = person.id if person else None
    found = queries.standings(database.session(), shelf(), courses, whose)
    return list(zip(courses, found, strict=True))


def module_of(course: Course, module: str) -> tuple[ModuleEntry, Module]:
    """A module of a course, as the manifest lists it and with its text."""
    ref = course.by_id.get(module)
    if ref is None:
        raise NotFound("There is no such module. The course page lists its modules.")
    return ref, shelf().module(database.session(), ref.sha256)


def picture_of(course: str, module: str, name: str) -> str:
    """The hash of a picture as the live release has it."""
    found = shelf().course(database.session(), course)
    media = module_of(found, module)[1].written.media
    if name not in media:
        raise NotFound("There is no such picture.")
    return media[name]


def case_for_today() -> Case | None:
    """One case a day, the same for everybody, going round the library."""
    cases = finding.shown(library())
    return cases[moments.now().toordinal() % len(cases)] if cases else None
