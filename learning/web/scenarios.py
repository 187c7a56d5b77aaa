"""Scenarios played alone: what they are about, moment by moment, and one's own debrief.

Nothing is scored and nobody but the person sees a run: no page of any other role asks for one.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from markupsafe import Markup

from learning.content.blobs import ScenarioEntry
from learning.errors import Invalid
from learning.releases.shapes import Course, Scenario
from learning.scenarios import playing
from learning.scenarios.crew_sessions import Pinned
from learning.scenarios.models import ScenarioRun
from learning.scenarios.walking import walk
from learning.web import crew_pages, database, identity, moments, scenario_pages, shelves
from learning.web.crew_screen import play_of
from learning.web.doors import open_to

area = Blueprint("scenarios", __name__)
_MOVED = "That part was behind you already. This is where you are now."


@area.get("/scenarios")
@open_to("readers")
def listing() -> Any:
    """Every scenario of every live course, and what the reader has played, of any."""
    waiting, before = scenario_pages.waiting_of_reader(), request.args.get("before", "")
    person, session = identity.person(), database.session()
    runs, later = playing.runs_page(session, person.id, before) if person else ((), "")
    shown = [
        (course, [scenario_pages.card(course.id, play, waiting) for play in course.plays.values()])
        for course in shelves.shelf().courses(session)
        if course.plays
    ]
    own = [scenario_pages.played(run, _play(run)) for run in runs]
    return render_template(
        "scenarios/scenarios.html", courses=shown, own=own, before=before, later=later
    )


@area.get("/courses/<course>/scenarios/<scenario>")
@open_to("readers")
def about(course: str, scenario: str) -> Any:
    """What a scenario is about, what is said before it begins, and one's own runs of it."""
    held, entry = play_of(course, scenario)
    person, session = identity.person(), database.session()
    found = _of_person(person.id, held.id, entry.id) if person else {"open": None, "finished": ()}
    play = shelves.shelf().scenario(session, entry.sha256)
    return render_template(
        "scenarios/about.html",
        course=held,
        play=play,
        summary=Markup(play.page.summary),
        briefing=Markup(play.page.pre_brief),
        together=play.front.timing.whole,
        **found,
    )


@area.post("/courses/<course>/scenarios/<scenario>/runs")
@open_to("learner", keeps_form=True)
def begin(course: str, scenario: str) -> Any:
    """Begin, or go on with the run that is open."""
    me, what = identity.the_person(), _pinned(*play_of(course, scenario))
    run = playing.begin(database.session(), me.id, what, at=moments.now())
    return redirect(f"/scenarios/{run}", code=303)


@area.get("/scenarios/<run>")
@open_to("learner")
def go_on(run: str) -> Any:
    """The moment in which one stands, with what the last choice led to."""
    found = _mine(run)
    if found.ended_at is not None:
        return redirect(f"/scenarios/{run}/debrief")
    return _moment_page(found)


@area.post("/scenarios/<run>")
@open_to("learner", keeps_form=True)
def choose(run: str) -> Any:
    """Take a way; a page that is behind the run changes nothing."""
    found, form = _mine(run, held=True), request.form
    made = (_number(form.get("step", "")), form.get("way", ""))
    try:
        taken = playing.choose(
            database.session(), found, _play(found).front, made, at=moments.now()
        )
    except Invalid as refusal:
        database.drop()
        return _moment_page(_mine(run), refusal.text), 422
    if not taken:
        flash(_MOVED)
    return redirect(f"/scenarios/{run}", code=303)


@area.post("/scenarios/<run>/again")
@open_to("learner", keeps_form=True)
def again(run: str) -> Any:
    """Put an open run back to its beginning, on the scenario as it is now."""
    found = _mine(run, held=True)
    what = _pinned(*play_of(found.course, found.scenario))
    playing.again(database.session(), found, what, at=moments.now())
    return redirect(f"/scenarios/{run}", code=303)


@area.get("/scenarios/<run>/debrief")
@open_to("learner")
def debrief(run: str) -> Any:
    """One's own debrief: the way that was gone, what else could have been, and the true cases."""
    found = _mine(run)
    if found.ended_at is None:
        return redirect(f"/scenarios/{run}")
    return _debrief_page(found)


@area.get("/scenarios/<run>/delete")
@open_to("learner")
def ask(run: str) -> Any:
    """Ask once before a run is deleted."""
    found = _mine(run)
    return render_template("scenarios/delete.html", run=found, play=_play(found))


@area.post("/scenarios/<run>/delete")
@open_to("learner")
def delete(run: str) -> Any:
    """Delete a run for good."""
    found = _mine(run, held=True)
    back = f"/courses/{found.course}/scenarios/{found.scenario}"
    playing.remove(database.session(), found)
    flash("The run is deleted.")
    return redirect(back if _can_begin(found) else "/scenarios", code=303)


def _mine(run: str, *, held: bool = False) -> ScenarioRun:
    return playing.run_of(database.session(), identity.the_person().id, run, held=held)


def _play(run: ScenarioRun) -> Scenario:
    """The scenario as it was when the run began."""
    return shelves.shelf().scenario(database.session(), run.scenario_sha256)


def _pinned(course: Course, entry: ScenarioEntry) -> Pinned:
    return Pinned(course.id, entry.id, course.release.release_id, entry.sha256)


def _can_begin(run: ScenarioRun) -> bool:
    """Whether the scenario is still there to be begun."""
    courses = shelves.shelf().active(database.session())
    if run.course not in courses:
        return False
    return run.scenario in shelves.shelf().course(database.session(), run.course).plays


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else -1


def _of_person(person_id: int, course: str, scenario: str) -> dict[str, Any]:
    """The open run of a scenario, and those that ended."""
    session = database.session()
    runs = playing.finished(session, person_id, course, scenario)
    return {
        "open": playing.open_run(session, person_id, course, scenario),
        "finished": [scenario_pages.played(run, _play(run)) for run in runs],
    }


def _moment_page(run: ScenarioRun, refusal: str = "") -> str:
    play = _play(run)
    here = walk(play.front, run.path)
    last = scenario_pages.steps(play, here, shelves.library())[-1:]
    return render_template(
        "scenarios/moment.html",
        run=run,
        play=play,
        moment=crew_pages.moment(play, here.node),
        last=last[0] if last else None,
        step=len(run.path),
        refusal=refusal,
        newer=_changed(run),
    )


def _changed(run: ScenarioRun) -> bool:
    """Whether another text of the scenario is live by now, for who would rather begin again."""
    if not _can_begin(run):
        return False
    course = shelves.shelf().course(database.session(), run.course)
    return course.plays[run.scenario].sha256 != run.scenario_sha256


def _debrief_page(run: ScenarioRun) -> str:
    play, library = _play(run), shelves.library()
    gone = walk(play.front, run.path)
    return render_template(
        "scenarios/debrief.html",
        run=run,
        play=play,
        ended=crew_pages.moment(play, gone.node),
        steps=scenario_pages.steps(play, gone, library),
        met=scenario_pages.met(gone, library),
        prompts=crew_pages.prompts(play),
        cases=scenario_pages.cases(library, play),
        cpd=scenario_pages.for_cpd(play),
        origin=Markup(play.page.origin),
        live=_can_begin(run),
    )
