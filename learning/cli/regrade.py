"""`learning regrade`: full credit for items whose key was wrong."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict

import click

from learning import clock
from learning.audit import noting
from learning.audit.noting import Line
from learning.cli import live, starting
from learning.db import Database
from learning.progress import crediting, regrading
from learning.progress.crediting import Voids
from learning.progress.regrading import Found, Run
from learning.releases.shelf import Shelf
from learning.supervision import recounting

_HELP = """Give full credit for every void item of a COURSE to everybody who met it.

An item is void when its key was wrong: in quiz.yaml it is retired and says since which release, and
why. Publish that first. Without --apply nothing is changed and you are told what would be.

No attempt is changed: what it is worth now stands beside it. No score falls, and nobody loses a
pass. Whoever passes by it has completed the module on the day of the attempt, and is told on their
record. It can be stopped and run again; attempts that are still open are credited as they end.

\b
Examples: learning regrade crew
          learning regrade crew --apply
"""


@click.command(help=_HELP)
@click.argument("course")
@click.option("--apply", "apply", is_flag=True, help="Do it; without this, nothing is changed.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(course: str, apply: bool, form: str) -> None:
    """Credit, or count what would be; see `_HELP`."""
    config = starting.configured()
    with closing(starting.ready_database(config)) as database:
        zone = starting.current(config, database).timezone
        with database.reading() as session:
            shelf = Shelf(seconds=0)
            live.expect(session, shelf, course)
            void = crediting.voids(session, shelf, course)
            version = shelf.course(session, course).release.version
        at = clock.now_in(zone) if apply else None
        found = regrading.regrade(Run(database, course, zone, at), tell=_progress)
        if at is not None and found.credited:
            _note(database, course, found)
            recounting.catch_up(database, zone, on=at.date())
    if form == "json":
        told = {name: number for name, number in asdict(found).items() if name != "last"}
        click.echo(
            json.dumps({"course": course, "applied": apply, "void": list(void.items), **told})
        )
    else:
        _warn(void, version)
        _tell(course, void, found, applied=apply)


def _progress(found: Found) -> None:
    if found.credited >= regrading.AT_ONCE:
        click.echo(f"{found.credited:,} attempts looked at", err=True)


def _note(database: Database, course: str, found: Found) -> None:
    line = Line("course.regraded", "course", course, note=regrading.told(found))
    with database.writing() as session:
        noting.note(session, line, at=clock.now())


def _warn(void: Voids, version: int) -> None:
    """Say of an item that it was asked in no release since the one that is named."""
    for item, of in sorted(void.items.items()):
        if of.from_release >= version:
            click.echo(
                f"{item} is void from release {of.from_release}, but release {version} is live and "
                "does not ask it: name the first release in which the key was wrong.",
                err=True,
            )


def _tell(course: str, void: Voids, found: Found, *, applied: bool) -> None:
    if not void.items:
        click.echo(
            f"No item of {course} is void in its live release, so there is nothing to do. "
            "courses/README.md says how an item becomes void."
        )
        return
    for item, of in sorted(void.items.items()):
        click.echo(f"{item} is void from release {of.from_release}: {of.reason}")
    click.echo(regrading.told(found, done=applied))
    if found.credited and not applied:
        click.echo(f"Nothing is changed yet. To do it: learning regrade {course} --apply")
