"""The time. The only caller of the clock, so that every rule about time can be tested.

Rooms take `at` as a parameter and never import this; the edges (web, cli) call it.
"""

from __future__ import annotations

import datetime as dt
import time
from zoneinfo import ZoneInfo


def now() -> dt.datetime:
    """This moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def now_in(zone: str) -> dt.datetime:
    """This moment with the offset of a zone, so that its date is the day people there live in."""
    return now().astimezone(ZoneInfo(zone))


def ticks() -> float:
    """Seconds from an arbitrary start, never going back: for measuring, not for dating."""
    return time.monotonic()
