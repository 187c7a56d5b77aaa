"""`learning backup`: a checked copy of the database."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from learning import clock
from learning.cli import starting
from learning.installation import backups


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Where to.")
def command(out: Path | None) -> None:
    """Back the database up into a dated file, and check it. Others may go on working.

    Without --out it goes into `backups` of the instance folder. Copy it to another machine, with
    the keys and erasures.jsonl of the instance. Example: learning backup --out /mnt/backups
    """
    config = starting.configured()
    with closing(starting.ready_database(config)) as database:
        at = clock.now_in(starting.current(config, database).timezone)
        made = backups.make(database, out or config.instance / "backups", at=at)
    click.echo(f"{made.path} ({made.size:,} bytes)")
