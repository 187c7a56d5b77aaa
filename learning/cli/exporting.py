"""`learning export gift`: the items of a module as Moodle and others take them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from learning.cli import module_named, writing
from learning.errors import Invalid, Unavailable
from learning.interop.gift.writing import Written, document, write

_HELP = """Write the items of a module as GIFT, which Moodle imports.

Singles (True and False too), multiples, matchings and numbers are written, with the feedback of
each option. What GIFT has no place for is told on standard error, by item and field: it stands in
comments, which Moodle drops and 'learning import gift' reads back. Whole items that GIFT cannot
hold (ordering, judgement, reflect, retired ones) are told as well, and not written.

Exits 1 where no item could be written.

\b
Examples: learning export gift crew/handover > handover.gift
          learning export gift crew/handover --out handover.gift
"""


@click.group()
def command() -> None:
    """Write the items of a module for other systems.

    Example: learning export gift crew/handover --out handover.gift
    """


@command.command("gift", help=_HELP)
@click.argument("module", metavar="COURSE/MODULE")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write, in a folder that is there; else standard output.",
)
def gift(module: str, out: Path | None) -> None:
    """Write a GIFT file; see `_HELP`."""
    found = module_named.find(module)
    quiz = found.module.quiz
    if quiz is None:
        raise Invalid(f"{found.name} has no quiz. Choose a module with one.")
    if out is not None:
        writing.check_folder(out.parent)
    items, lost = write(quiz)
    done = sum(one.text is not None for one in items)
    if done:
        _put(document(found.name, items), out)
    for line in _told(items, lost):
        click.echo(line, err=True)
    where = f" to {writing.shown(out)}" if out is not None and done else ""
    click.echo(f"{done} of {len(items)} items written{where}", err=True)
    raise SystemExit(not done)


def _put(text: str, out: Path | None) -> None:
    """As UTF-8 wherever it goes, which is what Moodle expects."""
    if out is None:
        click.echo(text.encode("utf-8"), nl=False)
        return
    try:
        writing.replace(out, text)
    except OSError as error:
        told = f"{writing.shown(out)} cannot be written ({error.strerror})."
        raise Unavailable(f"{told} Choose another file.") from error


def _told(items: list[Written], lost: tuple[str, ...]) -> Iterator[str]:
    for one in items:
        yield from (f"{one.id}: {told}" for told in one.told)
    yield f"the quiz: not written: {', '.join(lost)}"
