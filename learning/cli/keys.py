"""`learning keys`: the keys that sign certificates, and those of others that are believed."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import closing
from pathlib import Path

import click

from learning import clock
from learning.cli import starting, writing
from learning.errors import Invalid
from learning.settings import Settings
from learning.signing.keys import Key, Ring, told_of

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def command() -> None:
    """The keys that sign certificates. Example: learning keys list"""


@command.command("list")
@click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text")
def list_keys(kind: str) -> None:
    """List the keys of this installation and those it trusts. Example: learning keys list"""
    ring = _ring(_settings())
    own, trusted = ring.own(), ring.trusted()
    if kind == "json":
        told = [{**one.told(), "issuer": one.issuer, "own": one in own} for one in own + trusted]
        click.echo(json.dumps(told, indent=1, ensure_ascii=False))
        return
    for one in own:
        click.echo(_line(one))
    for one in trusted:
        click.echo(f"{_line(one)}; trusted as {one.issuer}")
    if not own:
        click.echo("There is no key yet. The first certificate makes one.")


@command.command()
def rotate() -> None:
    """Begin a new key; what the old one signed stays genuine. Example: learning keys rotate"""
    made = _ring(_settings()).rotate(on=_today())
    click.echo(f"New certificates are signed with the key {made.id}. Export the keys again.")


@command.command()
@click.argument("key_id")
@click.option("--from", "since", type=_DAY, required=True, help="The first day not believed.")
def revoke(key_id: str, since: dt.datetime) -> None:
    """Believe nothing that a key signed on or after a day, because it was stolen or lost.

    Example: learning keys revoke 0123456789abcdef --from 2027-03-03
    """
    _ring(_settings()).revoke(key_id, since=since.date(), on=_today())
    click.echo(f"The key {key_id} is not believed from {since.date()} on. Export the keys again.")


@command.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write.")
def export(out: Path) -> None:
    """Write the public keys for others. Example: learning keys export --out keys.json"""
    config = _settings()
    keys = _ring(config).own()
    if not keys:
        raise Invalid("There is no key yet. Begin one: learning keys rotate")
    with closing(starting.ready_database(config)) as database:
        operator = starting.current(config, database).operator
    writing.replace(out, told_of(keys, operator).decode("utf-8"))
    click.echo(f"Wrote {writing.shown(out)}")


@command.command("export-page")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export_page(folder: Path) -> None:
    """Write the checking page as a folder that works without any server.

    Example: learning keys export-page check-certificates
    """
    from learning.web import standing_alone

    config = _settings()
    with closing(starting.ready_database(config)) as database:
        files = standing_alone.checking_page(config, database)
    for name, body in files.items():
        writing.replace(folder / name, body.decode("utf-8"))
    click.echo(f"Wrote {len(files)} files to {writing.shown(folder)}. Open index.html there.")


@command.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--name", required=True, help="Who they are; shown beside their records here.")
def trust(file: Path, name: str) -> None:
    """Believe the keys of another installation, so that its records can be added here.

    Example: learning keys trust keys.json --name "North County"
    """
    keys = _ring(_settings()).trust(file.read_bytes(), name)
    click.echo(f"Trusted as {name}: {', '.join(one.id for one in keys)}")


@command.command()
@click.argument("name")
def distrust(name: str) -> None:
    """Believe another installation no more. Example: learning keys distrust South"""
    _ring(_settings()).distrust(name)
    click.echo(f"{name} is not trusted any more.")


def _settings() -> Settings:
    return starting.configured()


def _ring(config: Settings) -> Ring:
    return Ring(config.keys)


def _today() -> dt.date:
    return clock.now_in(_settings().timezone).date()


def _line(key: Key) -> str:
    used = f"from {key.since}" + (f" to {key.until}" if key.until else ", signs now")
    revoked = f"; not believed from {key.revoked_from}" if key.revoked_from else ""
    return f"{key.id}  {used}{revoked}"
