"""The front page: what this is, or what is next."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from learning.web import case_pages, course_pages, identity, shelves
from learning.web.doors import open_to

area = Blueprint("home", __name__)


@area.get("/")
@open_to("anyone")
def front() -> Any:
    """Signed out: what is this, and may I look? Signed in: what is next, and how long?"""
    listed = shelves.courses_with_standing()
    case = shelves.case_for_today()
    shown = {
        "courses": [course_pages.card(*one) for one in listed],
        "case": case_pages.card(shelves.library(), case) if case else None,
    }
    if identity.person() is None:
        return render_template("home/welcome.html", **shown)
    stops = [stop for one in listed if (stop := course_pages.next_card(*one)) is not None]
    begun = any(standing.begun for _, standing in listed)
    return render_template("home/home.html", stops=stops, begun=begun, **shown)
