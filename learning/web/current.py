"""Current settings: the machine's, with what administrators chose, looked up about once a second.

Every process sees a change soon, and no page pays for it: what holds is one frozen value in
`app.extensions["settings"]`, put there anew when it has become old.
"""

from __future__ import annotations

import datetime as dt

from flask import Flask, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from learning import clock
from learning.installation import choosing
from learning.settings import Settings
from learning.web import database

SECONDS = 1.0
"""How old what is in memory may become."""
_NEEDS_NONE = ("health",)
"""Areas that answer without a database."""


class Kept:
    """One a site: the machine's own settings, and when the chosen ones were looked up last."""

    def __init__(self, machine: Settings) -> None:
        self.machine = machine
        self.asked = float("-inf")


def install(app: Flask) -> None:
    """Bring the settings up to date before a request sees them."""
    app.extensions["kept settings"] = Kept(app.extensions["settings"])
    app.before_request(_refresh)


def machine() -> Settings:
    """What the machine gave, without anything that was chosen."""
    kept: Kept = current_app.extensions["kept settings"]
    return kept.machine


def forget() -> None:
    """Look up what was chosen at the next request of this process."""
    current_app.extensions["kept settings"].asked = float("-inf")


def _refresh() -> None:
    if request.blueprint not in _NEEDS_NONE:
        renew()


def renew() -> None:
    """Look it up, if it is time; where the database does not answer, what held still holds.

    Requests do so by themselves; a worker, which has none, does so before each round.
    """
    kept: Kept = current_app.extensions["kept settings"]
    now = clock.ticks()
    if now - kept.asked < SECONDS:
        return
    kept.asked = now  # of many requests at once, one asks
    try:
        with database.reading() as session:
            found = choosing.current(session, kept.machine)
    except SQLAlchemyError:
        return  # the request itself will meet what is wrong, and say so
    if found != current_app.extensions["settings"]:
        current_app.extensions["settings"] = found
        lifetime = dt.timedelta(days=found.session_days)
        current_app.config["PERMANENT_SESSION_LIFETIME"] = lifetime
