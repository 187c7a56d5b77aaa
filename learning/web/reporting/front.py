"""Before the form: who runs this, what is promised and what is not, and the two gates.

What is answered at a gate is kept nowhere: the answer is in the body of what is sent, and the page
that follows is the answer to it.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from learning.reports import purging, scheme
from learning.reports.telling import KINDS, LONGEST, ROLES, SETTINGS, SHORTEST, TEXTS
from learning.web.reporting import promises, tokens
from learning.web.reporting.places import here

blueprint = Blueprint("front", __name__)
_CHOOSE = "Choose one of the two."
_GATES = {"danger": "reporting/danger_gate.html", "scope": "reporting/scope_gate.html"}
#: where “Leave this page” leads: somewhere that says nothing of where one came from
LEAVE_TO = "https://www.bbc.co.uk/weather"


def shared() -> dict[str, Any]:
    """What every page of reporting may use."""
    machine = here().machine
    return {"demo": machine.demo, "path": request.path, "leave_to": LEAVE_TO}


@blueprint.get("/report")
def begin() -> str:
    """Who runs it, who reads, what is promised and what is not; the way in, or why it is shut."""
    place = here()
    with place.database.reading() as session:
        told = place.scheme(session)
        shut = bool(scheme.missing(session, told))
    weeks = {"unopened": purging.UNOPENED, "closed": purging.CLOSED}
    return render_template("reporting/begin.html", scheme=told, shut=shut, weeks=weeks)


@blueprint.get("/report/start")
def start() -> str:
    """The first gate: is a child in danger now?"""
    return _gate("danger")


@blueprint.post("/report/start")
def started() -> Any:
    """Danger leads to the page that says whom to call. Nothing is kept."""
    answer = request.form.get("danger", "")
    if answer == "yes":
        return _page("reporting/danger.html")
    if answer == "no":
        return _gate("scope")
    return _gate("danger", _CHOOSE), 422


@blueprint.post("/report/scope")
def scoped() -> Any:
    """What belongs elsewhere is led there. Nothing is kept."""
    answer = request.form.get("scope", "")
    if answer == "yes":
        return _page("reporting/elsewhere.html")
    if answer == "no":
        return form({})
    return _gate("scope", _CHOOSE), 422


@blueprint.get("/report/promises")
def promised() -> str:
    """Each promise, with the test that guards it."""
    return render_template("reporting/promises.html", promises=promises.read())


def form(typed: dict[str, str], **more: Any) -> str:
    """The form for telling, as it was filled in so far. A token that was sent is kept."""
    place = here()
    token = typed.get("token") or tokens.issue(place.keys, place.now())
    given = {"errors": {}, "spans": [], "refusal": None, **more}
    kinds = [(code, words, None) for code, words in KINDS.items()]
    choices = {"kinds": kinds, "settings": SETTINGS, "roles": ROLES, "texts": TEXTS}
    limits = {"shortest": SHORTEST, "longest": LONGEST}
    return render_template(
        "reporting/tell.html", typed=typed, token=token, **choices, **limits, **given
    )


def _gate(name: str, error: str | None = None) -> str:
    return _page(_GATES[name], error=error)


def _page(template: str, **more: Any) -> str:
    place = here()
    with place.database.reading() as session:
        told = place.scheme(session)
    return render_template(template, scheme=told, **more)
