"""Courses and modules: reading them, beginning a quiz, completing a module without one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request

from learning.errors import NotFound
from learning.progress import attempting, completing
from learning.progress.completing import Stop
from learning.web import (
    course_pages,
    database,
    duties,
    identity,
    module_pages,
    moments,
    scenario_pages,
    shelves,
)
from learning.web.doors import open_to

area = Blueprint("courses", __name__)
_TYPES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}


@area.get("/courses")
@open_to("readers")
def listing() -> Any:
    """The catalogue, a page at a time in the order of the titles."""
    after = request.args.get("after", "")
    listed, later = shelves.courses_page(after)
    cells = duties.of_reader()
    return render_template(
        "courses/courses.html",
        courses=[course_pages.card(*one, cells.get(one[0].id)) for one in listed],
        after=after,
        later=later,
    )


@area.get("/courses/<course>")
@open_to("readers")
def course_page(course: str) -> Any:
    """What will I be able to do, what is left, what completes it, what will my supervisor see?"""
    found, standing = shelves.course_and_standing(course)
    own = duties.of(found.id)
    return render_template(
        "courses/course.html",
        duty=own,
        renewal=course_pages.renewal(found, standing, asked=bool(own and own.renewal)),
        course=found,
        standing=standing,
        card=course_pages.card(found, standing, duties.of_reader().get(found.id)),
        stops=course_pages.stops(found, standing),
        first=course_pages.first_act(found, standing),
        rule=course_pages.rule(found, standing),
        validity=course_pages.validity(found),
        unmet=course_pages.unmet(found, standing),
        plays=scenario_pages.of_course(found),
    )


@area.get("/courses/<course>/<module>")
@open_to("readers")
def module_page(course: str, module: str) -> Any:
    """A module: its text, the cases it tells, its quiz and its peer task."""
    found, standing = shelves.course_and_standing(course)
    ref, text = shelves.module_of(found, module)
    return module_pages.page(found, ref, text, standing)


@area.get("/courses/<course>/<module>/media/<name>")
@open_to("readers")
def picture(course: str, module: str, name: str) -> Any:
    """A picture of a module: as the live release has it, or by the hash of its bytes."""
    kind = _TYPES.get(name.rpartition(".")[2].lower())
    pinned = request.args.get("sha", "")
    sha256 = pinned or shelves.picture_of(course, module, name)
    if kind is None:
        raise NotFound("There is no such picture.")
    body = shelves.shelf().media(database.session(), sha256)
    kept = "private, max-age=31536000, immutable" if pinned else "private, no-cache"
    return Response(body, mimetype=kind, headers={"Cache-Control": kept})


@area.post("/courses/<course>/<module>/attempts")
@open_to("learner", keeps_form=True)
def begin(course: str, module: str) -> Any:
    """Begin the quiz, or go on with the attempt that is open."""
    attempt = attempting.begin(
        database.session(),
        shelves.shelf(),
        identity.the_person().id,
        course=course,
        module=module,
        at=moments.now(),
    )
    return redirect(f"/attempts/{attempt}", code=303)


@area.post("/courses/<course>/<module>/done")
@open_to("learner", keeps_form=True)
def done(course: str, module: str) -> Any:
    """Complete a module that has no quiz."""
    stop = _enrolled(course, module)
    completing.mark_read(database.session(), shelves.shelf(), stop, at=moments.now())
    return redirect(f"/courses/{course}", code=303)


@area.post("/courses/<course>/<module>/talked")
@open_to("learner", keeps_form=True)
def talked(course: str, module: str) -> Any:
    """Complete a module with distressing content by having talked it through."""
    stop = _enrolled(course, module)
    completing.mark_talked(database.session(), shelves.shelf(), stop, at=moments.now())
    return redirect(f"/courses/{course}", code=303)


def _enrolled(course: str, module: str) -> Stop:
    """A module of the live course for the signed-in person, who is enrolled by now."""
    session, person = database.session(), identity.the_person()
    release = shelves.shelf().course(session, course).release.release_id
    attempting.enrol(session, person.id, course=course, release_id=release, at=moments.now())
    return Stop(person.id, course, module, release)
