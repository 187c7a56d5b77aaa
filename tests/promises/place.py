"""Where promises are tried: somebody who tells and comes back, and all that is kept of it."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from learning.db import Database
from learning.settings import Settings
from learning.tables import METADATA
from tests.pages import Page, Pages
from tests.reports.desks import Desk

MARKER = "marzipanlighthouse"
"""A word that nobody else writes: whatever holds it holds what was told."""
TEXT = f"the two referrals had the same surname and i opened the one with the {MARKER} note in it."
#: the tables of reports that a telling may write to
WRITTEN = ("report", "report_part", "report_part_key", "report_week_count")


@dataclass(frozen=True)
class Told:
    """A telling that was kept: its receipt, and the page that showed it."""

    reference: str
    words: list[str]
    page: Page

    def secrets(self) -> list[bytes]:
        """What may stand nowhere, in the ways in which it could."""
        lines = [joint.join(self.words[:3]) for joint in (" ", "-", "", "\n", ", ")]
        return [one for secret in (MARKER, *lines) for one in spellings(secret)]


@dataclass
class Place:
    """A scheme that is open, its database, its reviewers' keys, and a reporter's browser."""

    settings: Settings
    database: Database
    reporter: Pages
    desk: Desk
    folder: Path

    def form(self) -> Page:
        """The form for telling, past both gates."""
        page = self.reporter.send(self.reporter.get("/report"), "/report/start")
        page = self.reporter.send(page, "/report/start", {"danger": "no"})
        return self.reporter.send(page, "/report/scope", {"scope": "no"})

    def tell(self) -> Told:
        """Tell something in which the marker stands."""
        typed = {"kind": "near_miss", "happened": TEXT, "caught": MARKER, "act": "send"}
        return told(self.reporter.send(self.form(), "/report/tell", typed))

    def finish(self, found: Told) -> Page:
        """Type the two words back that are asked for."""
        return self.reporter.send(found.page, "/report/finish", typed_back(found))

    def enter(self, found: Told, *, status: int = 200) -> Page:
        """Come back with the receipt."""
        typed = {"reference": found.reference, "words": " ".join(found.words)}
        asked = self.reporter.get("/report/receipt")
        return self.reporter.send(asked, "/report/receipt", typed, status=status)

    def answer(self, found: Told) -> Page:
        """Write to the reviewers, with the marker in it."""
        text = f"It was the {MARKER} one."
        return self.reporter.send(self.enter(found), "/report/receipt/answer", {"text": text})

    def withdraw(self, found: Told) -> Page:
        """Have it destroyed."""
        asked = self.reporter.send(self.enter(found), "/report/receipt/withdraw")
        return self.reporter.send(asked, "/report/receipt/withdraw", {"sure": "yes"})

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table."""
        with self.database.reading() as session:
            return {
                name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
                for name, table in METADATA.tables.items()
            }

    def kept(self) -> bytes:
        """All that is on a disk: every file here, and PostgreSQL's dump."""
        files = b"\n".join(file.read_bytes() for file in files_in(self.folder))
        return files if self.database.is_sqlite else files + _dump(self.database)


def told(page: Page) -> Told:
    """The receipt of a page that shows it."""
    found = re.search(r'receipt-reference">([a-z]+-[a-z]+-\d\d)<', page.html)
    listed = re.search(r'receipt-words">(.*?)</ol>', page.html, re.S)
    assert found and listed, page.text[:500]
    return Told(found[1], re.findall(r"<li>([a-z-]+)</li>", listed[1]), page)


def typed_back(found: Told) -> dict[str, str]:
    """The two words that its page asks for."""
    places = [int(one) for one in re.findall(r">Word (\d)<", found.page.html)]
    first, second = (found.words[place - 1] for place in places)
    return {"first_word": first, "second_word": second}


def spellings(secret: str) -> list[bytes]:
    """How a text could stand in bytes: plainly, wide, as hexadecimal digits, in base64."""
    raw = secret.encode()
    shifted = [base64.b64encode(bytes(shift) + raw)[4:-4] for shift in range(3)]
    return [raw, secret.encode("utf-16-le"), raw.hex().encode(), *shifted]


def met(secrets: Iterable[bytes], where: bytes) -> list[bytes]:
    """Which of them stand somewhere, whatever the capitals."""
    lowered = where.lower()
    return [one for one in secrets if one in where or one.lower() in lowered]


def files_in(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _dump(database: Database) -> bytes:
    """What `pg_dump` writes; where there is none, every table as `COPY` writes it."""
    beside = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))
    program = shutil.which("pg_dump") or (str(beside[-1]) if beside else None)
    if program:
        url = database.engine.url.set(drivername="postgresql")
        address = url.render_as_string(hide_password=False)
        done = subprocess.run([program, address], capture_output=True, check=False)
        if done.returncode == 0:
            return done.stdout
    with database.reading() as session:
        lines = [
            str(session.execute(text(f'SELECT "{name}"::text FROM "{name}"')).all())
            for name in METADATA.tables
        ]
    return "\n".join(lines).encode()
