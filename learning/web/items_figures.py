"""The numbers of an item as pages show them: drawn as a strip, as a sentence and as a row.

Counts alone; where there are too few, only that there are.
"""

from __future__ import annotations

from dataclasses import dataclass

from learning.assessment.analysis import ENOUGH, Bounds
from learning.authoring import advising
from learning.authoring.health import Health, Version

HEADS = ("Item", "First responses", "Facility", "Discrimination", "Certain and wrong")
_WIDTH = 200
"""Units of a strip from one end of its scale to the other."""


@dataclass(frozen=True)
class Track:
    """A line of a strip: where the value stands on its scale, and its interval, in units."""

    at: int
    begin: int
    length: int


@dataclass(frozen=True)
class Strip:
    """The two lines of a strip: facility from 0 to 1, discrimination from -1 to 1; in words too."""

    facility: Track | None
    discrimination: Track | None
    desc: str


def sentence(one: Health) -> str:
    """The numbers of an item in a sentence; empty where nothing may be told."""
    reading = one.reading
    if not reading.is_enough:
        return ""
    told = [f"{reading.responses} first responses"]
    if reading.facility:
        told.append(f"facility {reading.facility.value:.2f}")
    if reading.discrimination:
        told.append(f"discrimination {advising.interval(reading.discrimination)}")
    if one.doubts:
        told.append(f"found unclear by at least {one.doubts}")
    return ", ".join(told) + "."


def numbers(name: str, one: Health | Version) -> list[str]:
    """A row of the table."""
    reading = one.reading
    if not reading.is_enough:
        return [name, f"fewer than {ENOUGH}", *["not told yet"] * 3]
    firm = reading.certain_wrong
    return [
        name,
        str(reading.responses),
        f"{reading.facility.value:.2f}" if reading.facility else "not scored",
        advising.interval(reading.discrimination) if reading.discrimination else "too few to tell",
        f"{round(firm.value * 100)} in 100 of the certain" if firm else "not asked, or too few",
    ]


def strip(one: Health) -> Strip | None:
    """The strip of an item; None where nothing may be told, or nothing is scored."""
    reading = one.reading
    if reading.facility is None:
        return None
    return Strip(
        _track(reading.facility, 0.0, 1.0),
        _track(reading.discrimination, -1.0, 1.0) if reading.discrimination else None,
        sentence(one),
    )


def _track(found: Bounds, low: float, high: float) -> Track:
    at, begin, end = (
        round((value - low) / (high - low) * _WIDTH)
        for value in (found.value, found.low, found.high)
    )
    return Track(at, begin, end - begin)
