"""`learning people import` and `export`: lists of teams, people and past completions."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from learning import clock, settings
from learning.audit import noting
from learning.audit.noting import Line
from learning.cli import starting, writing
from learning.db import Database
from learning.errors import Conflict, Invalid, Unavailable
from learning.lists import exporting, importing, reading
from learning.lists.columns import KINDS
from learning.lists.findings import counted, done, summary
from learning.lists.plans import Plan
from learning.lists.reading import Listing
from learning.lists.writing import FORMATS
from learning.people import letters
from learning.settings import Settings
from learning.supervision import recounting

_LONG = 5_000


@dataclass(frozen=True)
class _Wanted:
    """What the options ask for."""

    apply: bool
    leavers: bool
    yes_all_leavers: bool
    skip_wrong: bool
    send_links: bool


@dataclass(frozen=True)
class _Told:
    """What was planned, and why it was not done (or nothing)."""

    plan: Plan
    applied: bool
    refused: str = ""


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--apply", is_flag=True, help="Do it; without this, nothing is changed.")
@click.option("--leavers", is_flag=True, help="The whole list of people: who is missing has left.")
@click.option("--yes-all-leavers", is_flag=True, help="Yes, that many of them have left.")
@click.option("--skip-wrong", is_flag=True, help="Leave wrong lines out and do the rest.")
@click.option("--send-links", is_flag=True, help="Mail new people a link to choose a password.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def bring_in(file: Path, form: str, **ticked: bool) -> None:
    """Say line by line what a list would change; with --apply, change it.

    FILE is CSV or a workbook (.xlsx) of teams, people or past completions, told apart by its first
    line. README.md and /admin/import say which columns there are. The same list twice changes
    nothing. Exits 1 where a line is wrong or nothing could be done.

    Example: learning people import people.csv --leavers --apply
    """
    config, wanted = starting.configured(), _Wanted(**ticked)
    listing = _read(file)
    with closing(starting.ready_database(config)) as database:
        config = starting.current(config, database)
        told = _told(database, config, listing, wanted)
        _catch_up(database, config, told)
    click.echo(_as_json(told) if form == "json" else _as_text(told, wanted=wanted.apply))
    raise SystemExit(bool(told.plan.wrong or told.refused or (told.plan.stop and not told.applied)))


@click.command("export")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="csv", help="Of file.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File to write, in a folder that is there.",
)
def bring_out(kind: str, form: str, out: Path) -> None:
    """Write a list of teams, people or past completions; brought in again, it changes nothing.

    Example: learning people export people --format xlsx --out people.xlsx
    """
    writing.check_folder(out.parent)
    config = starting.configured()
    with closing(starting.ready_database(config)) as database:
        at = clock.now_in(starting.current(config, database).timezone)
        with database.reading() as session:
            rows = exporting.rows(session, kind, on=at.date())
            writing.replace_bytes(out, FORMATS[form](rows))
        with database.writing() as session:
            noting.note(session, Line("people.exported", "file", kind), at=at)
    click.echo(f"Wrote {out}")


def _read(file: Path) -> Listing:
    if file.stat().st_size > reading.MOST_BYTES:
        most = reading.MOST_BYTES // 1_000_000
        raise Invalid(f"A list may have {most} megabytes. Divide it in two.")
    listing = reading.read(file.read_bytes())
    if len(listing.lines) > _LONG:
        click.echo(f"Read {len(listing.lines):,} lines.", err=True)
    return listing


def _told(database: Database, config: Settings, listing: Listing, wanted: _Wanted) -> _Told:
    """Plan a list and, if that is wanted, apply it in the same unit."""
    at = clock.now_in(config.timezone)
    if not wanted.apply:
        with database.reading() as session:
            plan = importing.plan(session, listing, on=at.date(), leavers=wanted.leavers)
        return _Told(plan, False)
    if wanted.send_links and config.mail is None:
        raise Unavailable("No mail is sent from here. Set 'smtp_host', or leave out --send-links.")
    with database.writing() as session:
        importing.hold(session)
        plan = importing.plan(session, listing, on=at.date(), leavers=wanted.leavers)
        try:
            wrong, leavers = wanted.skip_wrong, wanted.yes_all_leavers
            importing.check(plan, skip_wrong=wrong, all_leavers=leavers)
        except Conflict as refusal:
            return _Told(plan, False, refusal.text)
        new = importing.apply(session, plan, at=at)
        for person_id in new if wanted.send_links else ():
            letters.reset(session, person_id, key=settings.key_of(config), at=at)
        if plan.changes:
            noting.note(
                session, Line("import.applied", "file", plan.kind.name, note=plan.note), at=at
            )
    return _Told(plan, True)


def _catch_up(database: Database, config: Settings, told: _Told) -> None:
    """Have what supervisors see follow at once; it would else be left to the worker."""
    if told.applied and told.plan.changes:
        if len(told.plan.listing.lines) > _LONG:
            click.echo("Done. Working out what is due of whom.", err=True)
        recounting.catch_up(database, config.timezone, on=clock.now_in(config.timezone).date())


def _as_text(told: _Told, *, wanted: bool) -> str:
    plan = told.plan
    said = [f"{plan.kind.title}. Read as: {plan.listing.understood}."]
    shown = [one for one in plan.findings if one.outcome != "unchanged"]
    said += [f"{one.place}: {one.outcome}: {one.subject or '-'}: {one.text}" for one in shown]
    said.append(summary(plan.findings))
    if told.refused:
        said += [told.refused, _how(plan)]
    elif told.applied:
        said.append(done(plan.findings) if plan.changes else "There was nothing to change.")
    elif not wanted:
        said += [plan.stop] if plan.stop else []
        said.append(f"Nothing was changed. {_how(plan)}")
    return "\n".join(said)


def _how(plan: Plan) -> str:
    """What to add to the command, and what to correct first, so that a plan is done."""
    if not plan.changes:
        return "Correct the lines that are wrong." if plan.wrong else "There is nothing to change."
    options = ["--skip-wrong"] if plan.wrong else []
    options += ["--yes-all-leavers"] if plan.stop else []
    added = " ".join([*options, "--apply"])
    return f"Correct the lines, or add {added}." if plan.wrong else f"Add {added} to do it."


def _as_json(told: _Told) -> str:
    plan = told.plan
    said = {
        "kind": plan.kind.name,
        "understood": plan.listing.understood,
        "applied": told.applied,
        "refused": told.refused or plan.stop * (not told.applied),
        "summary": dict(counted(plan.findings)),
        "lines": [asdict(one) for one in plan.findings],
    }
    return json.dumps(said, ensure_ascii=False, indent=1)
