"""`learning preview`: the courses as learners will see them, fresh at each save."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Iterable
from pathlib import Path

import click

from learning import clock, settings
from learning.cli import watching
from learning.content import addresses
from learning.content.drafts import Drafts
from learning.content.layout import FACTORS, LIBRARY, MEDIA, QUIZ, root_of
from learning.content.problems import Problem, printable, summary
from learning.web.preview import create_preview
from learning.web.preview_changes import Changes
from learning.web.preview_server import server

PORT = 8100


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65_535), help=f"Port, or 0 for any ({PORT}).")
def command(path: Path | None, port: int | None) -> None:
    """Look at what authors are writing, as learners will see it, on this machine alone.

    PATH is the folder of courses (LEARNING_COURSES, ./courses), or one course, module, case or file
    in it: then the address of its page is printed, and only its problems are. Nothing has to be set
    up, and nothing is kept.

    The page follows each save: it stays where it is, with what was ticked and typed. Problems stand
    beside what they are about, and in this terminal. Ctrl-C ends it. Exits 2 where PATH is not
    there, 1 where the port is taken.

    Example: learning preview courses/crew/speaking-up
    """
    root, below = _placed(path)
    drafts, changes, stop = Drafts(root, _today), Changes(), threading.Event()
    app = create_preview(drafts, changes)
    held = server(app, PORT if port is None else port, exactly=port is not None)
    address = f"http://127.0.0.1:{held.port}{_address(below)}"
    click.echo(f"The preview is at {address} (stop with Ctrl-C)", err=True)
    teller = Teller(drafts, below)
    watcher = threading.Thread(target=_follow, args=(teller, changes, stop), daemon=True)
    watcher.start()
    try:
        held.serve_forever()  # until Ctrl-C, which it takes for itself
    finally:
        click.echo(err=True)  # behind the ^C of the terminal
        stop.set()
        changes.end()
        held.server_close()
        watcher.join(2)


def _today() -> dt.date:
    return clock.now().date()


def _follow(teller: Teller, changes: Changes, stop: threading.Event) -> None:
    """Have every change shown and told until the preview ends."""
    for paths in watching.changes(teller.drafts.root, stop):
        units = teller.drafts.forget(paths)
        changes.tell()
        teller.of(units)


def _placed(path: Path | None) -> tuple[Path, Path]:
    """The folder of courses, and what is named in it, by its path below."""
    default = settings.load(os.environ).courses
    chosen = default if path is None else Path(os.path.normpath(path.absolute()))
    if not os.path.lexists(chosen):
        hint = "Check its spelling" if path else "Name the folder of courses: learning preview PATH"
        raise click.UsageError(f"There is no file or folder {printable(str(chosen))}. {hint}.")
    if default.is_dir() and default.is_relative_to(chosen):
        chosen = default
    root = default if chosen.is_relative_to(default) else root_of(chosen)
    if root.is_file() or (root == chosen.parent and chosen.is_file() and chosen.name != FACTORS):
        told = "is in no folder of courses. Name one, or a file in it"
        raise click.UsageError(f"{printable(str(chosen))} {told}: learning preview PATH")
    here = Path.cwd()
    near = root.relative_to(here) if root.is_relative_to(here) else root
    return near, chosen.relative_to(root)


def _address(below: Path) -> str:
    """The page of a file or folder of the courses; the first page where it has none of its own."""
    if below.as_posix() in (".", FACTORS, LIBRARY):
        return "/cases" if below.name == LIBRARY else "/"
    page = below.parent if below.name in (QUIZ, MEDIA) else below
    address = addresses.address(page.as_posix(), "") or "/"
    return f"{address}#quiz-title" if below.name == QUIZ else address


class Teller:
    """Prints problems once: those that are new, and how many there now are where one has gone."""

    def __init__(self, drafts: Drafts, below: Path) -> None:
        self.drafts = drafts
        self._only = below.parts[0] if below.parts else ""
        self._told: dict[str, tuple[Problem, ...]] = {}

    def of(self, units: Iterable[str]) -> None:
        """Tell of these courses, and of the library under its own name; of it, of them all.

        Everything rests on the library: where it was touched, each course may have changed.
        """
        asked = set(units)
        if LIBRARY in asked:
            asked |= {*self.drafts.ids(), *self._told}
        wanted = sorted(unit for unit in asked if self._only in ("", unit))
        changed = [self._tell(unit) for unit in wanted]
        if any(changed):
            told = [problem for unit in self._told for problem in self._told[unit]]
            files = sum(map(self.drafts.files, self._told))
            click.echo(summary(told, files))

    def _tell(self, unit: str) -> bool:
        """Print what is new of one of them; whether it is another than before."""
        found, before = self.drafts.problems(unit), self._told.get(unit)
        self._told[unit] = found
        known = set(before or ())
        for problem in found:
            if problem not in known:
                click.echo(str(problem))
        return found != before
