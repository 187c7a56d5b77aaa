"""`learning reviewers`: who can open near-miss reports, and the key that is on paper."""

from __future__ import annotations

import secrets
from contextlib import closing

import click

from learning import clock
from learning.audit import noting
from learning.audit.noting import Line
from learning.cli import starting
from learning.db import Database
from learning.errors import Conflict, Invalid
from learning.people import describing, roles
from learning.reports import handing, holding, keyring, scheme
from learning.reports.handing import Giver, Taker
from learning.reports.wordlist import letters
from learning.settings import Settings

_FEWER = (
    "{} would leave {} reviewers with a key, and reports close below {}. Say --yes if that is "
    "meant, or make another reviewer first."
)
_BOTH = (
    "{} is an administrator too: one account then gives roles and reads reports. Better make "
    "somebody else the reviewer, see the README."
)
_PAPER = """
This is the recovery key. It is shown once and kept nowhere. Write it on paper twice,
put both into sealed envelopes, and lock them in two places. Whoever has it and a copy
of the database can read every report.
"""


@click.group()
def command() -> None:
    """Who can open near-miss reports. Each chooses a passphrase at /review that nobody can reset.

    Example: learning reviewers list
    """


@command.command("list")
def show() -> None:
    """List reviewers and their keys, the recovery key, and what reports still need to open.

    Example: learning reviewers list
    """
    config = starting.configured()
    with closing(starting.ready_database(config)) as database, database.reading() as session:
        holds = starting.current(config, database)
        keys = {one.person_id: one for one in keyring.holders(session)}
        people = roles.of(session, "reviewer")
        missing = scheme.missing(session, scheme.of(holds))
    for one in people:
        key = keys.get(one.id)
        said = f"a key since {key.made_on}" if key else "no key: has to sign in and go to /review"
        click.echo(f"{one.name} <{one.email}>: {said}")
    paper = keys.get(None)
    click.echo(f"Recovery key: {f'since {paper.made_on}' if paper else 'none'}")
    click.echo("Reports can be told." if not missing else "Reports are closed:")
    for line in missing:
        click.echo(f"- {line}")


@command.command()
@click.argument("address")
def add(address: str) -> None:
    """Let the person with this e-mail ADDRESS review reports. All reviewers are told at the desk.

    Example: learning reviewers add rana@example.org
    """
    config = starting.configured()
    with closing(starting.ready_database(config)) as database, database.writing() as session:
        one = roles.person(session, address)
        at = clock.now_in(config.timezone)
        if "reviewer" in one.roles:
            raise Conflict(f"{one.name} is a reviewer already. Nothing was changed.")
        given = {*one.roles, "reviewer"}
        describing.give_roles(session, one.id, given, version=one.version, on=at.date())
        noting.note(session, Line("reviewer.added", "person", one.public_id), at=at)
    click.echo(f"{one.name} is a reviewer. They sign in, go to /review and choose a passphrase.")
    click.echo("What was told before they have a key opens for them once another hands it over.")
    if "administrator" in one.roles:
        click.echo(_BOTH.format(one.name), err=True)


@command.command()
@click.argument("address")
@click.option("--yes", is_flag=True, help="Even if too few reviewers stay.")
def leave(address: str, yes: bool) -> None:
    """End the key and the role of the reviewer with this e-mail ADDRESS.

    What was sealed to their key is destroyed; the others open it still. Example: learning reviewers
    leave rana@example.org
    """
    config = starting.configured()
    with closing(starting.ready_database(config)) as database, database.writing() as session:
        one = roles.person(session, address)
        if "reviewer" not in one.roles:
            raise Invalid(f"{one.name} is no reviewer. Nothing was changed.")
        at = clock.now_in(config.timezone)
        key = keyring.own(session, one.id)
        number = sum(each.person_id is not None for each in keyring.holders(session))
        if key is not None and number <= keyring.FEWEST_REVIEWERS and not yes:
            raise Conflict(_FEWER.format(one.name, number - 1, keyring.FEWEST_REVIEWERS))
        keyring.leave(session, one.id, on=at.date())
        given = set(one.roles) - {"reviewer"}
        describing.give_roles(session, one.id, given, version=one.version, on=at.date())
        noting.note(session, Line("reviewer.left", "person", one.public_id), at=at)
    ended = "their key opens nothing any more" if key else "there was no key to end"
    click.echo(f"{one.name} reviews no longer, and {ended}.")


