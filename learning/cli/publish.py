"""`learning publish`: check, compile and publish the working tree, a course at a time."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from learning import clock
from learning.authoring import publishing, repository
from learning.cli import starting
from learning.content.problems import Problem
from learning.db import Database
from learning.releases.publishing import Outcome
from learning.supervision import recounting

_SAID = {
    "published": "published as release {version}",
    "unchanged": "unchanged, release {version} is live",
    "draft": "still a draft, not published",
    "refused": "not published",
    "held": "held at release {version}, to which somebody went back; not published",
}


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--course", "only", multiple=True, metavar="ID", help="Publish this course alone.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(path: Path | None, only: tuple[str, ...], form: str) -> None:
    r"""Publish every course under PATH (LEARNING_COURSES, ./courses) that has no errors.

    A course with errors keeps its last good release and stops no other. Publishing the same content
    twice changes nothing. A course that somebody took back to an earlier release stays there until
    it is named: --course ID, also more than once; `cases` is the library. Exits 1 when a course
    could not be published.

    learning diff shows what would change, learning releases what was published.

    \b
    Examples: learning publish
              learning publish --course crew
    """
    config = starting.configured(courses=str(path) if path else None)
    with closing(starting.ready_database(config)) as database:
        zone = starting.current(config, database).timezone
        outcomes, errors = publish_tree(config.courses, database, zone=zone, always=True, only=only)
    report(outcomes if form == "text" else [], errors)
    if form == "json":
        click.echo(json.dumps([asdict(outcome) for outcome in outcomes]))
    raise SystemExit(1 if any(one.state == "refused" for one in outcomes) else 0)


def publish_tree(
    root: Path,
    database: Database,
    *,
    zone: str = "UTC",
    always: bool = False,
    only: Collection[str] = (),
) -> tuple[list[Outcome], list[Problem]]:
    """Publish a tree as it lies there, now, and work out what is due by it."""
    at, origin = clock.now_in(zone), repository.look(root).provenance
    found = publishing.publish_tree(root, database, origin, at=at, always=always, only=only)
    recounting.catch_up(database, zone, on=at.date())
    return found


def report(outcomes: Iterable[Outcome], errors: Iterable[Problem]) -> None:
    """Say what became of each course, and every reason."""
    for problem in errors:
        click.echo(str(problem), err=True)
    for outcome in outcomes:
        said = _SAID[outcome.state].format(version=outcome.version)
        click.echo(f"{outcome.course or 'no course'}: {said}")
        if outcome.state == "held":
            click.echo(f"  Publish it all the same: learning publish --course {outcome.course}")
        for reason in outcome.reasons:
            click.echo(f"  {reason}", err=True)
