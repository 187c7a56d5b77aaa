"""The signed record to take elsewhere, and records that come from elsewhere."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request

from learning.errors import Invalid
from learning.progress import outside
from learning.web import database, identity, moments, shelves
from learning.web.certificates import download, issuer
from learning.web.doors import open_to

area = Blueprint("outside", __name__)


@area.get("/record/signed.json")
@open_to("learner")
def take() -> Any:
    """All completions of the signed-in person as one signed file."""
    person, session, today = identity.the_person(), database.session(), moments.now().date()
    body = outside.told(session, shelves.shelf(), issuer(), person.id, on=today)
    return download(body, "application/json", f"record-{today}.json")


@area.get("/record/import")
@open_to("learner")
def ask() -> Any:
    """The form for a record from elsewhere."""
    return render_template("outside/import.html", error="")


@area.post("/record/import")
@open_to("learner")
def add() -> Any:
    """Add a record from elsewhere; the same file twice changes nothing."""
    sent = request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise Invalid("Choose the file that you downloaded from the other installation.")
        person, body = identity.the_person(), sent.read()
        new = outside.add(database.session(), issuer().ring, person.id, body, at=moments.now())
    except Invalid as refusal:
        database.drop()
        return render_template("outside/import.html", error=refusal.text), 422
    flash("The record is added." if new else "This record was added before. Nothing has changed.")
    return redirect("/record#outside-title", code=303)


@area.post("/record/outside/<record>/remove")
@open_to("learner")
def remove(record: str) -> Any:
    """Take a record from elsewhere off one's own; it can be added again from its file."""
    outside.remove(database.session(), identity.the_person().id, record)
    flash("It is no longer on your record. You can add it again from its file.")
    return redirect("/record", code=303)
