"""Errors on pages: anybody may tell of one, authors and administrators read them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask_wtf import FlaskForm
from wtforms import TextAreaField

from learning.errors import Invalid, TooMany
from learning.people import throttling
from learning.releases import errata
from learning.web import carrying, database, gate, moments, refusals
from learning.web.doors import open_to
from learning.web.templating import day

area = Blueprint("errata", __name__)


class ErrorForm(FlaskForm):  # type: ignore[misc]
    """What is wrong on a page."""

    said = TextAreaField("What is wrong")


@area.get("/report-error")
@open_to("anyone")
def ask() -> Any:
    """The page on which an error is told."""
    return render_template("errata/tell.html", form=ErrorForm(), about=_page(), told=False)


@area.post("/report-error")
@open_to("anyone")
def tell() -> Any:
    """Keep what is wrong; neither a name nor an address is kept with it."""
    form, page = ErrorForm(), _page()
    database.drop()
    try:
        gate.count("telling", throttling.TELLING)
        with database.writing() as session:
            errata.tell(session, page, form.said.data or "", on=moments.now().date())
    except (Invalid, TooMany) as refusal:
        form.said.errors = [refusal.text]
        shown = render_template("errata/tell.html", form=form, about=page, told=False)
        return shown, refusals.STATUS[type(refusal)]
    return render_template("errata/tell.html", form=form, about=page, told=True)


@area.get("/authoring/errors")
@open_to("author", "administrator")
def waiting() -> Any:
    """What nobody has dealt with yet."""
    before = request.args.get("before", "")
    found, later = errata.waiting(database.session(), before)
    rows = [(one, day(one.told_on)) for one in found]
    return render_template("errata/waiting.html", rows=rows, before=before, later=later)


@area.post("/authoring/errors/<erratum>/done")
@open_to("author", "administrator")
def done(erratum: str) -> Any:
    """Note that an error was dealt with."""
    errata.settle(database.session(), erratum, on=moments.now().date())
    flash("It is marked as dealt with.")
    return redirect("/authoring/errors", code=303)


def _page() -> str:
    """The page that is meant: a path of this site, or the first one."""
    page = request.values.get("page", "/")
    return page if carrying.is_local(page) else "/"