@command.command("recovery-key")
@click.option("--replace", is_flag=True, help="End the one there is, which is then asked for.")
@click.option("--lost", is_flag=True, help="End the one there is, whose papers are gone.")
def recovery_key(replace: bool, lost: bool) -> None:
    """Make the recovery key, and print it once.

    With --replace the words of the one before are asked for, so that the new one opens what was
    told until now. With --lost a reviewer hands that over at /review afterwards.
    Example: learning reviewers recovery-key
    """
    config = starting.configured()
    with closing(starting.ready_database(config)) as database:
        with database.reading() as session:
            before = keyring.recovery(session)
        if before is not None and not (replace or lost):
            raise Conflict(
                f"There is a recovery key since {before.made_on}. It cannot be shown again. Use "
                "--replace to end it and make another, or --lost where its papers are gone."
            )
        old = _typed(before.public) if before is not None and not lost else None
        pair = holding.new_pair()
        click.echo(_PAPER)
        click.echo(holding.recovery_text(pair.private))
        _check_copy(holding.recovery_text(pair.private))
        _take_into_use(config, database, pair, Giver(before.id, old) if before and old else None)
        if before is not None and lost:
            click.echo(
                "What was told until now opens for it once a reviewer hands it over: /review"
            )


def _take_into_use(
    config: Settings, database: Database, pair: holding.Pair, before: Giver | None
) -> None:
    """Use the new key for what is told from now on, and hand over what the one before opens."""
    at = clock.now_in(config.timezone)
    with database.writing() as session:
        new = keyring.replace_recovery(session, public=pair.public, on=at.date())
        noting.note(session, Line("recovery.made", "setting", "recovery key"), at=at)
    done = 0
    if before is not None:
        done = handing.hand_over(database, before, Taker(new, pair.public), _progress)
    with database.writing() as session:
        keyring.end_recoveries(session)
    click.echo(f"It is in use from now on. Parts that were handed over to it: {done}.")


@command.command()
@click.argument("address")
def recover(address: str) -> None:
    """Open what was told for the reviewer with this e-mail ADDRESS, by the recovery key.

    They have to have a new key: at /review, "I have lost my passphrase". The words of the recovery
    key are asked for and not shown. Example: learning reviewers recover rana@example.org
    """
    config = starting.configured()
    with closing(starting.ready_database(config)) as database:
        with database.reading() as session:
            one, paper = roles.person(session, address), keyring.recovery(session)
            key = keyring.own(session, one.id)
        if paper is None or key is None:
            raise Conflict(
                "There is no recovery key, so nothing can be opened by it."
                if paper is None
                else f"{one.name} has no key yet. They sign in and choose a passphrase at /review."
            )
        private = _typed(paper.public)
        taker = Taker(key.id, key.public)
        done = handing.hand_over(database, Giver(paper.id, private), taker, _progress)
        with database.writing() as session:
            at = clock.now_in(config.timezone)
            noting.note(session, Line("recovery.used", "person", one.public_id), at=at)
    click.echo(f"Parts that open for {one.name} now: {done}.")


def _typed(public: bytes) -> bytes:
    """The recovery key, typed from paper."""
    private = holding.read_recovery(click.prompt("The words of the recovery key", hide_input=True))
    if holding.public_of(private) != public:
        raise Invalid("These are the words of another recovery key. Look for the paper in use.")
    return private


def _check_copy(text: str) -> None:
    """Ask two of its words back, before it is used for anything. Capitals do not matter."""
    words = [word for word in text.split() if word.isalpha() or "-" in word]
    try:
        for place in sorted(secrets.SystemRandom().sample(range(len(words)), 2)):
            wanted, asked = letters(words[place]), f"Copy it now, then type word {place + 1} of it"
            while letters(click.prompt(asked)) != wanted:
                click.echo("That is not the word. Look at your copy.", err=True)
    except click.Abort:
        click.echo(
            "\nThis key is not in use: destroy what you copied. Nothing was changed.", err=True
        )
        raise


def _progress(number: int) -> None:
    click.echo(f"Parts handed over: {number}...", err=True)
