"""The facilitator's pack of a scenario: everything to lead it without a screen, on paper."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from markupsafe import Markup

from learning.web import crew_pages, crew_screen, database, shelves
from learning.web.doors import open_to

area = Blueprint("crew_pack", __name__)


@area.get("/courses/<course>/scenarios/<scenario>/pack")
@open_to("learner")
def show(course: str, scenario: str) -> Any:
    """Roles, script, every moment with where it leads, the observer's sheet, and the debrief."""
    held, entry = crew_screen.play_of(course, scenario)
    play = shelves.shelf().scenario(database.session(), entry.sha256)
    met = crew_pages.in_order(play)
    return render_template(
        "crew/pack.html",
        course=held,
        entry=entry,
        play=play,
        roles=[(one.title, Markup(play.page.roles[one.id])) for one in play.front.roles],
        moments=met,
        numbers={one.id: number for number, one in enumerate(met, start=1)},
        prompts=crew_pages.prompts(play),
        cases=crew_pages.cases(play, shelves.library()),
        origin=Markup(play.page.origin),
        observed=[(said, "") for said in play.front.observer],
        pre_brief=Markup(play.page.pre_brief),
    )
