"""Stretching: Argon2id, so that a guess at a password or at six words costs memory and time.

Two at once a process bound the memory, whatever they are for: whoever stretches takes a turn. Never
more than one lane: two threads stretching with several lanes have deadlocked. Take no turn inside a
writing unit.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from learning.errors import Unavailable

#: 19 MiB each for passwords and receipts, 64 MiB for reviewers' passphrases
_AT_ONCE = 2
_turn = threading.BoundedSemaphore(_AT_ONCE)


class Busy(Unavailable):
    """Too many are stretching: no turn came in time, and nothing was done."""


@dataclass(frozen=True)
class Cost:
    """What one stretching takes: KiB of memory and passes over them."""

    memory_kib: int
    passes: int


#: OWASP's second parameter set: for passwords, and for receipts, whose words are drawn
LIGHT = Cost(19_456, 2)
#: for passphrases, which people choose and which open everything
HEAVY = Cost(65_536, 3)


@contextmanager
def turn(wait: float | None = None) -> Iterator[None]:
    """A turn to stretch in. Raises `Busy` where none comes within `wait` seconds; None waits on."""
    if not _turn.acquire(timeout=wait):
        raise Busy("Many people are using this at the moment. Wait a minute and send it again.")
    try:
        yield
    finally:
        _turn.release()


def stretched(secret: bytes, salt: bytes, cost: Cost, *, length: int) -> bytes:
    """Bytes that only this secret with this salt makes. To be called within a `turn`."""
    maker = Argon2id(
        salt=salt, length=length, iterations=cost.passes, lanes=1, memory_cost=cost.memory_kib
    )
    return maker.derive(secret)
