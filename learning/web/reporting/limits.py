"""Limits: how much is taken at a time, in the memory of one process and nowhere else.

Nothing is counted by where it comes from, since nothing of that is known here. What is counted by a
receipt's reference is known by a key that is thrown away every day.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections import Counter

from learning.errors import TooMany

#: reports in a minute and in an hour, tries of one reference in an hour: for one process each
PER_MINUTE, PER_HOUR, TRIES = 30, 300, 20
_FULL = (
    "Very many reports are arriving at this moment, so this one was not taken. What you wrote "
    "stands below: send it again in a minute."
)
_TRIED = "This receipt was tried too often in the last hour. Wait an hour, then try again."
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60


class Limits:
    """One an application. `now` is given in seconds by whoever asks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._day, self._key = -1, b""
        self._counts: Counter[tuple[str, int]] = Counter()
        self._tried: Counter[bytes] = Counter()
        self._hour = -1

    def take_report(self, now: int) -> None:
        """Count a report. Raises `TooMany` where there are too many already."""
        with self._lock:
            self._turn(now)
            of_minute, of_hour = ("minute", now // _MINUTE), ("hour", now // _HOUR)
            if self._counts[of_minute] >= PER_MINUTE or self._counts[of_hour] >= PER_HOUR:
                raise TooMany(_FULL)
            self._counts.update((of_minute, of_hour))

    def try_receipt(self, reference: str, now: int) -> None:
        """Count a try of a reference, there or not. Raises `TooMany` after too many."""
        with self._lock:
            self._turn(now)
            hashed = hashlib.blake2b(reference.encode(), key=self._key, digest_size=16).digest()
            if self._tried[hashed] >= TRIES:
                raise TooMany(_TRIED)
            self._tried[hashed] += 1

    def _turn(self, now: int) -> None:
        """Forget what is over, and every day the key as well.

        It takes as long however many references were tried: whoever tries many slows nobody.
        """
        if now // _DAY != self._day:
            self._day, self._key = now // _DAY, os.urandom(32)
            self._counts.clear()
        if now // _HOUR != self._hour:
            self._hour = now // _HOUR
            self._tried.clear()
        lasts = {"minute": now // _MINUTE, "hour": now // _HOUR}
        for one in [one for one in self._counts if one[1] < lasts[one[0]]]:
            del self._counts[one]
