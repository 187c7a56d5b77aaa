"""`learning diff`: what publishing the working tree would change, before anything is published."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing

import click

from learning import clock
from learning.authoring import looking, repository
from learning.authoring.looking import Look
from learning.authoring.trees import Workshop
from learning.cli import diff_lines, starting, writing
from learning.content.problems import nearest, quoted
from learning.db import Database
from learning.settings import Settings


@click.command()
@click.argument("course", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to tell it."
)
def command(course: str | None, form: str) -> None:
    r"""Show what publishing would change: the working tree against what is live.

    COURSE is the name of its folder, or `cases` for the library; without it, all of
    LEARNING_COURSES (./courses). Texts are told as learners read them, with [-words that go-] and
    {+words that come+}; of each item, whether it means something else. Then how many people are
    affected, which effect is needed, and why publishing would refuse it. Nothing is changed.

    Exits 1 where a course has errors, or publishing would refuse it.

    \b
    Examples: learning diff
              learning diff crew --format json
    """
    config = starting.configured()
    if not config.courses.is_dir():
        raise click.UsageError(
            f"There is no folder {writing.shown(config.courses)}. "
            "Stand beside it, or set LEARNING_COURSES."
        )
    with closing(starting.ready_database(config)) as database:
        found = _looks(config, database, course)
    if form == "json":
        told = [diff_lines.values(one) for one in found]
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        click.echo("\n\n".join("\n".join(diff_lines.lines(one)) for one in found))
    raise SystemExit(1 if any(one.is_refused for one in found) else 0)


def _looks(config: Settings, database: Database, course: str | None) -> Sequence[Look]:
    on = clock.now_in(starting.current(config, database).timezone).date()
    bench = Workshop().bench(repository.look(config.courses), "folder")
    assert bench is not None, "the folder is there"
    with database.reading() as session:
        if course is None:
            return list(looking.looks(session, bench, on=on))
        found = looking.look(session, bench, course, on=on)
    if found is None:
        names = sorted(bench.courses)
        near = nearest(course, names) or f". There are {', '.join(names) or 'none'}."
        raise click.UsageError(f"There is no course {quoted(course)}{near}")
    return [found]
