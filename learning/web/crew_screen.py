"""A crew's screen: the facilitator opens a session, leads it, and prints its debrief.

Anybody who is signed in may lead. Another device of theirs shows the same screen and can take over.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask_wtf import FlaskForm
from wtforms import BooleanField

from learning.content.blobs import ScenarioEntry
from learning.errors import Conflict, Invalid, NotFound, Stale
from learning.releases.shapes import Course
from learning.scenarios import crew as leading
from learning.scenarios import crew_seats, crew_sessions, crew_watching
from learning.scenarios.crew import Move
from learning.scenarios.crew_sessions import Pinned
from learning.scenarios.models import CrewSession
from learning.web import (
    crew_code,
    crew_now,
    crew_pages,
    database,
    identity,
    moments,
    shelves,
)
from learning.web.doors import open_to

area = Blueprint("crew_screen", __name__)


class StartForm(FlaskForm):  # type: ignore[misc]
    """Whether participants may have their attendance noted."""

    attendance = BooleanField("Attendance", default=True)


@area.get("/courses/<course>/scenarios/<scenario>/crew")
@open_to("learner")
def begin(course: str, scenario: str) -> Any:
    """What it takes to play this scenario with a crew."""
    return _start_page(*play_of(course, scenario), StartForm(formdata=None))


@area.post("/courses/<course>/scenarios/<scenario>/crew")
@open_to("learner", keeps_form=True)
def start(course: str, scenario: str) -> Any:
    """Open a session, pinned to the scenario as it is published now."""
    session, me, form = database.session(), identity.the_person(), StartForm()
    held, entry = play_of(course, scenario)
    what = Pinned(held.id, entry.id, held.release.release_id, entry.sha256)
    noted, at = bool(form.attendance.data), moments.now()
    try:
        made = crew_sessions.start(session, me.id, what, attendance=noted, at=at)
    except Conflict as refusal:
        database.drop()
        return _start_page(held, entry, form, refusal.text), 409
    return redirect(f"/crew/screen/{made.public_id}", code=303)


@area.get("/crew/screen/<crew>")
@open_to("learner")
def show(crew: str) -> Any:
    """The screen as the session stands; nobody else's is found."""
    row = _mine(crew)
    return _screen(row)


@area.post("/crew/screen/<crew>")
@open_to("learner", keeps_form=True)
def act(crew: str) -> Any:
    """Do what was pressed; a screen that showed something older changes nothing."""
    row, asked = _mine(crew, held=True), request.form
    seen = asked.get("version", "")
    pressed = Move(asked.get("act", ""), int(seen) if _counts(seen) else -1, asked.get("way", ""))
    play = crew_now.scenario_of(row).front
    try:
        leading.move(database.session(), row, play, pressed, at=moments.now())
    except Invalid as refusal:
        database.drop()
        return _screen(_mine(crew), refusal.text), 422
    except (Stale, Conflict) as refusal:
        database.drop()
        flash(refusal.text)
    return redirect(f"/crew/screen/{crew}", code=303)


@area.get("/crew/screen/<crew>/state")
@open_to("learner")
def state(crew: str) -> Any:
    """Whether the screen has something new to show, and how many joined and chose."""
    me = identity.the_person()
    seen = crew_watching.screen(database.session(), crew, me.id)
    if seen is None:
        return crew_now.told(crew_watching.OVER)
    said = {
        "version": seen.tag(at=moments.now()),
        "joined": crew_pages.joined(seen.joined),
        "chose": crew_pages.chose(seen.chose, seen.joined),
    }
    return crew_now.told(f"{said['version']}.{seen.joined}.{seen.chose}", **said)


def play_of(course: str, scenario: str) -> tuple[Course, ScenarioEntry]:
    """A scenario that can be begun, and its course."""
    held = shelves.shelf().course(database.session(), course)
    entry = held.plays.get(scenario)
    if entry is None:
        raise NotFound("There is no such scenario. The course page lists those there are.")
    return held, entry


def _mine(crew: str, *, held: bool = False) -> CrewSession:
    me = identity.the_person()
    return crew_sessions.of_facilitator(database.session(), me.id, crew, held=held)


def _counts(seen: str) -> bool:
    return seen.isdecimal() and len(seen) < 9


def _start_page(course: Course, entry: ScenarioEntry, form: StartForm, refusal: str = "") -> str:
    me, session = identity.the_person(), database.session()
    return render_template(
        "crew/start.html",
        course=course,
        entry=entry,
        play=shelves.shelf().scenario(session, entry.sha256),
        noted=form.attendance.data,
        refusal=refusal,
        open=[
            (
                one.public_id,
                crew_now.title(one.release_id, one.scenario),
                crew_code.spelled(one.code),
            )
            for one in crew_sessions.led_now(session, me.id, at=moments.now())
        ],
        most=(crew_sessions.OPEN, crew_seats.SEATS),
    )


def _screen(row: CrewSession, refusal: str = "") -> str:
    session, at, play = database.session(), moments.now(), crew_now.scenario_of(row)
    over = crew_sessions.is_over(row, at=at)
    joined = crew_sessions.seats(session, row)
    chose = crew_seats.choices(session, row)
    return render_template(
        "crew/screen.html",
        refusal=refusal,
        over=over,
        can_reopen=crew_sessions.can_reopen(row, at=at),
        acts=leading.acts(row),
        way=None if over else crew_code.way(row.code),
        joined=crew_pages.joined(joined),
        chose=crew_pages.chose(chose, joined),
        attending=crew_seats.attending(session, row),
        tag=f"{row.version}.{joined}.{chose}",
        **crew_now.around(row, play, over=over),
    )
