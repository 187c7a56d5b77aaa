"""`learning proposals`: other words that people propose, as a list or as a patch for git."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import click

from learning.authoring import proposing, repository
from learning.authoring.models import Proposal
from learning.cli import starting, writing
from learning.content import patching
from learning.content.patching import Misfit, Patched, Wanted
from learning.content.problems import printable
from learning.content.reading import TEXT_LIMIT
from learning.content.word_changes import as_line, changes

_HELP = """List the other words that people propose for passages of courses.

With --format patch, all that wait become one patch for the files in LEARNING_COURSES (./courses).
Look at it, and let git apply it from the top of the repository:

\b
    learning proposals --format patch > words.patch
    git apply --check words.patch
    git apply words.patch
    learning check

What no longer fits is told on standard error with what to do, and the command exits 1; the rest is
in the patch all the same. Nothing is marked as taken or declined here: do that at
/authoring/proposals.

Example: learning proposals --course crew
"""


@click.command(help=_HELP)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "patch"]),
    default="text",
    help="Lines for people, one JSON list, or a patch that git applies.",
)
@click.option("--course", help="Only those for one course; `cases` is the library.")
def command(form: str, course: str | None) -> None:
    """Tell the proposals that wait; see `_HELP`."""
    config = starting.configured()
    with closing(starting.ready_database(config)) as database, database.reading() as session:
        rows = proposing.waiting(session, course)
        if form == "json":
            told = [_value(row) for row in rows]
            click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        elif form == "text":
            click.echo("\n".join(_lines(rows)))
        else:
            _write_patch(rows, config.courses)


def _value(row: Proposal) -> dict[str, object]:
    return {
        "id": row.public_id,
        "course": row.course,
        "release": row.version,
        "file": row.file,
        "field": row.field or None,
        "line": row.line or None,
        "before": row.before,
        "after": row.after,
        "why": row.why,
        "told_on": row.told_on.isoformat(),
    }


def _lines(rows: Sequence[Proposal]) -> Iterator[str]:
    if not rows:
        yield "No proposal waits."
    for at, row in enumerate(rows):
        yield from [""] if at else []
        yield f"{row.public_id}  {_place(row)}  (release {row.version}, {row.told_on})"
        yield from textwrap.wrap(f"why: {printable(row.why)}", 80, initial_indent="  ",
                                 subsequent_indent="       ")  # fmt: skip
        for line in as_line(changes(row.before, row.after)).split("\n"):
            yield f"  | {printable(line)}"


def _place(row: Proposal) -> str:
    return f"{row.file}: {row.field}" if row.field else row.file


def _write_patch(rows: Sequence[Proposal], courses: Path) -> None:
    """Write the patch as bytes, since line ends in it are those of the files."""
    if not courses.is_dir():
        there = f"There is no folder {writing.shown(courses)}. Set LEARNING_COURSES."
        raise click.UsageError(there)
    found = {row.public_id: row for row in rows}
    wanted = [
        Wanted(row.public_id, row.file, row.field, row.line, row.before, row.after) for row in rows
    ]
    made, misfits = patching.patch(wanted, lambda file: _read(courses, file), _prefix(courses))
    click.echo("".join(_with_reasons(one, found) for one in made).encode(), nl=False)
    for misfit in misfits:
        click.echo(_told(misfit), err=True)
    _count(sum(len(one.done) for one in made), len(misfits))
    raise SystemExit(bool(misfits))


def _with_reasons(made: Patched, found: dict[str, Proposal]) -> str:
    """A file's patch under the reasons for it; git passes over lines before a patch."""
    said = [f"# {one.id}: {printable(found[one.id].why)}\n" for one in made.done]
    return "".join(said) + made.patch


def _told(misfit: Misfit) -> str:
    one = misfit.wanted
    place = f"{one.file}: {one.field}" if one.field else one.file
    return (
        f"{one.id} ({place}) is not in the patch: {misfit.why}. "
        "Change the file by hand, or decline it at /authoring/proposals."
    )


def _count(done: int, left: int) -> None:
    words = "proposal" if done == 1 else "proposals"
    rest = f", {left} left out" if left else ""
    click.echo(f"{done} {words} in the patch{rest}", err=True)


def _read(courses: Path, file: str) -> bytes | None:
    """The bytes of a text file of courses; what is no ordinary file below them is none."""
    path = courses / file
    try:
        inside = path.resolve().is_relative_to(courses.resolve())
        if not inside or path.is_symlink() or not path.is_file():
            return None
        return path.read_bytes() if path.stat().st_size <= TEXT_LIMIT else None
    except OSError:
        return None


def _prefix(courses: Path) -> str:
    """The folder of courses as git names it: from the top of its repository, else from here."""
    standing = repository.look(courses)
    if standing.top:
        return standing.prefix
    here = Path.cwd()
    if courses.resolve().is_relative_to(here.resolve()):
        return f"{courses.resolve().relative_to(here.resolve()).as_posix()}/".removeprefix("./")
    return f"{courses.name}/"
