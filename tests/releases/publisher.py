"""A publisher in a process of its own, which may lose its power before a statement.

Run with the address of a database, the title to publish, and the words of the statement (`COMMIT`
is one); it prints what became of it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event

from learning.authoring.publishing import publish_one
from learning.db import Database, open_database
from learning.errors import Stale
from learning.releases.publishing import Order, Provenance
from tests.builders import AT
from tests.content_builders import changes, compiled, module

ROOT = Path(__file__).resolve().parent.parent.parent


def started(database: Database, title: str, cut: str = "") -> subprocess.Popen[str]:
    """Start one that has seen release 1."""
    address = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.releases.publisher", address, title, cut]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True)


def made(title: str) -> Any:
    """The next state of the course: one module more, and another title."""
    return compiled(
        module(), module("handover"), title=title, changes=changes("material", "material")
    )


def _main(address: str, title: str, cut: str) -> None:
    database = open_database(address)

    def before(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if cut and statement.startswith(cut):
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "before_cursor_execute", before)
    event.listen(database.engine, "commit", lambda _c: before(None, None, "COMMIT"))
    try:
        with database.writing() as session:
            outcome = publish_one(session, made(title), Provenance(), Order(seen=1), at=AT)
        sys.stdout.write(f"{outcome.state} {outcome.version}")
    except Stale as refusal:
        sys.stdout.write(f"told: {refusal.text}")


if __name__ == "__main__":
    _main(*sys.argv[1:])
