"""Handing over: what one key opens is sealed to another, a portion at a time.

The data keys change hands; no text is opened for it. Interrupted, it goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from learning.db import Database
from learning.reports import keyring, parts, sealing
from learning.reports.keyring import Handing

PORTION = 200


@dataclass(frozen=True)
class Giver:
    """The key that opens it, with its private half."""

    key_id: str
    private: bytes = field(repr=False)


@dataclass(frozen=True)
class Taker:
    """The key that shall open it."""

    key_id: str
    public: bytes


def hand_over(
    database: Database, giver: Giver, taker: Taker, said: Callable[[int], None] = lambda _: None
) -> int:
    """Seal to the taker all that the giver opens and they do not; returns how many parts.

    `said` is told how many are done after each portion.
    """
    done = 0
    while True:
        with database.reading() as session:
            found = keyring.to_hand_over(session, giver.key_id, taker.key_id, most=PORTION)
        if not found:
            return done
        wrapped = {one.part_id: rewrapped(one, giver.private, taker.public) for one in found}
        with database.writing() as session:
            keyring.hand_over(session, taker.key_id, wrapped)
        done += len(found)
        said(done)


def rewrapped(one: Handing, private: bytes, public: bytes) -> bytes:
    """The data key of a part, sealed to another key."""
    about = parts.about(one.report_id, one.part_id, one.kind)
    return sealing.rewrap(one.wrapped, private, public, about=about)
