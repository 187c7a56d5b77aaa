"""What the courses and cases rest on: every source, what is not known, and every licence."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app

from learning.web import about_pages, database, shells, shelves
from learning.web.doors import open_to

area = Blueprint("about", __name__)


@area.get("/about/sources")
@open_to("readers")
def sources() -> Any:
    """Built from what is live, and kept until something else is."""
    config, session, shelf = current_app.extensions["settings"], database.session(), shelves.shelf()
    live = tuple((name, one.version) for name, one in sorted(shelf.active(session).items()))

    def shown() -> dict[str, Any]:
        trace = current_app.extensions["threads"].trace(session, shelf)
        found = about_pages.page(trace, shelves.library())
        entries = [*about_pages.contents(found["courses"])]
        contact = {"contact": config.operator_contact, "contact_link": config.contact_link}
        return {**found, "entries": entries, **contact}

    return shells.page("about/sources.html", (live, config.operator_contact), {}, shown)
