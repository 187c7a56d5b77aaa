"""Pages for readers about the site itself: what becomes of their data, and who can use it how."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from learning.scenarios import crew, crew_seats
from learning.supervision.status import Status
from learning.web.doors import open_to
from learning.web.standing_pages import WORDS

area = Blueprint("pages", __name__)


@area.get("/privacy")
@open_to("anyone")
def privacy() -> str:
    """What is kept, why, for how long, and who sees it."""
    config = current_app.extensions["settings"]
    return render_template("pages/privacy.html", **_operator(), session_days=config.session_days)


@area.get("/accessibility")
@open_to("anyone")
def accessibility() -> str:
    """What was tested, how, and what is known not to work."""
    return render_template("pages/accessibility.html", **_operator())


@area.get("/help")
@open_to("anyone")
def help_() -> str:
    """How learning works here, who sees what, and where to read on."""
    return render_template("help/help.html", **_operator())


@area.get("/help/supervisors")
@open_to("anyone")
def help_supervisors() -> str:
    """What supervisors see, what it means, and what to do about it."""
    soon = current_app.extensions["settings"].due_soon_days
    words = [(*WORDS[one], said.format(soon=soon)) for one, said in _MEANINGS.items()]
    return render_template("help/supervisors.html", words=words)


@area.get("/help/facilitators")
@open_to("anyone")
def help_facilitators() -> str:
    """How to lead a scenario with a crew."""
    return render_template("help/facilitators.html", shown=crew.SHOWN, seats=crew_seats.SEATS)


_MEANINGS = {
    Status.EXEMPT: "They need not complete it. The reason is written down and is theirs to see.",
    Status.PAUSED: "They are away from work. No clock runs, and why is not asked.",
    Status.NOT_REQUIRED: "Nothing asks them to complete it today. They may have done so anyway.",
    Status.COMPLETE: "Completed, and it still counts today.",
    Status.EXPIRED: "Completed once, and it counts no longer. It is to be completed again.",
    Status.OVERDUE: "Not completed, and the day by which it was due is over.",
    Status.DUE_SOON: "Not completed, and due within {soon} days.",
    Status.IN_PROGRESS: "Begun, with more than {soon} days left.",
    Status.NOT_STARTED: "Not begun, with more than {soon} days left, or with no day named.",
}


def _operator() -> dict[str, str]:
    config = current_app.extensions["settings"]
    return {"contact": config.operator_contact, "contact_link": config.contact_link}
