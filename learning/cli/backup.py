"""`learning backup`: a checked copy of the database."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from learning import clock
from learning.cli import starting, writing
from learning.installation import backups


@click.command()
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="A folder that is there."
)
def command(out: Path | None) -> None:
    """Back the database up into a dated file, and check it. Others may go on working.

    Without --out it goes into `backups` of the instance folder. Copy it to another machine, with
    the keys and erasures.jsonl of the instance. Example: learning backup --out /mnt/backups
    """
    if out is not None:
        writing.check_folder(out)
    config = starting.configured()
    # as it is: before an upgrade is when a backup is wanted most
    with closing(starting.reached_database(config)) as database:
        at = clock.now_in(config.timezone)
        made = backups.make(database, out or config.instance / "backups", at=at)
    click.echo(f"{made.path} ({made.size:,} bytes)")
    if not made.noted:
        click.echo("It is not noted for /admin/system: the schema is of another version.", err=True)
