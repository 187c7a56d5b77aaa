"""Requirements: which courses are asked of whom. Administrators make, change and end them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request

from learning.errors import LearningError, Stale
from learning.supervision import requirements, requiring
from learning.supervision.requirements import Sought
from learning.web import (
    auditing,
    database,
    moments,
    requirements_forms,
    requirements_merging,
    requirements_pages,
    requirements_steps,
)
from learning.web.doors import open_to
from learning.web.requirements_forms import EndForm, TermsForm

area = Blueprint("requirements", __name__)
_LIST = "/admin/requirements"


@area.get("/admin/requirements")
@open_to("administrator")
def listed() -> Any:
    """The requirements that hold or will, or those that have ended, a page at a time."""
    asked, session, on = request.args, database.session(), moments.now().date()
    ended = asked.get("which") == "ended"
    sought = Sought(asked.get("course", ""), asked.get("team", ""), ended)
    found = requirements.page(session, sought, asked.get("after", ""), on=on)
    return render_template(
        "requirements/requirements.html",
        sought=sought,
        narrowed=requirements_pages.is_narrowed(sought),
        courses=requirements_pages.searched(session),
        rows=requirements_pages.rows(session, found, on=on),
        first=requirements_pages.address(sought) if "after" in asked else None,
        later=requirements_pages.address(sought, found.later) if found.later else None,
    )


@area.get("/admin/requirements/new")
@open_to("administrator")
def begin() -> Any:
    """A new requirement begins with whom it is for."""
    return requirements_steps.team_page("", chosen=request.args.get("team", ""))


@area.get("/admin/requirements/new/terms")
@open_to("administrator")
def write() -> Any:
    """What is to be required of those who were chosen."""
    team = request.args.get("team", "")
    if not team:
        return requirements_steps.team_page("", errors=requirements_steps.NO_TEAM), 422
    requirements_pages.team_chosen(database.session(), team)
    form = TermsForm(formdata=None, data={"team": team, "starts_on": moments.now().date()})
    return requirements_steps.form_page(form, "")


@area.post("/admin/requirements/new")
@open_to("administrator", keeps_form=True)
def add() -> Any:
    """Make a requirement, once its sentence was read."""
    return requirements_steps.taken(TermsForm(), None)


@area.get("/admin/requirements/<requirement>")
@open_to("administrator")
def show(requirement: str) -> Any:
    """One requirement: its sentence, and how many people it is for."""
    session, on = database.session(), moments.now().date()
    found = requiring.find(session, requirement)
    shown = requirements_pages.shown(session, found, on=on)
    ended = found.ends_on is not None and found.ends_on < on
    page = "requirements/requirement.html"
    return render_template(page, id=requirement, shown=shown, ended=ended)


@area.get("/admin/requirements/<requirement>/team")
@open_to("administrator")
def choose(requirement: str) -> Any:
    """Whom a requirement is to be for from now on."""
    session = database.session()
    team = requirements.team_of(session, requiring.find(session, requirement))
    return requirements_steps.team_page(requirement, chosen=requirements_pages.value_of(team))


@area.get("/admin/requirements/<requirement>/change")
@open_to("administrator")
def edit(requirement: str) -> Any:
    """A requirement in its form."""
    session = database.session()
    found = requiring.find(session, requirement)
    requiring.refuse_ended(found, on=moments.now().date())
    now = requirements_pages.value_of(requirements.team_of(session, found))
    form = requirements_forms.filled(requiring.terms_of(found), team=now)
    requirements_merging.note(form)
    form.version.process_data(str(found.version))
    form.team.process_data(request.args.get("team") or now)
    return requirements_steps.form_page(form, requirement)


@area.post("/admin/requirements/<requirement>/change")
@open_to("administrator", keeps_form=True)
def change(requirement: str) -> Any:
    """Change a requirement, once its sentence was read."""
    return requirements_steps.taken(TermsForm(), requiring.find(database.session(), requirement))


@area.get("/admin/requirements/<requirement>/end")
@open_to("administrator")
def ask_end(requirement: str) -> Any:
    """Ask for the last day; one that has not begun may be taken away instead."""
    found = requiring.find(database.session(), requirement)
    on = moments.now().date()
    requiring.refuse_ended(found, on=on)
    values = {"version": str(found.version), "last": max(on, found.starts_on)}
    return requirements_steps.end_page(EndForm(formdata=None, data=values), found)


@area.post("/admin/requirements/<requirement>/end")
@open_to("administrator", keeps_form=True)
def end(requirement: str) -> Any:
    """End a requirement with a day."""
    session, form = database.session(), EndForm()
    found = requiring.find(session, requirement)
    if not form.validate():
        return requirements_steps.end_page(form, found), 422
    try:
        on = moments.now().date()
        requiring.end(session, found, last=form.last.data or on, version=form.seen, on=on)
    except LearningError as refusal:
        return requirements_steps.end_refused(form, requirement, refusal)
    auditing.note("requirement.ended", "requirement", requirement, "ends_on")
    flash("The requirement ends with that day. What was completed stays on everybody's record.")
    return redirect(f"{_LIST}/{requirement}", code=303)


@area.post("/admin/requirements/<requirement>/take-away")
@open_to("administrator")
def take_away(requirement: str) -> Any:
    """Take away a requirement that has not begun."""
    session, form = database.session(), EndForm()
    found = requiring.find(session, requirement)
    try:
        requiring.take_away(session, found, version=form.seen, on=moments.now().date())
    except Stale as refusal:
        return requirements_steps.end_refused(form, requirement, refusal)
    auditing.note("requirement.ended", "requirement", requirement, "taken away before it began")
    flash("The requirement is taken away. Nobody was asked anything by it yet.")
    return redirect(_LIST, code=303)
