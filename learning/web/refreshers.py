"""Refreshers: a few items asked again, when an objective is due."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request

from learning.errors import Invalid
from learning.progress import refreshing
from learning.progress.refreshing import Round
from learning.web import answering, database, identity, moments, shelves
from learning.web.doors import open_to
from learning.web.templating import day

area = Blueprint("refreshers", __name__)
_RESTS = {"week": 7, "month": 30, "quarter": 91, "resumed": None}


@area.get("/refreshers")
@open_to("learner")
def overview() -> Any:
    """What is due, and whether I want any."""
    person, today = identity.the_person(), moments.now().date()
    found = refreshing.overview(database.session(), shelves.shelf(), person.id, on=today)
    return render_template(
        "refreshers/refreshers.html",
        found=found,
        next_on=day(found.next_on) if found.next_on else "",
        until=day(found.paused_until) if found.paused_until else "",
    )


@area.post("/refreshers/rounds")
@open_to("learner")
def begin() -> Any:
    """Begin with what is due, or go on."""
    person = identity.the_person()
    made = refreshing.begin(database.session(), shelves.shelf(), person.id, at=moments.now())
    return redirect(f"/refreshers/rounds/{made}", code=303)


@area.get("/refreshers/rounds/<round_id>")
@open_to("learner")
def go_on(round_id: str) -> Any:
    """The next item, or the end for today."""
    found = _opened(round_id)
    if found.left:
        return redirect(f"/refreshers/rounds/{round_id}/{found.left[0] + 1}")
    return redirect("/refreshers")


@area.get("/refreshers/rounds/<round_id>/<int:number>")
@open_to("learner")
def item(round_id: str, number: int) -> Any:
    """One item: to answer, or with its feedback."""
    return _page(_opened(round_id), number)


@area.post("/refreshers/rounds/<round_id>/<int:number>")
@open_to("learner", keeps_form=True)
def respond(round_id: str, number: int) -> Any:
    """Save the answer to one item; a second one changes nothing."""
    found, session = _opened(round_id), database.session()
    raw = dict(request.form.lists())
    try:
        refreshing.respond(session, shelves.shelf(), found, number - 1, raw, at=moments.now())
    except Invalid as refusal:
        database.drop()
        return _page(found, number, raw=raw, refusal=refusal.text), 422
    return redirect(f"/refreshers/rounds/{round_id}/{number}", code=303)


@area.post("/refreshers/rest")
@open_to("learner")
def rest() -> Any:
    """Let refreshers rest, for a while or until they are resumed."""
    days = _RESTS.get(request.form.get("rest", ""), 7)
    until = moments.now().date() + dt.timedelta(days=days) if days else None
    refreshing.pause(database.session(), identity.the_person().id, until)
    flash("Your refreshers rest. Nothing is lost, and nobody is told.")
    return redirect("/refreshers", code=303)


@area.post("/refreshers/resume")
@open_to("learner")
def resume() -> Any:
    """Let refreshers come again."""
    refreshing.resume(database.session(), identity.the_person().id)
    flash("Your refreshers come again when they are due.")
    return redirect("/refreshers", code=303)


def _opened(round_id: str) -> Round:
    return refreshing.opened(database.session(), identity.the_person().id, round_id)


def _page(found: Round, number: int, *, raw: Any = None, refusal: str = "") -> str:
    session, shelf = database.session(), shelves.shelf()
    attempt = refreshing.as_attempt(session, shelf, found, number - 1)
    page = answering.page_of(attempt, attempt.order[0])
    return render_template(
        "refreshers/item.html",
        item=page,
        round_id=found.row.public_id,
        number=number,
        of=len(found.paper),
        left=found.left,
        filled=raw if raw is not None else page.filled,
        refusal=refusal,
        module=answering.module_of(attempt),
        read_again=f"/courses/{attempt.row.course}/{attempt.row.module}",
    )
