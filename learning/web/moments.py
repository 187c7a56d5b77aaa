"""This moment, in the installation's zone: its date is the day on which something is completed."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from flask import current_app

from learning import clock


def now() -> dt.datetime:
    """The time of a request, aware, in the zone of the settings."""
    return clock.now_in(current_app.extensions["settings"].timezone)


def day_of(moment: dt.datetime) -> dt.date:
    """The day of a moment that was stored, as people in that zone lived it."""
    return moment.astimezone(ZoneInfo(current_app.extensions["settings"].timezone)).date()
