"""What my supervisors see of me: the same rows that they are shown, and the days they looked."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, render_template, request

from learning.audit import queries as lines
from learning.audit.queries import Read
from learning.people.naming import people_named, teams_named
from learning.supervision import exempting, supervisors
from learning.web import database, duties, identity, moments, standing_pages
from learning.web.doors import open_to
from learning.web.templating import day

area = Blueprint("seen", __name__)
_GONE = "Somebody whose account is deleted"
_ACTS = {
    "person.seen": "opened your page",
    "person.reminded": "had a reminder sent to you",
    "team.seen": "opened the page of {team}",
    "team.exported": "took the list of {team}",
}


@area.get("/record/seen")
@open_to("learner")
def own() -> Any:
    """Who sees what of me, and who looked on which day."""
    me, session, clock = identity.the_person(), database.session(), standing_pages.clock()
    cells = duties.own()
    exempt = exempting.of_person(session, me.id)
    named = standing_pages.titles([*cells, *(one.course for one in exempt)])
    before = request.args.get("before", "")
    zone = ZoneInfo(current_app.extensions["settings"].timezone)
    within = supervisors.within(session, me.id, zone)
    found = lines.looks_at(session, me.public_id, within, before)
    return render_template(
        "seen/seen.html",
        today=clock.on,
        supervisors=supervisors.supervisors(session, me.id, on=clock.on),
        where=_where(me.id, clock.on),
        courses=[standing_pages.course(cell, named[one], clock) for one, cell in cells.items()],
        reasons=[(named[one.course], _days(one.since, one.until), one.reason) for one in exempt],
        looks=_told(found.lines, me.public_id),
        before=before,
        later=found.earlier,
    )


def _where(person_id: int, on: dt.date) -> list[tuple[str, str]]:
    """What else they see: the teams one works in, and one's number in the employer's own list."""
    session = database.session()
    number, teams = supervisors.placed(session, person_id, on=on)
    told = [("Your teams", ", ".join(teams)), ("Your number in the employer's list", number)]
    return [(term, value) for term, value in told if value]


def _days(since: dt.date, until: dt.date | None) -> str:
    return f"{day(since)} to {day(until)}" if until else f"From {day(since)}"


def _told(found: Sequence[Read], me: str) -> list[list[str]]:
    """Looks in words: the day, never the time; who; and what they did, once for each day."""
    session = database.session()
    names = {**people_named(session, [one.actor for one in found]), me: "You"}
    teams = teams_named(session, [one.subject for one in found if one.kind == "team"])
    looks = Counter(
        (
            day(moments.day_of(one.at)),
            names.get(one.actor, _GONE),
            _ACTS[one.act].format(team=teams.get(one.subject, "a team of yours")),
        )
        for one in found
    )
    return [
        [on, who, f"{did} ({number} times)" if number > 1 else did]
        for (on, who, did), number in looks.items()
    ]
