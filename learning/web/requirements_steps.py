"""The steps of writing a requirement: whom it is for, what it asks, and a look before it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request

from learning.errors import Conflict, LearningError, Stale
from learning.supervision import requirements, requiring
from learning.supervision.models import Requirement
from learning.web import (
    auditing,
    database,
    moments,
    requirements_forms,
    requirements_merging,
    requirements_pages,
    shelves,
    team_choice,
)
from learning.web.requirements_forms import EndForm, TermsForm
from learning.web.requirements_pages import EVERYBODY

_EVERYBODY = (EVERYBODY, "Everybody, in whatever team", None)
NO_TEAM = (("team", "Choose everybody, or a team."),)


def taken(form: TermsForm, requirement: Requirement | None) -> Any:
    """Keep what was typed, show it to be checked first, or say what stops it."""
    public_id = requirement.public_id if requirement else ""
    if not form.validate() or "again" in request.form:
        database.drop()
        return form_page(form, public_id), 422 if form.errors else 200
    try:
        kept, said = _kept(form, requirement)
    except Stale:
        form.is_stale = True
        return _check_page(form, public_id), 409
    except LearningError as refusal:
        database.drop()
        form.refuse(refusal)
        return form_page(form, public_id), 409 if isinstance(refusal, Conflict) else 422
    if "sure" not in request.form:
        return _check_page(form, public_id)
    act = "changed" if requirement else "made"
    auditing.note(f"requirement.{act}", "requirement", kept, said)
    flash(f"The requirement is {act}.")
    return redirect(f"/admin/requirements/{kept}", code=303)


def _kept(form: TermsForm, requirement: Requirement | None) -> tuple[str, str]:
    """Make or change the requirement within this unit; its id in addresses.

    With it comes what the audit line says: its course, or which of its fields changed.
    """
    session, on = database.session(), moments.now().date()
    team, terms = requirements_pages.team_chosen(session, form.team.data or ""), form.terms()
    if requirement is None:
        made = requiring.make(session, shelves.shelf(), terms, team, on=on)
        return made.public_id, made.course
    changed = requiring.change(session, requirement, terms, team, version=form.seen, on=on)
    return requirement.public_id, ", ".join(changed)


def _check_page(form: TermsForm, public_id: str) -> str:
    """What was typed as a sentence, beside what holds now. Nothing of it is kept yet.

    Where somebody else was first, what they alone changed is taken from them.
    """
    database.drop()
    session, on = database.session(), moments.now().date()
    now = None
    if public_id:
        found = requiring.find(session, public_id)
        now = requirements_pages.shown(session, found, on=on)
        if form.is_stale:
            value = requirements_pages.value_of(requirements.team_of(session, found))
            held = requirements_forms.filled(requiring.terms_of(found), team=value)
            requirements_merging.merge(form, held)
            form.version.process_data(str(found.version))
    team = requirements_pages.team_chosen(session, form.team.data or "")
    asked = requirements_pages.told(session, form.terms(), team, on=on)
    page = "requirements/check.html"
    return render_template(page, id=public_id, form=form, asked=asked, now=now)


def form_page(form: TermsForm, public_id: str) -> str:
    """The form of what is asked; `public_id` is empty for a new requirement."""
    session = database.session()
    value = form.team.data or EVERYBODY
    team = requirements_pages.team_chosen(session, value)
    return render_template(
        "requirements/terms.html",
        form=form,
        id=public_id,
        team=team_choice.in_full(team) if team else _EVERYBODY[1],
        courses=requirements_pages.choices(session),
        kinds=requirements_forms.KINDS,
        months=requirements_forms.MONTHS,
        who=requirements_forms.WHO,
    )


def team_page(public_id: str, chosen: str = "", errors: Sequence[tuple[str, str]] = ()) -> str:
    """Whom a requirement is for: everybody, or one of the teams that were searched for."""
    choice = team_choice.offered(_EVERYBODY, chosen=chosen)
    page = "requirements/team.html"
    return render_template(page, id=public_id, choice=choice, errors=errors)


def end_page(form: EndForm, found: Requirement) -> str:
    """Asks for the last day, beside what holds now."""
    on, public_id, begins = moments.now().date(), found.public_id, found.starts_on
    database.drop()
    found = requiring.find(database.session(), public_id)
    shown = requirements_pages.shown(database.session(), found, on=on)
    page = "requirements/end.html"
    return render_template(page, id=public_id, form=form, shown=shown, begun=begins <= on)


def end_refused(form: EndForm, requirement: str, refusal: LearningError) -> Any:
    """The same page with the reason and with what holds now; sent again it is kept."""
    database.drop()
    found = requiring.find(database.session(), requirement)
    form.version.process_data(str(found.version))
    form.last.errors = [refusal.text]
    return end_page(form, found), 409 if isinstance(refusal, Conflict) else 422
