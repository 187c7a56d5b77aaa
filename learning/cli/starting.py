"""What several commands begin with: the settings, the database, and its schema."""

from __future__ import annotations

import os
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError

from learning import settings
from learning.db import Database, open_database, schema
from learning.errors import Unavailable
from learning.installation import choosing
from learning.settings import Settings
from learning.tables import METADATA


def configured(**given: Any) -> Settings:
    """The settings, with what a command's options give (None means not given)."""
    return settings.load(os.environ, **{k: v for k, v in given.items() if v is not None})


def reached_database(config: Settings) -> Database:
    """The database as it is; `Unavailable` where it does not answer."""
    try:
        config.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        database = open_database(config.database)
        with database.reading() as session:
            session.connection()
    except (SQLAlchemyError, OSError) as error:
        raise Unavailable(
            f"The database cannot be opened: {_first_line(error)}. "
            "Check 'database_url' and the instance folder in the settings."
        ) from error
    return database


def current(config: Settings, database: Database) -> Settings:
    """The settings that hold: with what administrators chose on the web."""
    with database.reading() as session:
        return choosing.current(session, config)


def _first_line(error: Exception) -> str:
    told = str(getattr(error, "orig", None) or error)
    return told.splitlines()[0].rstrip(".")


def ready_database(config: Settings) -> Database:
    """The database with the schema of this version, upgraded where it was older."""
    database = reached_database(config)
    before, after = schema.upgrade(database, METADATA)
    if before != after:
        click.echo(f"Database prepared at revision {after}.", err=True)
    return database
