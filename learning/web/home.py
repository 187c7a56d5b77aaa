"""The front page: what this is, or what is next."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from learning.progress import refreshing
from learning.progress.queries import CourseStanding
from learning.releases.shapes import Course
from learning.web import case_pages, course_pages, database, duties, identity, moments, shelves
from learning.web.doors import open_to

area = Blueprint("home", __name__)
_SHOWN = 6
"""Courses on the front page: those that were begun come first, the catalogue has all."""


@area.get("/")
@open_to("anyone")
def front() -> Any:
    """Signed out: what is this, and may I look? Signed in: what is next, and how long?"""
    listed = shelves.courses_with_standing()
    case, cells = shelves.case_for_today(), duties.of_reader()
    first = sorted(listed, key=lambda one: not one[1].begun)[:_SHOWN]
    shown = {
        "courses": [course_pages.card(*one, cells.get(one[0].id)) for one in first],
        "more": max(0, len(listed) - _SHOWN),
        "plays": any(course.plays for course, _ in listed),
        "case": case_pages.card(shelves.library(), case) if case else None,
    }
    if identity.person() is None:
        return render_template("home/welcome.html", **shown)
    begun = [one for one in listed if one[1].begun]
    return render_template(
        "home/home.html",
        stops=[stop for one in begun if (stop := course_pages.next_card(*one)) is not None],
        due=_due(listed),
        refreshers=_refreshers(),
        met=any(standing.done for _, standing in begun),
        begun=bool(begun),
        **shown,
    )


def _due(listed: list[tuple[Course, CourseStanding]]) -> list[tuple[str, str, str]]:
    """What is due: address, title and a sentence. What is required goes before what runs out."""
    asked = duties.asked()
    required = [
        (f"/courses/{course.id}", course.front.title, asked[course.id])
        for course, _ in listed
        if course.id in asked
    ]
    ends = [one for pair in listed if pair[0].id not in asked if (one := course_pages.due(*pair))]
    return required + ends


def _refreshers() -> int:
    """How many refreshers are due; only those asked before are counted, which takes one read."""
    person, today = identity.the_person(), moments.now().date()
    return refreshing.due_of_old(database.session(), person.id, on=today)
