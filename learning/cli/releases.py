"""`learning releases`: what was published, who made it live, and the way back."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict
from typing import Any

import click
from sqlalchemy.orm import Session

from learning import clock
from learning.audit import noting
from learning.audit.noting import Line
from learning.authoring import history, publishing
from learning.cli import live, starting
from learning.db import Database
from learning.releases import returning
from learning.releases.publishing import Order
from learning.releases.shelf import Shelf
from learning.supervision import recounting

_MOST = 100_000


@click.command()
@click.argument("course", required=False)
@click.option("--back", type=click.IntRange(1), metavar="VERSION", help="Make this one live again.")
@click.option("--why", help="Why you go back; others read it in the history.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(course: str | None, back: int | None, why: str | None, form: str) -> None:
    r"""List the releases of COURSE (`cases` for the library), or what is live of every course.

    With --back an earlier release becomes the live one again. Nobody's record changes: completions
    keep the release they were made on, and open attempts end on theirs. The course is then held:
    learning publish leaves it alone until it is named with --course.

    \b
    Examples: learning releases crew
              learning releases crew --back 2 --why "A wrong key in release 3"
    """
    if back and not (course and why):
        raise click.UsageError("Going back needs the course and a reason: --why TEXT.")
    config = starting.configured()
    with closing(starting.ready_database(config)) as database:
        zone = starting.current(config, database).timezone
        if course and back:
            _go_back(database, zone, (course, back), Order(why=why or ""))
        with database.reading() as session:
            found = _releases(session, course) if course else _live(session)
            made = history.entries(session, course)[0] if course else []
    told = {"releases": found, "history": [asdict(one) for one in made]}
    if form == "json":
        click.echo(json.dumps(told, indent=2, ensure_ascii=False, default=str))
        return
    lines = [*map(_line, found), *map(_made, made)]
    click.echo("\n".join(lines or [f"Nothing is published yet{live.NOTHING}"]))


def _go_back(database: Database, zone: str, to: tuple[str, int], order: Order) -> None:
    at = clock.now_in(zone)
    with database.writing() as session:
        publishing.go_back(session, *to, order, at=at)
        line = Line("release.back", "release", to[0], "", f"release {to[1]}")
        noting.note(session, line, at=at)
    recounting.catch_up(database, zone, on=at.date())
    click.echo(f"{to[0]}: release {to[1]} is live again, and held.", err=True)


def _live(session: Session) -> list[dict[str, Any]]:
    names = Shelf(seconds=0).active(session)
    return [one for name in names for one in _releases(session, name) if one["live"]]


def _releases(session: Session, course: str) -> list[dict[str, Any]]:
    found, _ = returning.releases(session, course, most=_MOST)
    if not found:
        raise live.unknown(course, list(Shelf(seconds=0).active(session)))
    return [{"course": course, **asdict(one)} for one in found]


def _line(one: dict[str, Any]) -> str:
    marks = [one["effect"], *(["live"] if one["live"] else []), *(["held"] if one["held"] else [])]
    commit = one["commit"][:12] or "no commit"
    changed = " with changes" if one["dirty"] else ""
    return (
        f"{one['course']} release {one['version']}: {one['at']:%Y-%m-%d %H:%M} UTC, "
        f"{', '.join(marks)} ({commit}{changed})"
    )


def _made(one: history.Entry) -> str:
    act = "published" if one.kind == "published" else "gone back to"
    why = f": {one.why}" if one.why else ""
    return f"{one.at:%Y-%m-%d %H:%M} UTC release {one.version} {act} by {one.by}{why}"
