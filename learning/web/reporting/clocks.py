"""The clock of reporting: seconds for what a page carries, and the day that a week is made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from learning import clock


@dataclass(frozen=True)
class Hours:
    """A moment as pages need it; it is never stored."""

    at: int
    on: dt.date


def now(zone: str) -> Hours:
    """This moment: seconds since 1970, and the day in the installation's zone."""
    moment = clock.now_in(zone)
    return Hours(int(moment.timestamp()), moment.date())
