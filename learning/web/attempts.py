"""Attempts: one item at a time where feedback follows each, all on one page where it comes at the
end.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request

from learning.errors import Invalid
from learning.progress import attempting, doubts
from learning.progress.attempts import Open
from learning.web import answering, database, identity, moments, results, shelves
from learning.web.doors import open_to

area = Blueprint("attempts", __name__)


@area.get("/attempts/<attempt>")
@open_to("learner")
def go_on(attempt: str) -> Any:
    """The next item to answer, the whole quiz, or the result."""
    found = _opened(attempt)
    if found.ended:
        return redirect(f"/attempts/{attempt}/result")
    if found.at_once:
        return redirect(f"/attempts/{attempt}/items/{found.left[0]}")
    return answering.quiz_page(found, {})


@area.get("/attempts/<attempt>/items/<item>")
@open_to("learner")
def item_page(attempt: str, item: str) -> Any:
    """One item: to answer, or with its feedback."""
    found = _opened(attempt)
    found.shown(item)
    if not found.at_once:
        return redirect(f"/attempts/{attempt}#item-{item}")
    return answering.item_page(found, item)


@area.post("/attempts/<attempt>/items/<item>")
@open_to("learner", keeps_form=True)
def respond(attempt: str, item: str) -> Any:
    """Save the response to one item; a second one changes nothing."""
    found = _opened(attempt)
    raw = dict(request.form.lists())
    try:
        attempting.respond(database.session(), found, item, raw, at=moments.now())
    except Invalid as refusal:
        database.drop()
        return answering.item_page(found, item, raw=raw, refusal=refusal.text), 422
    return redirect(f"/attempts/{attempt}/items/{item}", code=303)


@area.get("/attempts/<attempt>/items/<item>/unclear")
@open_to("learner")
def unclear(attempt: str, item: str) -> Any:
    """The page on which an item is said to be unclear."""
    found = _opened(attempt)
    said = doubts.of(database.session(), found, item)
    return answering.doubt_page(found, item, note=said.note if said else "", said=said is not None)


@area.post("/attempts/<attempt>/items/<item>/unclear")
@open_to("learner", keeps_form=True)
def doubt(attempt: str, item: str) -> Any:
    """Say that an item is unclear, or take it back."""
    found, session, note = _opened(attempt), database.session(), request.form.get("note", "")
    if "take_back" in request.form:
        doubts.take_back(session, found, item)
        flash("You find it clear after all.")
        return redirect(answering.home_of(found, item), code=303)
    try:
        doubts.say(session, found, item, note, at=moments.now())
    except Invalid as refusal:
        database.drop()
        return answering.doubt_page(found, item, note=note, refusal=refusal.text), 422
    flash("Thank you. Authors see how many find it unclear, and never who.")
    return redirect(answering.home_of(found, item), code=303)


@area.post("/attempts/<attempt>")
@open_to("learner", keeps_form=True)
def save(attempt: str) -> Any:
    """Save what is filled in on a whole quiz, and hand it in where that was asked."""
    found = _opened(attempt)
    raw = dict(request.form.lists())
    refusals = answering.save_all(found, raw)
    if refusals:
        return answering.quiz_page(found, refusals, raw=raw), 422
    if "hand_in" in raw:
        return redirect(f"/attempts/{attempt}/result", code=303)
    return redirect(f"/attempts/{attempt}{answering.place(found, raw)}", code=303)


@area.get("/attempts/<attempt>/result")
@open_to("learner")
def result(attempt: str) -> Any:
    """What do I hold, what do I hold wrongly with certainty, and where can I read again?"""
    found = _opened(attempt)
    if not found.ended:
        return redirect(f"/attempts/{attempt}")
    return render_template("attempts/result.html", **results.page(found))


def _opened(attempt: str) -> Open:
    person = identity.the_person()
    return attempting.opened(
        database.session(), shelves.shelf(), person.id, attempt, hold=not database.only_reads()
    )
