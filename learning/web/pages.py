"""Pages for readers about the site itself: what becomes of their data, and who can use it how."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from learning.web.doors import open_to

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


def _operator() -> dict[str, str]:
    config = current_app.extensions["settings"]
    return {"contact": config.operator_contact, "contact_link": config.contact_link}
