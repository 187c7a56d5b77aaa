"""`learning check --against-release`: the check, with what is held against the live releases.

The database is only read, and none is made where there is none. What was told is remembered for as
long as neither a file nor a release changes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple
from pathlib import Path

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from learning import clock, settings
from learning.authoring import against
from learning.cli import writing
from learning.content.checking import examine, inside
from learning.content.hashing import canonical, sha256
from learning.content.layout import shown
from learning.content.problems import Problem
from learning.content.remembering import Memory, Told, place
from learning.db import open_database, schema
from learning.errors import Unavailable

_EMPTY = "The database is empty: nothing is published yet, so there is nothing to compare with."
_RULES = Path(against.__file__).parent


class Against:
    """Checks of one folder against what is live; what is no problem goes to standard error."""

    def __init__(self) -> None:
        self._noted: tuple[str, ...] = ()

    def told(self, root: Path, only: Path) -> Told:
        """What a check says of a part of a folder, held against what is live at this moment."""
        memory = Memory(place(), root, only, clock.now().date())
        with _reading() as session:
            key = _key(memory, "" if session is None else against.fingerprint(session))
            told, notes = _recalled(memory, only, key) or _made(memory, only, key, session)
        if notes != self._noted:
            self._noted = notes
            for note in notes:
                click.echo(note, err=True)
        return told


_Told = tuple[Told, tuple[str, ...]]


def _made(memory: Memory, only: Path, key: str, session: Session | None) -> _Told:
    examined = examine(memory.root, None, memory.today)
    notes: tuple[str, ...] = (_EMPTY,)
    if session is not None:
        parts = only.relative_to(memory.root).parts
        held = against.held(session, examined, parts[0] if parts else None)
        examined, notes = held.examined, held.notes
    told = inside(examined, only)
    if memory.is_steady():
        problems = [astuple(one) for one in told.problems]
        memory.save(_name(memory, only), [key, told.files, problems, notes])
    return told, notes


def _recalled(memory: Memory, only: Path, key: str) -> _Told | None:
    try:
        kept, files, problems, notes = memory.load(_name(memory, only))
        told = Told(tuple(Problem(*one) for one in problems), int(files))
    except (ValueError, TypeError):
        return None
    return (told, tuple(map(str, notes))) if kept == key else None


def _name(memory: Memory, only: Path) -> str:
    root = memory.root
    return f"against release: {root.resolve()} as {shown(root)}, {shown(only)}"


def _key(memory: Memory, live: str) -> str:
    """The hash of everything that a comparison depends on."""
    tree = {name: held.hex() for name, held in (memory.tree or {}).items()}
    rules = [memory.rules, *(path.stat().st_mtime_ns for path in sorted(_RULES.glob("*.py")))]
    return sha256(canonical([live, str(memory.today), rules, ascii(sorted(tree.items()))]))


@contextmanager
def _reading() -> Iterator[Session | None]:
    """The database as it is, to be read; None where nobody has prepared it yet."""
    config = settings.load(os.environ)
    url = make_url(config.database)
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    if is_file and not Path(str(url.database)).is_file():
        raise Unavailable(
            f"There is no database in {writing.shown(config.instance)} to compare with. Set "
            "LEARNING_INSTANCE to the folder of the instance, or leave --against-release out."
        )
    try:
        with closing(open_database(config.database)) as database, database.reading() as session:
            yield session if _is_ready(session) else None
    except SQLAlchemyError as error:
        raise Unavailable(
            "The database cannot be read. Check 'database_url' and that it runs, or leave "
            "--against-release out."
        ) from error


def _is_ready(session: Session) -> bool:
    """Whether it has the tables of this version; False for an empty one."""
    at = schema.current(session.connection())
    if at is not None and at != schema.newest():
        older = at < schema.newest()
        asked = "learning db upgrade" if older else "the newer version that wrote it"
        raise Unavailable(
            f"The database is at revision {at}, and this version compares with "
            f"{schema.newest()}. Run {asked} first, or leave --against-release out."
        )
    return at is not None
