"""`learning seed`: invented people in the demo's database."""

from __future__ import annotations

import datetime as dt
from contextlib import closing

import click

from learning import clock
from learning.cli import starting
from learning.db import Database
from learning.releases.shelf import Shelf
from learning.sample import measuring, people
from learning.supervision import recounting

_AT_ONCE = 10_000
"""People between two lines of progress."""


@click.command()
@click.option("--people", "count", type=click.IntRange(0, 2_000_000), default=0, help="How many.")
@click.option(
    "--teams",
    type=click.IntRange(0, 100_000),
    default=0,
    help="Spread those without a team evenly over so many.",
)
def command(count: int, teams: int) -> None:
    """Add the demo's cast, and invented learners up to a number, to the demo's database.

    With --teams they work in teams, thirty to a service, and a course that was published before is
    required of them all: their due dates are then worked out.

    Example: learning seed --people 1000 --teams 40
    """
    config = starting.configured(demo=True)
    at = clock.now_in(config.timezone)
    with closing(starting.ready_database(config)) as database:
        with database.writing() as session:
            added = people.seed_cast(session, at=at)
            added += people.seed_learners(session, count, at=at)
            placed = measuring.seed_teams(session, Shelf(seconds=0), teams, at=at)
        if placed:
            _work_out(database, config.timezone, at.date())
    click.echo(f"Added {added} invented people to the demo.")
    if teams:
        click.echo(f"Placed {placed} of them in {teams} teams.")


def _work_out(database: Database, zone: str, on: dt.date) -> None:
    """Work out what is due of whom, and say how far it is."""
    done = 0
    while some := recounting.catch_up(database, zone, on=on, most=_AT_ONCE):
        done += some
        click.echo(f"Worked out what is due of {done:,} people.", err=True)
