"""Other words for a passage: whoever is signed in proposes them, authors take them or not."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request

from learning.authoring import proposing
from learning.content.word_changes import changes
from learning.errors import NotFound, TooMany
from learning.people import throttling
from learning.web import database, gate, moments, proposals_pages, refusals
from learning.web.doors import open_to
from learning.web.proposals_forms import ProposalForm

area = Blueprint("proposals", __name__)
_SAID = {
    "waiting": "It waits again.",
    "taken": "It is marked as taken. The files change when you apply the patch.",
    "declined": "It is declined.",
}
_MODULE, _CASE = "/courses/<course>/<module>/words", "/cases/<case>/words"
_ITEM = "/courses/<course>/<module>/items/<item>/words"


@area.get(_MODULE)
@area.get(_ITEM)
@area.get(_CASE)
@open_to("learner")
def choose(**where: str) -> Any:
    """The text of a page by its passages, as its author wrote it."""
    return proposals_pages.choose(proposals_pages.place(**where))


@area.get(f"{_MODULE}/<passage>")
@area.get(f"{_ITEM}/<passage>")
@area.get(f"{_CASE}/<passage>")
@open_to("learner")
def edit(passage: str, **where: str) -> Any:
    """The page on which a passage is said in other words."""
    place = proposals_pages.place(**where)
    found = proposals_pages.passage_of(place, passage)
    form = ProposalForm(after=found.text, was=found.mark)
    return proposals_pages.edit(place, found, form)


@area.post(f"{_MODULE}/<passage>")
@area.post(f"{_ITEM}/<passage>")
@area.post(f"{_CASE}/<passage>")
@open_to("learner", keeps_form=True)
def send(passage: str, **where: str) -> Any:
    """Look at the change, or send it; nothing of who sent it is kept."""
    place, form = proposals_pages.place(**where), ProposalForm()
    found = place.text.passage(passage)
    database.drop()
    if found is None or form.was.data != found.mark:
        return proposals_pages.moved(place, passage, form), 409
    words, why = form.words(found), form.reason() if form.sends else ""
    shown = changes(found.text, words) if words else ()
    if form.errors or not form.sends:
        page = proposals_pages.edit(place, found, form, shown=shown)
        return page, 422 if form.errors else 200
    return _kept(place, found, form, words=words, why=why)


def _kept(place: Any, passage: Any, form: ProposalForm, *, words: str, why: str) -> Any:
    """Keep a proposal in a unit of its own, or say for how long to wait."""
    try:
        gate.count("proposing", throttling.TELLING)
        with database.writing() as session:
            proposing.propose(session, place.text, passage, words, why, on=moments.now().date())
    except TooMany as refusal:
        form.after.errors = [refusal.text]
        shown = changes(passage.text, words)
        page = proposals_pages.edit(place, passage, form, shown=shown)
        return page, refusals.STATUS[TooMany]
    flash("Thank you. Authors read it without knowing who wrote it.")
    return redirect(place.address, code=303)


@area.get("/authoring/proposals")
@open_to("author", "administrator")
def listing() -> Any:
    """What waits, what was taken, what was declined."""
    asked, before = request.args.get("state", "waiting"), request.args.get("before", "")
    state = next((one for one in proposing.STATES if one == asked), None)
    if state is None:
        raise NotFound("There is no such list. Begin with the proposals that wait.")
    rows, later = proposing.listed(database.session(), state, before)
    shown = proposals_pages.listing(rows, state)
    return render_template("proposals/proposals.html", before=before, later=later, **shown)


@area.post("/authoring/proposals/<proposal>")
@open_to("author", "administrator")
def settle(proposal: str) -> Any:
    """Note that a proposal was taken or declined, or that it waits again."""
    asked = request.form.get("state", "")
    state = proposing.settle(database.session(), proposal, asked, on=moments.now().date())
    flash(_SAID[state])
    return redirect("/authoring/proposals", code=303)


@area.post("/authoring/proposals/<proposal>/delete")
@open_to("author", "administrator")
def delete(proposal: str) -> Any:
    """Delete a declined proposal for good, such as one that tells of somebody."""
    proposing.delete(database.session(), proposal)
    flash("The proposal is deleted.")
    return redirect("/authoring/proposals?state=declined", code=303)
