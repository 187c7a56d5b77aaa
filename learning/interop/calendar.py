"""iCalendar (RFC 5545): days to remember, as every calendar program reads them.

Each is a whole day that blocks no time. A UID names the same thing in every file, so that a file
read twice adds nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from learning.content.reviews import Sitting
from learning.dates import in_words

_WIDEST = 75
"""Octets of a line without its end: RFC 5545, section 3.1."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Event:
    """A day to remember; `uid` must be unique in the world and stay the same."""

    uid: str
    on: dt.date
    summary: str
    description: str


def reviews(sittings: Iterable[Sitting]) -> Iterator[Event]:
    """An event for each file and day on which it must be read again."""
    for one in sittings:
        said = [
            f"{due.what} {due.id}, last read on {in_words(due.last)} by {due.by}"
            for due in one.dues
        ]
        uid = f"{one.file.replace('/', '.')}.{one.on.isoformat()}@reviews.debrief"
        yield Event(uid, one.on, f"Read again: {one.file}", "\n".join(said))


def calendar(events: Iterable[Event], *, at: dt.datetime) -> bytes:
    """The calendar file; `at` is when it was made."""
    stamp = f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Debrief//Reviews//EN",
        "CALSCALE:GREGORIAN",
    ]
    for event in events:
        lines += _event(event, stamp)
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"]).encode()


def _event(event: Event, stamp: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{_escaped(event.uid)}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
        f"SUMMARY:{_escaped(event.summary)}",
        f"DESCRIPTION:{_escaped(event.description)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    """A TEXT value, section 3.3.11; what is no text in a calendar is left out."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n"))
    for sign in "\\;,":
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line cut at 75 octets, never within a character; the rest goes on after a space."""
    rows, width = [""], 0
    for sign in line:
        size = len(sign.encode())
        if width + size > _WIDEST:
            rows.append(" ")
            width = 1
        rows[-1] += sign
        width += size
    return "\r\n".join(rows) + "\r\n"
