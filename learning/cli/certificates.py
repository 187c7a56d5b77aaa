"""`learning certificates`: revoke one that was wrong, and write the list of all that were."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from learning import clock
from learning.cli import starting, writing
from learning.progress import certificates
from learning.progress.certificates import Issuer
from learning.signing.checking import REASONS
from learning.signing.keys import Ring


@click.group()
def command() -> None:
    """Revoke certificates and list them. Example: learning certificates revocations --out FILE"""


@command.command()
@click.argument("certificate")
@click.option("--reason", type=click.Choice(list(REASONS)), required=True, help="Why.")
def revoke(certificate: str, reason: str) -> None:
    """Revoke a certificate by the id that stands on it, from today.

    Example: learning certificates revoke Q3sYx0aaBcD1efGh --reason error
    """
    config = starting.configured()
    with closing(starting.ready_database(config)) as database:
        today = clock.now_in(starting.current(config, database).timezone).date()
        with database.writing() as session:
            certificates.revoke(session, certificate, reason, on=today)
    click.echo(f"Revoked {certificate} from {today}. Give out the list again.")


@command.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write.")
def revocations(out: Path) -> None:
    """Write the signed list of revoked certificates, dated today.

    Example: learning certificates revocations --out revocations.json
    """
    config = starting.configured()
    with closing(starting.ready_database(config)) as database:
        config = starting.current(config, database)
        issuer = Issuer(Ring(config.keys), config.operator, config.origin)
        today = clock.now_in(config.timezone).date()
        with database.reading() as session:
            body = certificates.revocations(session, issuer, on=today)
    writing.replace(out, body.decode("utf-8"))
    click.echo(f"Wrote {writing.shown(out)}, dated {today}")
