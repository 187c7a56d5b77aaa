"""`learning purge`: near-miss reports whose time is over."""

from __future__ import annotations

from contextlib import closing

import click

from learning import clock
from learning.cli import starting
from learning.reports import daily, ledger, purging, tidying

_WORDS = {
    "received": "that nobody opened",
    "in_review": "in review, without a sign of anybody",
    "closed": "that are closed",
    "withdrawn": "that were withdrawn",
}


@click.command()
@click.option("--dry-run", is_flag=True, help="Say how many there are, and destroy nothing.")
@click.option("--replay", is_flag=True, help="Only what a restored backup has brought back.")
def command(dry_run: bool, replay: bool) -> None:
    """Destroy near-miss reports whose time is over, and what a restored backup brought back.

    The server and `learning work` do so once a day by themselves, and at each start of the server.
    Counts by week stay. Example: learning purge --dry-run
    """
    config = starting.configured()
    today = clock.now_in(config.timezone).date()
    with closing(starting.ready_database(config)) as database:
        with database.reading() as session:
            known, torn = ledger.read(config.purges)
            known += [one for one, _ in purging.ledger(session)]
            back = len(purging.come_back(session, known))
            due = {} if replay else purging.number_due(session, on=today)
        if not dry_run:
            back = daily.replay(database, config.purges, on=today)
            if not replay:
                daily.purge(database, config.purges, on=today)
            tidying.tidy(database)
    did = "to destroy" if dry_run else "destroyed"
    for state, number in due.items():
        click.echo(f"{number} {did} {_WORDS[state]}.")
    if back:
        click.echo(f"{back} {did} again: a restored backup had brought them back.")
    if not back and not any(due.values()):
        click.echo("Nothing is due.")
    if torn:
        click.echo(f"{torn} lines of {config.purges.name} cannot be read; passed over.", err=True)
