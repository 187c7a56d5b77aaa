"""The ledger's file: the lines that outlive the restoring of an older database.

One JSON object a line: `person_hmac`, `key_id`, `erased_on`. A line is on the disk before its
erasure is committed. Power may fail between the two: then there is a line of somebody who is still
there. They asked for it and confirmed it, they can press again (a second line does no harm), and if
they never do, a later replay erases them. The other order could bring back somebody who was told
that they are gone. With several web machines the table is the truth, and each file a part of it.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path

from learning import ledgers
from learning.errors import Unavailable
from learning.people.erasing import Entry

_CANNOT = (
    "Your account was not deleted: the list from which a deletion is done again after a backup is "
    "restored cannot be written. Nothing has changed. Tell whoever runs this, and try again later."
)


def append(path: Path, entry: Entry) -> None:
    """Add a line and wait until it is on the disk. Raises `Unavailable` where that fails."""
    try:
        ledgers.append(path, [line(entry)])
    except OSError as error:
        raise Unavailable(_CANNOT) from error


def line(entry: Entry) -> str:
    """A line as it is written, without its end."""
    return json.dumps(asdict(entry), default=dt.date.isoformat)


def read(path: Path) -> tuple[list[Entry], int]:
    """The lines of a file, and how many could not be read: a power cut may leave half a one."""
    return ledgers.read(path, _entry)


def _entry(text: bytes) -> Entry:
    told = json.loads(text)
    day = dt.date.fromisoformat(told["erased_on"])
    return Entry(str(told["person_hmac"]), str(told["key_id"]), day)
