"""The demo's doors: one click makes you one of its invented people. Exists in the demo alone."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from learning.errors import NotFound
from learning.people import queries
from learning.web import carrying, database, identity
from learning.web.doors import open_to

area = Blueprint("demo", __name__)


@area.post("/demo/<name>")
@open_to("anyone")
def become(name: str) -> Any:
    """Sign in as an invented person; a real account is never reached this way."""
    with database.reading() as session:
        found = queries.demo_person(session, name)
    if found is None:
        raise NotFound("There is no such person in the demo. The sign-in page shows them all.")
    identity.sign_in(found)
    return carrying.after_sign_in(request.form.get("carried", ""), request.form.get("next", ""))
