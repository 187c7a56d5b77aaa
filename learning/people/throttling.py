"""Throttling: what was tried in vain too often has to wait, on every worker alike.

Only failures count. Nobody is shut out for long: a stranger who tries somebody's address can make
them wait for minutes, never for a day, and a device that is signed in stays so.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.errors import TooMany
from learning.people.models import Tries

_FORGOTTEN_AFTER = dt.timedelta(hours=1)
"""Without another failure."""


@dataclass(frozen=True)
class Limit:
    """So many failures are free; the wait then doubles from `first` seconds up to `longest`."""

    free: int
    first: int
    longest: int

    def wait(self, number: int) -> dt.timedelta:
        """How long to wait after so many failures."""
        if number < self.free:
            return dt.timedelta(0)
        doubled = self.first * 2 ** min(number - self.free, 20)
        return dt.timedelta(seconds=min(doubled, self.longest))


#: sign-ins to one account, and those from one network address, which a whole office may share
ACCOUNT, NETWORK = Limit(5, 30, 300), Limit(30, 60, 900)
#: accounts made from one network address
JOINING = Limit(5, 600, 3600)
#: links to a new password asked for from one network address, and for one account
FORGETTING, SENDING = Limit(10, 120, 3600), Limit(3, 600, 3600)
#: errors told of pages from one network address
TELLING = Limit(10, 120, 3600)
#: codes of crews that were wrong, from one network address: a room of forty may mistype at once
CREW = Limit(40, 30, 900)


@dataclass(frozen=True)
class Key:
    """What is counted: a hash with the installation's key, so that no address is kept."""

    hash: str
    limit: Limit


def key(secret: str, kind: str, value: str, limit: Limit) -> Key:
    """The key of an address of a kind."""
    told = f"{kind}\0{value}".encode("utf-8", "surrogatepass")
    return Key(hmac.new(secret.encode(), told, hashlib.sha256).hexdigest(), limit)


def check(session: Session, keys: Sequence[Key], *, at: dt.datetime) -> None:
    """Raise `TooMany` while one of the keys has to wait; it says for how long."""
    waits = select(Tries.wait_until).where(Tries.key.in_([one.hash for one in keys]))
    longest = max(session.scalars(waits), default=at)
    if longest > at:
        raise TooMany(f"There were too many tries. Try again {_later(longest - at)}.")


def failed(session: Session, keys: Sequence[Key], *, at: dt.datetime) -> None:
    """Count a failure of each key; what was long ago is forgotten. Takes a unit of its own."""
    session.execute(delete(Tries).where(Tries.last_at <= at - _FORGOTTEN_AFTER))
    for one in sorted(keys, key=lambda each: each.hash):
        row = _counted(session, one.hash, at=at)
        row.number, row.last_at = row.number + 1, at
        row.wait_until = at + one.limit.wait(row.number)
        session.flush()


def _counted(session: Session, hash_: str, *, at: dt.datetime) -> Tries:
    """The row of a key, held; another worker may make it in the same moment."""
    row = session.get(Tries, hash_, with_for_update=True)
    if row is None:
        with contextlib.suppress(IntegrityError), session.begin_nested():
            session.add(Tries(key=hash_, number=0, last_at=at, wait_until=at))
        row = session.get_one(Tries, hash_, with_for_update=True)
    return row


def succeeded(session: Session, one: Key) -> None:
    """Forget the failures of a key."""
    session.execute(delete(Tries).where(Tries.key == one.hash))


def _later(wait: dt.timedelta) -> str:
    seconds = int(wait.total_seconds()) + 1
    if seconds <= 90:
        return f"in {seconds} seconds"
    return f"in {-(-seconds // 60)} minutes"
