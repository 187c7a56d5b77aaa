"""What several commands begin with: the settings, the database, and its schema."""

from __future__ import annotations

import os
from typing import Any

import click

from learning import settings
from learning.db import Database, open_database, schema
from learning.errors import Unavailable
from learning.settings import Settings
from learning.tables import METADATA


def configured(**given: Any) -> Settings:
    """The settings, with what a command's options give (None means not given)."""
    return settings.load(os.environ, **{k: v for k, v in given.items() if v is not None})


def ready_database(config: Settings) -> Database:
    """The database with the schema of this version, upgraded where it was older."""
    config.instance.mkdir(parents=True, exist_ok=True)
    database = open_database(config.database)
    try:
        before, after = schema.upgrade(database, METADATA)
    except OSError as error:
        raise Unavailable(
            f"The database cannot be opened: {error}. Check 'database_url'."
        ) from error
    if before != after:
        click.echo(f"Database prepared at revision {after}.", err=True)
    return database
