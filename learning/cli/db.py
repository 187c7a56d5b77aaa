"""`learning db`: the database's schema."""

from __future__ import annotations

from contextlib import closing

import click

from learning.cli import starting
from learning.db import schema
from learning.releases import indexing
from learning.tables import METADATA


@click.group()
def command() -> None:
    """Bring the database to this version. Example: learning db upgrade"""


@command.command()
def upgrade() -> None:
    """Upgrade the schema; running it twice changes nothing."""
    with closing(starting.reached_database(starting.configured())) as database:
        before, after = schema.upgrade(database, METADATA)
    done = "is already at" if before == after else "was upgraded to"
    click.echo(f"The database {done} revision {after}.")


@command.command("rebuild-search")
def rebuild_search() -> None:
    """Write the index of what can be searched anew. Example: learning db rebuild-search"""
    with (
        closing(starting.ready_database(starting.configured())) as database,
        database.writing() as session,
    ):
        number = indexing.rebuild(session)
    click.echo(f"The search now holds {number} documents.")


@command.command()
def status() -> None:
    """Say which revision the database is at; exits 1 when it is not this version's."""
    with (
        closing(starting.reached_database(starting.configured())) as database,
        database.reading() as session,
    ):
        found = schema.current(session.connection())
    click.echo(
        f"The database is at revision {found or 'none'}; this version has {schema.newest()}."
    )
    raise SystemExit(0 if found == schema.newest() else 1)
