"""Preparing: what has to be there before anything is served, done in a process of its own.

What it loads and holds is free again when it has ended, and the server loads meanwhile:
`python -m learning.cli.preparing`, with the settings in the environment.
"""

from __future__ import annotations

import os
import sys
from contextlib import closing

import click

from learning import clock, settings
from learning.cli import publish, starting
from learning.db import Database
from learning.errors import LearningError
from learning.people import joining
from learning.releases.shelf import Shelf
from learning.reports import daily
from learning.sample.answers import seed_answers
from learning.sample.organisation import seed_organisation
from learning.sample.people import seed_cast
from learning.sample.reports import seed_reports
from learning.settings import Settings
from learning.supervision import recounting


def prepare(config: Settings) -> None:
    """Bring the database up to date, fill the demo, or greet the first administrator."""
    database = starting.ready_database(config)
    if config.demo:
        _prepare_demo(starting.current(config, database), database)
    else:
        _greet(config, database)
    _destroy_again(config, database)
    database.close()


def prepare_reporting(config: Settings) -> None:
    """Bring the database up to date for reports alone; this machine has a ledger of its own."""
    with closing(starting.ready_database(config)) as database:
        _destroy_again(config, database)


def _destroy_again(config: Settings, database: Database) -> None:
    """Before anybody is served: an older database may have been restored."""
    daily.replay(database, config.purges, on=clock.now_in(config.timezone).date())


def _prepare_demo(config: Settings, database: Database) -> None:
    outcomes, errors = publish.publish_tree(config.courses, database, zone=config.timezone)
    publish.report(outcomes, errors)
    at = clock.now_in(config.timezone)
    with database.writing() as session:
        seed_cast(session, at=at)
        added = seed_organisation(session, Shelf(seconds=0), at=at)
        if added:
            seed_answers(session, Shelf(seconds=0), at=at)
    if added:
        recounting.catch_up(database, config.timezone, on=at.date())
    seed_reports(database, config, at=at)


def _greet(config: Settings, database: Database) -> None:
    """Print the link for the first administrator while there is none."""
    with database.writing() as session:
        if joining.has_administrator(session):
            return
        token = joining.invite_first_administrator(session, at=clock.now())
    click.echo(
        "There is no administrator yet. Open this link once, within "
        f"{joining.FIRST_LINK_HOURS} hours, to become one:\n  {config.origin}/join/{token}",
        err=True,
    )


def main() -> None:
    """Prepare; a refusal is one line on standard error and exit code 1."""
    try:
        prepare(settings.load(os.environ))
    except LearningError as refusal:
        click.echo(f"learning: {refusal.text}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
