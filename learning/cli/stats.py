"""`learning stats`: how the items of a course do, and what to do about those that do not."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from contextlib import closing
from typing import Any

import click

from learning import clock
from learning.assessment.analysis import ENOUGH, Bounds
from learning.authoring import advising, health, tallying
from learning.authoring.health import Health
from learning.cli import live, starting
from learning.db import Database
from learning.releases.shelf import Shelf

_AT_ONCE = 5_000
"""First attempts between two lines of progress."""
_HELP = f"""Say how the items of a COURSE do at first attempts, those that need you first.

Only the first attempt of each person at each module counts. Of an item with fewer than {ENOUGH}
first responses nothing is told, and first attempts are taken in ten at a time, so that no number
tells of one person. Facility is the mean score, 0 to 1. Discrimination is the correlation with the
rest of the attempt, with the interval that holds it in 90 of 100 such samples.

The line that begins with # is a comment to paste into quiz.yaml. What each verdict means is
explained in courses/README.md.

\b
Examples: learning stats crew
          learning stats crew --module identity --format json
"""


@click.command(help=_HELP)
@click.argument("course")
@click.option("--module", default="", metavar="ID", help="The items of one module alone.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(course: str, module: str, form: str) -> None:
    """Take in what waits, and tell; see `_HELP`."""
    config = starting.configured()
    shelf = Shelf(seconds=0)
    with closing(starting.ready_database(config)) as database:
        today = clock.now_in(starting.current(config, database).timezone).date()
        _catch_up(database, shelf)
        with database.reading() as session:
            live.expect(session, shelf, course)
            found = health.of_course(session, shelf, course, on=today, module=module)
    if form == "json":
        click.echo(json.dumps([_value(one, today) for one in found], indent=2))
    else:
        _tell(course, found, today)


def _catch_up(database: Database, shelf: Shelf) -> None:
    """Take in what waits, and say how far it is where that takes long."""
    done = 0
    while some := tallying.catch_up(database, shelf, most=_AT_ONCE):
        done += some
        if done >= _AT_ONCE:
            click.echo(f"Took in {done:,} first attempts", err=True)


def _tell(course: str, found: Sequence[Health], on: dt.date) -> None:
    told = health.summary(found)
    for one in found:
        click.echo(f"{one.module}/{one.item.id}, rev {one.item.rev}: {advising.short(one)}")
        if one.reading.is_enough:
            click.echo(f"  {advising.comment(one, on)}")
            for part in advising.taken(one):
                click.echo(f"  {'+' if part.right else '-'} {part.id}: {part.words}")
        if advising.certainty(one):
            click.echo(f"  Wrong: {advising.certainty(one)}")
        if one.doubts:
            click.echo(f"  Found unclear by at least {one.doubts}")
        for said in advising.said(one):
            click.echo(click.wrap_text(said.advice, 90, "  > ", "    "))
    click.echo(
        f"{told.items} items of {course}: {told.needy} need you, "
        f"{told.items - told.needy - told.unknown} are well, {told.unknown} have too few responses."
    )


def _value(one: Health, on: dt.date) -> dict[str, Any]:
    """An item as JSON; what must not be told is null or empty."""
    reading = one.reading
    return {
        "course": one.course,
        "module": one.module,
        "item": one.item.id,
        "rev": one.item.rev,
        "status": one.item.status,
        "responses": reading.responses if reading.is_enough else None,
        "facility": _bounds(reading.facility),
        "discrimination": _bounds(reading.discrimination),
        "certain_and_wrong": _bounds(reading.certain_wrong),
        "unclear_at_least": one.doubts,
        "chosen": [
            {"part": part.id, "right": part.right, "told": part.words}
            for part in advising.taken(one)
        ],
        "verdicts": list(reading.verdicts),
        "said": advising.short(one),
        "comment": advising.comment(one, on),
    }


def _bounds(found: Bounds | None) -> dict[str, float] | None:
    return {k: round(v, 3) for k, v in found._asdict().items()} if found else None
