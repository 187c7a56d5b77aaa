"""`learning check`: every problem of what authors wrote, each with its place, in one run."""

from __future__ import annotations

import os
from pathlib import Path

import click

from learning import clock, settings
from learning.content.layout import FACTORS, root_of
from learning.content.problems import as_github, as_json, as_text
from learning.content.remembering import Memory, Told, place


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Exit 1 on warnings too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="Lines for people, one JSON list, or annotations for GitHub.",
)
def command(path: Path | None, strict: bool, form: str) -> None:
    """Check what authors wrote; every problem with its place and what to do.

    PATH is the folder of courses (LEARNING_COURSES, ./courses), or one course, module or file in
    it: then only its own problems are told, and what it names is looked up in the whole folder.

    Exits 1 on errors, 2 where PATH is not there. The rules are explained in courses/README.md.

    Example: learning check courses/crew/speaking-up
    """
    told = _checked(path)
    if form == "json":
        click.echo(as_json(told.problems))
    else:
        write = as_text if form == "text" else as_github
        click.echo(write(told.problems, told.files))
    stops = {"error", "warning"} if strict else {"error"}
    raise SystemExit(any(problem.severity in stops for problem in told.problems))


def _checked(path: Path | None) -> Told:
    """Check the whole folder of courses, or the part of it that a path names."""
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
    return _told(_near(root), _near(root) / chosen.relative_to(root))


def _told(root: Path, only: Path) -> Told:
    """What a check says, from memory where nothing has changed since."""
    today = clock.now().date()
    memory = Memory(place(), root, only, today)
    told = memory.recall()
    if told is None:
        from learning.content.checking import check  # much to load, for nothing where it is known

        checked = check(root, only, today)
        told = Told(checked.problems, checked.files)
        memory.keep(told)
    return told


def _placed(path: Path) -> Path:
    """Where a path really lies, though what it names may itself be a link."""
    whole = Path(os.path.normpath(path.absolute()))
    return whole.parent.resolve() / whole.name


def _near(path: Path) -> Path:
    """A path as one would type it here; whole where it lies elsewhere."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
