"""What the pages of reporting stand on: settings, database, keys, limits and the clock."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import current_app
from sqlalchemy.orm import Session

from learning.db import Database
from learning.installation import choosing
from learning.reports import scheme
from learning.reports.scheme import Scheme
from learning.settings import Settings
from learning.web.reporting import clocks
from learning.web.reporting.clocks import Hours
from learning.web.reporting.limits import Limits
from learning.web.reporting.tokens import Keys


@dataclass(frozen=True)
class Place:
    """One an application."""

    machine: Settings
    database: Database
    keys: Keys = field(repr=False)
    limits: Limits

    def scheme(self, session: Session) -> Scheme:
        """What the settings say of reporting."""
        return scheme.of(choosing.current(session, self.machine))

    def now(self) -> Hours:
        """This moment."""
        return clocks.now(self.machine.timezone)


def here() -> Place:
    """The place of this request."""
    place: Place = current_app.extensions["place"]
    return place
