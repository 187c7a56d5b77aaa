"""CPD entries: a learner's own notes for the body that registers them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request

from learning.errors import Conflict
from learning.progress import cpd
from learning.web import cpd_pages, database, identity, moments, shelves
from learning.web.certificates import download
from learning.web.cpd_pages import EntryForm
from learning.web.doors import open_to

area = Blueprint("cpd", __name__)


@area.get("/record/cpd")
@open_to("learner")
def own() -> Any:
    """The entries of the signed-in person, a page at a time."""
    person, session = identity.the_person(), database.session()
    before = request.args.get("before", "")
    entries, later = cpd.entries_page(session, person.id, before=before)
    return render_template(
        "cpd/cpd.html",
        entries=[cpd_pages.row(one) for one in entries],
        drafts=cpd_pages.choices(cpd.drafts(session, shelves.shelf(), person.id)),
        before=before,
        later=later,
    )


@area.get("/record/cpd/new")
@open_to("learner")
def begin() -> Any:
    """A new entry, with the title, day and minutes of the completion it is about, if of one."""
    person, about = identity.the_person(), request.args.get("about", "")
    drafts = cpd.drafts(database.session(), shelves.shelf(), person.id)
    found = next((one for one in drafts if one.about == about), None)
    filled = cpd_pages.begun(found, request.args)
    return _form_page(EntryForm(formdata=None, data=filled), task=found.about if found else "")


@area.post("/record/cpd/new")
@open_to("learner", keeps_form=True)
def add() -> Any:
    """Keep a new entry."""
    form = EntryForm()
    if not form.validate():
        database.drop()
        return _form_page(form), 422
    person = identity.the_person()
    made = cpd.add(database.session(), person.id, form.written(), at=moments.now())
    flash("Your entry is saved.")
    return redirect(f"/record/cpd/{made}", code=303)


@area.get("/record/cpd/<entry>")
@open_to("learner")
def show(entry: str) -> Any:
    """One entry, to read and to print."""
    found = cpd.entry(database.session(), identity.the_person().id, entry)
    return render_template("cpd/entry.html", entry=cpd_pages.shown(found))


@area.get("/record/cpd/<entry>/edit")
@open_to("learner")
def edit(entry: str) -> Any:
    """An entry in its form."""
    found = cpd.entry(database.session(), identity.the_person().id, entry)
    return _form_page(EntryForm(formdata=None, data=cpd_pages.kept(found)), entry=entry)


@area.post("/record/cpd/<entry>/edit")
@open_to("learner", keeps_form=True)
def change(entry: str) -> Any:
    """Keep an entry as it is written now."""
    person, session, form = identity.the_person(), database.session(), EntryForm()
    if not form.validate():
        database.drop()
        return _form_page(form, entry=entry), 422
    try:
        seen, now = form.seen.data or "", moments.now()
        cpd.change(session, person.id, entry, form.written(), seen=seen, at=now)
    except Conflict as refusal:
        return _changed_meanwhile(form, entry, refusal), 409
    flash("Your entry is saved.")
    return redirect(f"/record/cpd/{entry}", code=303)


@area.get("/record/cpd/<entry>/delete")
@open_to("learner")
def ask(entry: str) -> Any:
    """Ask once before an entry is deleted."""
    found = cpd.entry(database.session(), identity.the_person().id, entry)
    return render_template("cpd/delete.html", entry=cpd_pages.row(found))


@area.post("/record/cpd/<entry>/delete")
@open_to("learner")
def delete(entry: str) -> Any:
    """Delete an entry for good."""
    cpd.remove(database.session(), identity.the_person().id, entry)
    flash("The entry is deleted.")
    return redirect("/record/cpd", code=303)


@area.get("/record/cpd.csv")
@open_to("learner")
def table() -> Response:
    """All entries as a table."""
    found = cpd.entries(database.session(), identity.the_person().id)
    return download(cpd_pages.csv_of(found), "text/csv; charset=utf-8", "cpd.csv")


@area.get("/record/cpd.txt")
@open_to("learner")
def text() -> Response:
    """All entries as plain text, to copy into another form."""
    found = cpd.entries(database.session(), identity.the_person().id)
    return download(cpd_pages.text_of(found), "text/plain; charset=utf-8", "cpd.txt")


def _changed_meanwhile(form: EntryForm, entry: str, refusal: Conflict) -> str:
    """The form as it was sent, with the reason; sent again it is kept."""
    found = cpd.entry(database.session(), identity.the_person().id, entry)
    form.seen.process_data(cpd.version(found))
    form.title.errors = [refusal.text]
    database.drop()
    return _form_page(form, entry=entry)


def _form_page(form: EntryForm, entry: str = "", task: str = "") -> str:
    return render_template("cpd/form.html", form=form, entry=entry, task=task, kinds=cpd.KINDS)
