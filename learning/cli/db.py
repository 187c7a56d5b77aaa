"""`learning db`: the database's schema."""

from __future__ import annotations

from contextlib import closing

import click

from learning import clock, settings
from learning.authoring import rebuilding
from learning.cli import starting
from learning.db import schema
from learning.people import erasing
from learning.releases import indexing
from learning.rights import leaving, ledger
from learning.supervision import granting, recounting
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


@command.command("grant-supervision")
@click.argument("role")
def grant_supervision(role: str) -> None:
    """Let a ROLE of PostgreSQL read what supervisors' pages need, and nothing else.

    Then name the role in the setting supervision_database_url. Run it again after an upgrade.
    Example: learning db grant-supervision debrief_supervision
    """
    with (
        closing(starting.ready_database(starting.configured())) as database,
        database.writing() as session,
    ):
        granting.grant(session, role)
    click.echo(f"{role} may read what supervisors' pages need, and no attempts or responses.")


@command.command("rebuild-summaries")
def rebuild_summaries() -> None:
    """Work out anew what is kept beside records, and say how much of it was wrong.

    That is what supervisors see of everybody, and the sums over first responses to items. Both are
    kept as things happen, so you should never need it. Example: learning db rebuild-summaries
    """
    config = starting.configured()
    with closing(starting.ready_database(config)) as database:
        zone = starting.current(config, database).timezone
        today = clock.now_in(zone).date()
        people, wrong = recounting.rebuild(database, zone, on=today)
        click.echo(f"Worked out for {people} people; {wrong} lines were wrong.")
        sums = rebuilding.rebuild(database)
    click.echo(f"Summed the first responses to {sums.items} items; {sums.wrong} sums were wrong.")
    if sums.larger:
        click.echo(f"{sums.larger} sums hold people who were erased since, and stay as they are.")


@command.command("replay-erasures")
@click.option("--dry-run", is_flag=True, help="Say how many there are, and erase nobody.")
def replay_erasures(dry_run: bool) -> None:
    """Erase again whom a restored backup has brought back, by the ledger of erasures.

    Example: learning db replay-erasures --dry-run
    """
    config = starting.configured()
    book = leaving.Ledger(config.erasures, erasing.Marker(settings.key_of(config)))
    lines, torn = ledger.read(config.erasures)
    with closing(starting.ready_database(config)) as database:
        with database.reading() as session:
            known = [*lines, *erasing.entries(session)]
            found = leaving.found(session, book, known)
        for person_id, entry in [] if dry_run else found:
            with database.writing() as session:
                leaving.replay(session, person_id, entry, book)
    unknown = sum(one.key_id != book.marker.key_id for one in known)
    click.echo(f"{len(found)} to erase again." if dry_run else f"{len(found)} erased again.")
    for number, said in ((torn, "cannot be read"), (unknown, "were made with another secret_key")):
        if number:
            click.echo(f"{number} lines {said} and were passed over.", err=True)


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
