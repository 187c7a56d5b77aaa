"""A service: all teams below those I supervise, and all that is wanting in them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from learning.supervision import service
from learning.supervision.sight import Sight
from learning.web import auditing, database, standing_pages
from learning.web.doors import open_to
from learning.web.team import seen_by_me

area = Blueprint("service", __name__)


@area.get("/service")
@open_to("supervisor")
def teams() -> Any:
    """Each team with its own people and where their courses stand, in the order of the tree."""
    seen, clock = seen_by_me(), standing_pages.clock()
    _note(seen)
    after = request.args.get("after", "")
    found, later = service.teams(database.supervising(), seen, clock, after=after)
    return render_template(
        "service/teams.html",
        teams=[standing_pages.team_row(one, seen) for one in found],
        today=clock.on,
        after=after,
        later=later,
    )


@area.get("/service/due")
@open_to("supervisor")
def due() -> Any:
    """What is due soon, overdue or has run out, the longest due first."""
    seen, clock = seen_by_me(), standing_pages.clock()
    _note(seen)
    after = request.args.get("after", "")
    found, later = service.wanting(database.supervising(), seen, clock, after=after)
    named = standing_pages.titles(sorted({one.cell.course for one in found}))
    return render_template(
        "service/due.html",
        rows=[standing_pages.due_row(one, named) for one in found],
        soon=clock.soon,
        today=clock.on,
        after=after,
        later=later,
    )


def _note(seen: Sight) -> None:
    """That is a look at each of the teams: the counts of a small one are its people's."""
    for root in seen.roots:
        auditing.looked_today("team.seen", "team", root.public_id)
