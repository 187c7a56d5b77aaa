"""`learning people`: links that let people in, for whoever runs the machine."""

from __future__ import annotations

from contextlib import closing

import click

from learning import clock
from learning.cli import starting
from learning.errors import NotFound
from learning.people import accounts, joining, signing_in
from learning.people.models import ROLES


@click.group()
def command() -> None:
    """Make links that let people in; each works once.

    Example: learning people invite --role author
    """


@command.command()
@click.option("--role", type=click.Choice(ROLES), default="learner", help="What it lets them do.")
@click.option("--days", type=click.IntRange(1, joining.MOST_DAYS), default=7, help="How long.")
def invite(role: str, days: int) -> None:
    """Print a link that makes one account.

    Example: learning people invite --role administrator --days 1
    """
    config = starting.configured()
    with closing(starting.ready_database(config)) as database, database.writing() as session:
        token = joining.invite(session, role, at=clock.now(), days=days)
    click.echo(f"{config.origin}/join/{token}")


@command.command()
@click.argument("address")
def reset(address: str) -> None:
    """Print a link with which the person with this e-mail ADDRESS chooses a new password.

    It works for a day. Example: learning people reset olu@example.org
    """
    config = starting.configured()
    with closing(starting.ready_database(config)) as database, database.writing() as session:
        found = signing_in.credentials(session, address)
        if found is None:
            raise NotFound(f"Nobody has the address {address}. Check its spelling.")
        token = accounts.make_reset_link(session, found[0], at=clock.now())
    click.echo(f"{config.origin}/reset/{token}")
