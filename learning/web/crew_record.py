"""Crews on one's own record: those one took part in, as one asked for, and those one led."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request

from learning.scenarios import crew_records, crew_seats, crew_sessions
from learning.web import crew_now, database, identity, moments
from learning.web.doors import open_to
from learning.web.templating import day

area = Blueprint("crew_record", __name__)


@area.get("/record/crews")
@open_to("learner")
def own() -> Any:
    """The signed-in person's own list; there is no address for anybody else's."""
    session, me = database.session(), identity.the_person()
    before, after = request.args.get("attended", ""), request.args.get("led", "")
    part, earlier = crew_records.attended(session, me.id, before)
    led, more = crew_sessions.led(session, me.id, after)
    return render_template(
        "crew/record.html",
        part=[
            (one.crew, crew_now.title(one.release_id, one.scenario), day(one.on)) for one in part
        ],
        led=[
            (
                one.public_id,
                crew_now.title(one.release_id, one.scenario),
                day(moments.day_of(one.begun_at)),
            )
            for one in led
        ],
        earlier=earlier,
        more=more,
        paged=bool(before or after),
    )


@area.post("/record/crews/<crew>/remove")
@open_to("learner")
def remove(crew: str) -> Any:
    """Take off the record that one took part."""
    crew_seats.withdraw(database.session(), crew, identity.the_person().id)
    flash("It is off your record.")
    return redirect("/record/crews", code=303)
