"""`learning seed`: invented people in the demo's database."""

from __future__ import annotations

from contextlib import closing

import click

from learning import clock
from learning.cli import starting
from learning.sample import people


@click.command()
@click.option("--people", "count", type=click.IntRange(0, 2_000_000), default=0, help="How many.")
def command(count: int) -> None:
    """Add the demo's cast, and invented learners up to a number, to the demo's database.

    Example: learning seed --people 1000
    """
    config = starting.configured(demo=True)
    with (
        closing(starting.ready_database(config)) as database,
        database.writing() as session,
    ):
        added = people.seed_cast(session, at=clock.now())
        added += people.seed_learners(session, count, at=clock.now())
    click.echo(f"Added {added} invented people to the demo.")
