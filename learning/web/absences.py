"""Absences and exemptions of a person. Why somebody is away is not asked; why exempt, they read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from learning.errors import LearningError, NotFound
from learning.people import queries
from learning.people.queries import Listed
from learning.supervision import exempting, pausing, stretches
from learning.web import (
    absences_ending,
    absences_forms,
    absences_pages,
    auditing,
    database,
    identity,
    moments,
    requirements_pages,
    shelves,
)
from learning.web.absences_forms import AwayForm, EndForm, ExemptionForm
from learning.web.doors import open_to
from learning.web.refusals import STATUS

area = Blueprint("absences", __name__)


@area.get("/admin/people/<person>/away")
@open_to("administrator")
def away(person: str) -> Any:
    """When somebody is or was away, and a form for another absence."""
    form = AwayForm(formdata=None, data={"since": moments.now().date()})
    return _away_page(form, _who(person))


@area.post("/admin/people/<person>/away")
@open_to("administrator", keeps_form=True)
def pause(person: str) -> Any:
    """Note an absence."""
    who, form, made_by = _who(person), AwayForm(), identity.the_person().id

    def keep(session: Session, on: dt.date) -> None:
        pausing.pause(session, who.id, form.span(), made_by=made_by, on=on)
        auditing.note("pause.made", "person", person)

    if (status := _tried(form, "since", keep)) != 200:
        return _away_page(form, who), status
    flash(f"The absence is noted. No clock runs for {who.name} meanwhile.")
    return redirect(f"/admin/people/{person}/away", code=303)


@area.get("/admin/people/<person>/exemptions")
@open_to("administrator")
def exemptions(person: str) -> Any:
    """From which courses somebody is or was exempt, and a form for another exemption."""
    form = ExemptionForm(formdata=None, data={"since": moments.now().date()})
    return _exemptions_page(form, _who(person))


@area.post("/admin/people/<person>/exemptions")
@open_to("administrator", keeps_form=True)
def exempt(person: str) -> Any:
    """Exempt somebody from a course."""
    who, form, made_by = _who(person), ExemptionForm(), identity.the_person().id

    def keep(session: Session, on: dt.date) -> None:
        shelf, asked = shelves.shelf(), form.asked()
        exempting.exempt(session, shelf, who.id, asked, made_by=made_by, on=on)
        auditing.note("exemption.made", "person", person, asked.course)

    if (status := _tried(form, "course", keep)) != 200:
        return _exemptions_page(form, who), status
    flash(f"{who.name} is exempt, and reads the reason in their record.")
    return redirect(f"/admin/people/{person}/exemptions", code=303)


@area.get("/admin/people/<person>/<any(away, exemptions):kind>/<stretch>")
@open_to("administrator")
def ask_end(person: str, kind: str, stretch: str) -> Any:
    """Ask with which day an absence or an exemption ends."""
    who, on = _who(person), moments.now().date()
    one = absences_ending.KINDS[kind].find(database.session(), who.id, stretch)
    ending = absences_ending.KINDS[kind].told(database.session(), one, on)
    form = absences_forms.opened(one.until, ending.day)
    return _end_page(form, who, kind, stretch)


@area.post("/admin/people/<person>/<any(away, exemptions):kind>/<stretch>/end")
@open_to("administrator", keeps_form=True)
def end(person: str, kind: str, stretch: str) -> Any:
    """End an absence with the first day back, or an exemption with its last day."""
    who, form, ends = _who(person), EndForm(), absences_ending.KINDS[kind]
    one = ends.find(database.session(), who.id, stretch)
    ending = ends.told(database.session(), one, moments.now().date())

    def keep(session: Session, on: dt.date) -> None:
        ends.end(session, one, form, on)
        auditing.note(f"{ends.act}.ended", "person", person, ending.noted)

    if (status := _tried(form, "day", keep)) != 200:
        return _end_page(form, who, kind, stretch), status
    flash(ending.done)
    return redirect(f"/admin/people/{person}/{kind}", code=303)


@area.post("/admin/people/<person>/<any(away, exemptions):kind>/<stretch>/take-away")
@open_to("administrator")
def take_away(person: str, kind: str, stretch: str) -> Any:
    """Take away an absence or an exemption of which no day has passed."""
    who, form, ends = _who(person), EndForm(), absences_ending.KINDS[kind]
    one = ends.find(database.session(), who.id, stretch)
    noted = ends.told(database.session(), one, moments.now().date()).taken

    def keep(session: Session, on: dt.date) -> None:
        stretches.take_away(session, one, seen=form.last_seen, on=on)
        auditing.note(f"{ends.act}.ended", "person", person, noted)

    if (status := _tried(form, "day", keep)) != 200:
        return _end_page(form, who, kind, stretch), status
    flash("It is taken away, as if it had never been noted.")
    return redirect(f"/admin/people/{person}/{kind}", code=303)


def _who(public_id: str) -> Listed:
    return queries.person(database.session(), public_id)


def _tried(form: FlaskForm, field: str, keep: Callable[[Session, dt.date], object]) -> int:
    """Keep what was sent; the status of the answer. A refusal stands beside a field of the form."""
    if not form.validate():
        database.drop()
        return 422
    try:
        keep(database.session(), moments.now().date())
    except NotFound:
        raise
    except LearningError as refusal:
        database.drop()
        form[field].errors = [refusal.text]
        return STATUS[type(refusal)]
    return 200


def _away_page(form: AwayForm, who: Listed) -> str:
    session, on = database.session(), moments.now().date()
    after = request.args.get("after", "")
    found = absences_pages.away(pausing.of_person(session, who.id), after, on=on)
    return render_template("absences/away.html", who=who, form=form, found=found, after=after)


def _exemptions_page(form: ExemptionForm, who: Listed) -> str:
    session, on = database.session(), moments.now().date()
    after = request.args.get("after", "")
    found = absences_pages.exempt(session, exempting.of_person(session, who.id), after, on=on)
    return render_template(
        "absences/exemptions.html",
        who=who,
        form=form,
        courses=requirements_pages.choices(session),
        found=found,
        after=after,
    )


def _end_page(form: EndForm, who: Listed, kind: str, stretch: str) -> str:
    """The page that ends one, with what holds now; sent again, the day is kept."""
    session, on = database.session(), moments.now().date()
    one = absences_ending.KINDS[kind].find(session, who.id, stretch)
    form.seen.process_data(one.until.isoformat() if one.until else "")
    ending = absences_ending.KINDS[kind].told(session, one, on)
    base = f"/admin/people/{who.public_id}/{kind}"
    page = "absences/end.html"
    return render_template(page, who=who, form=form, ending=ending, base=base, id=stretch)
