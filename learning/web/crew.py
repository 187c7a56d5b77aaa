"""A crew's phones: join with a code, choose without a name, and see what the crew does.

Nobody has to be signed in. What a phone holds is a seat, and nothing leads from a seat to a person.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request

from learning.errors import Conflict, Invalid, LearningError, NotFound, TooMany
from learning.people import throttling
from learning.scenarios import crew_seats, crew_sessions, crew_watching
from learning.scenarios.models import CrewSeat, CrewSession
from learning.web import (
    crew_code,
    crew_now,
    crew_seat,
    database,
    gate,
    identity,
    moments,
    refusals,
)
from learning.web.doors import open_to

area = Blueprint("crew", __name__)
_NO_CODE = "No session has this code now. Look at the screen and type its six letters."
_NOWHERE = "There is no such session. Join with the code on the screen."


@area.get("/crew")
@open_to("anyone")
def ask() -> Any:
    """Where a code is typed; the square on the screen fills it in."""
    return _join_page(crew_sessions.plain(request.args.get("code", "")))


@area.post("/crew/join")
@open_to("anyone")
def join() -> Any:
    """Take a seat; a phone that has one in the session keeps it."""
    typed = request.form.get("code", "")
    database.drop()
    try:
        crew, token = _joined(typed)
    except (Invalid, Conflict, TooMany) as refusal:
        return _join_page(typed[:40], refusal.text), refusals.STATUS[type(refusal)]
    return crew_seat.keep(redirect(f"/crew/{crew}", code=303), token)


@area.get("/crew/<crew>")
@open_to("anyone")
def show(crew: str) -> Any:
    """What the crew does now, for a phone with a seat in it."""
    row = crew_sessions.named(database.session(), crew)
    if row is None:
        raise NotFound(_NOWHERE)
    if crew_sessions.is_over(row, at=moments.now()):
        return _over(row)
    mine = crew_seats.seat(database.session(), row, crew_seat.token())
    return _join_page("", lost=True) if mine is None else _phone(row, mine)


@area.post("/crew/<crew>/choose")
@open_to("anyone")
def choose(crew: str) -> Any:
    """Choose a way, or another one than before."""
    round_, way = request.form.get("round", ""), request.form.get("way", "")
    try:
        _chosen(crew, (int(round_) if round_.isdecimal() and len(round_) < 9 else -1, way))
    except Invalid as refusal:
        database.drop()
        return _still_asked(crew, refusal.text), 422
    except (Conflict, NotFound) as refusal:
        database.drop()
        flash(refusal.text)
    return redirect(f"/crew/{crew}", code=303)


@area.get("/crew/<crew>/state")
@open_to("anyone")
def state(crew: str) -> Any:
    """Whether a phone has something new to show: asked every two seconds, and writes nothing."""
    seen = crew_watching.phone(database.session(), crew)
    return crew_now.told(seen.tag(at=moments.now()) if seen else crew_watching.OVER)


@area.post("/crew/<crew>/attendance")
@open_to("learner")
def attend(crew: str) -> Any:
    """Note on one's own record that one took part; it is tied to no seat and to no choice."""
    person, session = identity.the_person(), database.session()
    try:
        crew_seats.attend(session, crew, crew_seat.token(), person.id, at=moments.now())
    except LearningError as refusal:
        database.drop()
        flash(refusal.text)
    else:
        flash("It is noted on your record that you took part.")
    return redirect(f"/crew/{crew}", code=303)


def _joined(typed: str) -> tuple[str, str]:
    """The session of a code and the token of a seat in it. Only wrong codes are counted."""
    gate.check("crew", throttling.CREW)
    at = moments.now()
    with database.reading() as session:
        found = crew_sessions.with_code(session, typed, at=at)
    if found is None:
        gate.count("crew", throttling.CREW)
        raise Invalid(_NO_CODE)
    with database.writing() as session:
        return found.public_id, crew_seats.join(session, found.public_id, crew_seat.token(), at=at)


def _chosen(crew: str, choice: tuple[int, str]) -> None:
    session = database.session()
    row = crew_sessions.named(session, crew)
    if row is None:
        raise NotFound(_NOWHERE)
    play = crew_now.scenario_of(row).front
    crew_seats.choose(session, crew, crew_seat.token(), play, choice, at=moments.now())


def _still_asked(crew: str, refusal: str) -> str:
    """The page of the choice again, for who pressed without choosing."""
    session = database.session()
    row = crew_sessions.named(session, crew)
    mine = crew_seats.seat(session, row, crew_seat.token()) if row else None
    assert row is not None and mine is not None, "what was refused had a seat"
    return _phone(row, mine, refusal)


def _over(row: CrewSession) -> Any:
    """The end of a session. A phone that has joined the next one since keeps its seat there."""
    over = render_template("crew/over.html", course=row.course, scenario=row.scenario)
    if crew_seats.sits_elsewhere(database.session(), row, crew_seat.token()):
        return Response(over)
    return crew_seat.drop(Response(over))


def _phone(row: CrewSession, mine: CrewSeat, refusal: str = "") -> str:
    play, session, person = crew_now.scenario_of(row), database.session(), identity.person()
    return render_template(
        "crew/phone.html",
        refusal=refusal,
        mine=crew_seats.chosen(session, row, mine),
        noted=person is not None and crew_seats.attended(session, row, person.id),
        **crew_now.around(row, play),
    )


def _join_page(code: str, refusal: str = "", *, lost: bool = False) -> str:
    typed = crew_code.spelled(code) if len(code) == crew_sessions.LENGTH else code
    return render_template("crew/join.html", code=typed, refusal=refusal, lost=lost)
