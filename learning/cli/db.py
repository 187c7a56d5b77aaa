"""`learning db`: the database's schema."""

from __future__ import annotations

import click

from learning.cli import starting
from learning.db import open_database, schema
from learning.tables import METADATA


@click.group()
def command() -> None:
    """Bring the database to this version. Example: learning db upgrade"""


@command.command()
def upgrade() -> None:
    """Upgrade the schema; running it twice changes nothing."""
    config = starting.configured()
    config.instance.mkdir(parents=True, exist_ok=True)
    before, after = schema.upgrade(open_database(config.database), METADATA)
    done = "is already at" if before == after else "was upgraded to"
    click.echo(f"The database {done} revision {after}.")


@command.command()
def status() -> None:
    """Say which revision the database is at; exits 1 when it is not this version's."""
    database = open_database(starting.configured().database)
    with database.reading() as session:
        found = schema.current(session.connection())
    click.echo(
        f"The database is at revision {found or 'none'}; this version has {schema.newest()}."
    )
    raise SystemExit(0 if found == schema.newest() else 1)
