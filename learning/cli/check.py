"""`learning check`: every problem of what authors wrote, each with its place, in one run."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import click

from learning import clock, settings
from learning.content.layout import FACTORS, root_of
from learning.content.problems import as_github, as_json, as_text
from learning.content.remembering import Memory, Told, place
from learning.content.sarif import as_sarif

Teller: TypeAlias = Callable[[Path, Path], Told]


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Exit 1 on warnings too.")
@click.option("--watch", is_flag=True, help="Check again after each change, until Ctrl-C.")
@click.option("--against-release", is_flag=True, help="Also compare with what is published.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="Lines for people, one JSON list, annotations for GitHub, or SARIF for code hosts.",
)
def command(path: Path | None, strict: bool, watch: bool, against_release: bool, form: str) -> None:
    r"""Check what authors wrote; every problem with its place and what to do.

    PATH is the folder of courses (LEARNING_COURSES, ./courses), or one course, module or file in
    it: then only its own problems are told, and what it names is looked up in the whole folder.

    With --against-release it also reads the database of the instance (LEARNING_INSTANCE) and tells
    what publishing would refuse or lose: a meaning that changed without its rev, ids that are gone.

    With --watch it stays, and tells all problems again after each change that alters them. Exits 1
    on errors (of the last check), 2 where PATH is not there. The rules are explained in
    courses/README.md.

    \b
    Examples: learning check courses/crew/speaking-up
              learning check --strict --format sarif > check.sarif
              learning check --against-release
    """
    if watch and form != "text":
        raise click.UsageError("--watch tells people, in lines: leave --format out.")
    root, only = _named(path)
    teller = _against() if against_release else _told
    told = _watched(root, only, teller) if watch else teller(root, only)
    if not watch:
        click.echo(_written(told, form))
    stops = {"error", "warning"} if strict else {"error"}
    raise SystemExit(any(problem.severity in stops for problem in told.problems))


def _written(told: Told, form: str) -> str:
    """What is printed of a check."""
    if form in ("json", "sarif"):
        return as_json(told.problems) if form == "json" else as_sarif(told.problems)
    return (as_text if form == "text" else as_github)(told.problems, told.files)


def _against() -> Teller:
    """What tells of a folder held against what is live."""
    from learning.cli.against import Against  # a database, for those who ask for it

    return Against().told


def _watched(root: Path, only: Path, teller: Teller) -> Told:
    """Tell after each change until Ctrl-C; returns what was told last."""
    from learning.cli import watching  # much to load, for a single check

    told = teller(root, only)
    click.echo(_written(told, "text"))
    click.echo("Watching for changes (stop with Ctrl-C)", err=True)
    try:
        for _ in watching.changes(root, threading.Event()):
            now = teller(root, only)
            if now != told:
                told = now
                click.echo(f"\n{_written(told, 'text')}")
    except KeyboardInterrupt:
        click.echo(err=True)  # behind the ^C of the terminal
    return told


def _named(path: Path | None) -> tuple[Path, Path]:
    """The folder of courses, and the part of it that a path names."""
    default = settings.load(os.environ).courses
    chosen = default if path is None else _placed(path)
    if not os.path.lexists(chosen):
        hint = "Check its spelling" if path else "Name the folder of courses: learning check PATH"
        raise click.UsageError(f"There is no file or folder {_near(chosen)}. {hint}.")
    if default.is_dir() and default.is_relative_to(chosen):
        chosen = default
    root = default if chosen.is_relative_to(default) else root_of(chosen)
    if root == chosen.parent and chosen.is_file() and chosen.name != FACTORS:
        told = "is in no folder of courses. Name one, or a file in it"
        raise click.UsageError(f"{_near(chosen)} {told}: learning check PATH")
    return _near(root), _near(root) / chosen.relative_to(root)


def _told(root: Path, only: Path) -> Told:
    """What a check says, from memory where nothing has changed since."""
    memory = Memory(place(), root, only, clock.now().date())
    told = memory.recall()
    if told is None:
        # much to load, for nothing where it is known
        from learning.content.remembered_modules import retell

        told = retell(memory, only)
    return told


def _placed(path: Path) -> Path:
    """Where a path really lies, though what it names may itself be a link."""
    whole = Path(os.path.normpath(path.absolute()))
    return whole.parent.resolve() / whole.name


def _near(path: Path) -> Path:
    """A path as one would type it here; whole where it lies elsewhere."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
