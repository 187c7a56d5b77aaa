"""`learning verify`: is a certificate genuine? Needs no server and no database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from learning.cli import starting
from learning.errors import Invalid, LearningError
from learning.signing import checking
from learning.signing.keys import Key, Ring, keys_of
from learning.signing.statements import Statement

_LARGEST = 20_000_000
_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--keys", "keys_file", type=_FILE, help="Public keys of the issuer (keys.json).")
@click.option("--revocations", "list_file", type=_FILE, help="Its list of revoked certificates.")
def command(file: Path, keys_file: Path | None, list_file: Path | None) -> None:
    """Check a certificate, as PDF or JSON, without any server.

    Without --keys, those of this installation and those it trusts are used. Exits 0 when the file
    is genuine, 1 when it is not, 2 when it cannot be checked at all.

    Example: learning verify certificate.pdf --keys keys.json --revocations revocations.json
    """
    try:
        keys = keys_of(_bytes(keys_file)) if keys_file else _known()
        revoked = checking.revocations_of(_bytes(list_file), keys) if list_file else None
        verdict = checking.judged(_bytes(file), keys, revoked)
    except LearningError as refusal:
        click.echo(f"learning: {refusal.text}", err=True)
        sys.exit(2)
    click.echo(verdict.why)
    if verdict.statement is not None and verdict.key is not None:
        for line in _told(verdict.statement, verdict.key):
            click.echo(line)
        click.echo(_listed(revoked))
    sys.exit(0 if verdict.genuine else 1)


def _known() -> list[Key]:
    ring = Ring(starting.configured().keys)
    keys = [*ring.own(), *ring.trusted()]
    if not keys:
        raise Invalid("There are no keys to check against. Give those of the issuer with --keys.")
    return keys


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise Invalid(f"{path} is too large to be a certificate. Choose another file.")
        return path.read_bytes()
    except OSError as error:
        raise Invalid(f"{path} cannot be read: {error.strerror}. Choose another file.") from error


def _told(said: Statement, key: Key) -> Iterator[str]:
    """Who, what, when and by whom, a line each. Only what was signed is printed."""
    yield f"Name: {_line(said.get('name'))}"
    if said.get("kind") == "certificate":
        yield f"Course: {_line(said.get('title'))} ({_line(said.get('course'))})"
        yield from _days(said)
        yield f"Stated length: {_line(said.get('minutes'))} minutes"
        yield f"Release: {_line(said.get('release'))} (content {_line(said.get('manifest'))})"
        yield f"Certificate: {_line(said.get('id'))}"
    for one in said.get("completions", ()):
        yield f"Course: {_line(one.get('title'))}"
        yield from (f"  {line}" for line in _days(one))
    issuer = _line(said.get("issuer")) or "an installation that gives no name"
    yield f"Issued by: {issuer}" + (f" ({_line(said['origin'])})" if said.get("origin") else "")
    yield f"Issued on: {_line(said.get('issued_on'))}"
    if said.get("invented"):
        yield "Note: the person is invented; it comes from a demo."
    yield f"Key: {key.id}, in use from {key.since}" + (f" to {key.until}" if key.until else "")


def _days(said: Statement) -> Iterator[str]:
    yield f"Completed on: {_line(said.get('completed_on'))}"
    yield f"Valid until: {_line(said.get('valid_until') or 'does not run out')}"


def _listed(revoked: checking.Revocations | None) -> str:
    if revoked is None:
        return "Revoked certificates: not checked. Give the issuer's list: --revocations FILE"
    return f"Revoked certificates: checked against the list of {revoked.dated}"


def _line(value: object) -> str:
    """A value on one line, with nothing in it that a terminal would act on."""
    text = "" if value is None else str(value)
    return "".join(one if one.isprintable() else "?" for one in text)
