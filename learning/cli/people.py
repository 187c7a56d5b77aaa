"""`learning people`: links that let people in, for whoever runs the machine."""

from __future__ import annotations

from contextlib import closing

import click

from learning import clock, settings
from learning.cli import people_lists, starting
from learning.errors import Invalid, NotFound, Unavailable
from learning.people import accounts, joining, letters, signing_in
from learning.people.joining import Offer
from learning.people.models import ROLES
from learning.settings import Settings


@click.group()
def command() -> None:
    """Make links that let people in, and bring lists of people in and out.

    Example: learning people invite --role author
    """


@command.command()
@click.option("--role", type=click.Choice(ROLES), default="learner", help="What it lets them do.")
@click.option("--days", type=click.IntRange(1, joining.MOST_DAYS), default=7, help="How long.")
@click.option("--email", help="Send it to this address instead of printing it.")
def invite(role: str, days: int, email: str | None) -> None:
    """Print a link that makes one account, or have it sent by mail.

    Example: learning people invite --role administrator --days 1
    """
    config = starting.configured()
    if email is not None:
        _refuse_unsendable(config, email)
    with closing(starting.ready_database(config)) as database, database.writing() as session:
        if email is not None:
            what, key = Offer(role, days, meant_for=email), settings.key_of(config)
            letters.invite(session, what, email, key=key, at=clock.now())
            told = (
                f"An invitation is on its way to {email}. The server or `learning work` sends it."
            )
        else:
            told = (
                f"{config.origin}/join/{joining.invite(session, role, at=clock.now(), days=days)}"
            )
    click.echo(told)


def _refuse_unsendable(config: Settings, email: str) -> None:
    if config.mail is None:
        raise Unavailable(
            "No mail is sent from here. Set 'smtp_host', or leave out --email and pass the link on."
        )
    if not signing_in.is_address(email):
        raise Invalid("Give --email an address like name@example.org.")


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


command.add_command(people_lists.bring_in)
command.add_command(people_lists.bring_out)
