"""The ledger of purges: which reports are to be destroyed again where an old backup returns.

One JSON object a line: `report`, the random id, and `week`, the Monday in which it was destroyed.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path

from learning import ledgers
from learning.errors import Unavailable
from learning.reports.weeks import monday

_CANNOT = (
    "Nothing was destroyed: the list from which a purge is done again after a backup is restored "
    "cannot be written. See that the instance folder can be written to, and try again."
)


def append(path: Path, report_ids: Iterable[str], *, on: dt.date) -> None:
    """Add reports and wait until they are on the disk. Raises `Unavailable` where that fails."""
    week = monday(on).isoformat()
    lines = [json.dumps({"report": one, "week": week}) for one in sorted(report_ids)]
    try:
        if lines:
            ledgers.append(path, lines)
    except OSError as error:
        raise Unavailable(_CANNOT) from error


def read(path: Path) -> tuple[list[str], int]:
    """The ids of a file, and how many lines could not be read."""
    return ledgers.read(path, lambda text: str(json.loads(text)["report"]))
