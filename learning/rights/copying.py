"""A person's copy of everything held about them: the sheets of every room, as JSON or CSV.

JSON is one object, version 1:

- `format`: always `debrief-own-copy`; `version`: raised when a name below changes its meaning
- `made_at`: the moment it was made, in UTC
- `sheets`: by its name, `{"title": ..., "rows": [{column: value}, ...]}`

Moments are ISO 8601 in UTC, days `2027-03-03`; an empty value is null. CSV is a zip of one file a
sheet with the same columns, in UTF-8 with a byte order mark; what is a list there takes a line each
within its cell. A cell that a spreadsheet would calculate begins with an apostrophe.

Both write as they read, so that the longest record takes no more memory than a batch of it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Any

from sqlalchemy.orm import Session

from learning import cells
from learning.db.sheets import Sheet
from learning.people import copying as of_people
from learning.progress import copying as of_progress
from learning.releases import copying as of_releases
from learning.releases.shelf import Shelf
from learning.reports import copying as of_reports
from learning.rights import looks
from learning.scenarios import crew_records as of_crews
from learning.scenarios import play_records as of_plays
from learning.supervision import copying as of_supervision

FORMAT, VERSION = "debrief-own-copy", 1


def sheets(shelf: Shelf, zone: dt.tzinfo = dt.UTC) -> tuple[Sheet, ...]:
    """Everything that any room holds about a person. A new room adds its sheets here.

    `zone` is that of days on which others looked.
    """
    rooms = (*of_people.sheets(), *of_progress.sheets(shelf), *of_supervision.sheets())
    rooms += (*of_plays.sheets(), *of_crews.sheets(), *of_releases.sheets())
    rooms += of_reports.sheets()
    return (*rooms, *looks.sheets(zone))


@dataclass(frozen=True)
class Copy:
    """Whose copy is made, from what, and when."""

    session: Session
    shelf: Shelf
    person_id: int
    at: dt.datetime

    def as_json(self, out: IO[bytes]) -> None:
        """Write the copy as JSON, a row at a time."""
        text = io.TextIOWrapper(out, "utf-8", newline="\n", write_through=True)
        made_at = _plain(self.at)
        head = {"format": FORMAT, "version": VERSION, "made_at": made_at}
        text.write(_json(head)[:-1] + ', "sheets": {')
        for place, sheet in enumerate(sheets(self.shelf, self.at.tzinfo or dt.UTC)):
            opening = _json({"title": sheet.title})[:-1]
            text.write(f'{"," * bool(place)}\n{_json(sheet.name)}: {opening}, "rows": [')
            rows = sheet.rows(self.session, self.person_id)
            text.writelines(f"{',' * bool(n)}\n{_json(row)}" for n, row in enumerate(rows))
            text.write("]}")
        text.write("\n}}\n")
        text.detach()

    def as_csv(self, out: IO[bytes]) -> None:
        """Write the copy as a zip of CSV files, a row at a time."""
        day = self.at.timetuple()[:6]
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for sheet in sheets(self.shelf, self.at.tzinfo or dt.UTC):
                file = zipfile.ZipInfo(f"{sheet.name}.csv", day)
                file.compress_type = zipfile.ZIP_DEFLATED
                with packed.open(file, "w", force_zip64=True) as member:
                    text = io.TextIOWrapper(member, "utf-8-sig", newline="")
                    self._list(sheet, text)
                    text.detach()

    def _list(self, sheet: Sheet, text: io.TextIOWrapper) -> None:
        table = csv.writer(text)
        table.writerow(sheet.columns)
        for row in sheet.rows(self.session, self.person_id):
            table.writerow(_cell(row[name]) for name in sheet.columns)
        text.flush()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    """A day, a moment or what was signed, as text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"a sheet holds {type(value).__name__}, which JSON does not have")


def _cell(value: Any) -> str | int | float:
    """A value as a cell: numbers stay numbers, and text is never calculated."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return cells.plain(_line(value))


def _line(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return _lines(f"{name}: {_line(one)}" for name, one in value.items() if one is not None)
    if isinstance(value, list | tuple):
        return _lines(_part(one) for one in value)
    return value if isinstance(value, str) else _plain(value)


def _part(value: Any) -> str:
    """One of a list; an object of texts takes one line."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_line(one)}" for name, one in value.items() if one is not None)
    return _line(value)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)
