"""`learning trace`: why each thing is there, what is missing, and what must be read again."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from learning import clock, settings
from learning.cli import trace_lines, writing
from learning.content import reviews as reviewing
from learning.content import trace_values, tracing
from learning.content.checking import check
from learning.content.problems import nearest, quoted
from learning.content.trace_gaps import gaps, library_gaps
from learning.content.trace_rests import Ground, rests
from learning.content.tracing import CourseThread, Trace

#: Reviews that come within so many days are told.
SOON = 90
_HELP = f"""Show what each objective hangs on: its task, sources, modules, items and cases.

COURSE is the name of its folder; without it, all courses in LEARNING_COURSES (./courses) are
traced. Below them stand gaps (a thread that breaks off), orphans (what nothing uses) and the
reviews that are due within {SOON} days.

With --source, --case or --factor, all that rests on it: what to read again when it changes. A
source belongs to its course, so one id in two courses names two sources, and each is told.

\b
Examples: learning trace crew
          learning trace crew --source wristband
          learning trace --ical reviews.ics
"""


@click.command(help=_HELP)
@click.argument("course", required=False)
@click.option("--source", metavar="ID", help="All that rests on a source.")
@click.option("--case", metavar="ID", help="All that uses a case.")
@click.option("--factor", metavar="ID", help="All that names a factor.")
@click.option(
    "--days", type=click.IntRange(0), help=f"Reviews due within so many days. [default: {SOON}]"
)
@click.option(
    "--ical",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the reviews into a calendar file; all of them, unless --days is given.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to tell it."
)
def command(course: str | None, ical: Path | None, form: str, **asked: str | int | None) -> None:
    """Trace the working tree; see `_HELP`."""
    days = asked.pop("days")
    grounds = [(name, str(value)) for name, value in asked.items() if value is not None]
    if len(grounds) + bool(ical) > 1:
        raise click.UsageError("Ask for one thing: --source, --case, --factor or --ical.")
    traced = _traced(course)
    chosen = [one for one in traced.courses if course in (None, one.id)]
    if ical:
        _write(ical, chosen, None if days is None else int(days))
    elif grounds:
        _tell_rests(Trace(tuple(chosen), traced.cases, traced.factors), grounds[0], form)
    else:
        soon = SOON if days is None else int(days)
        _tell(traced, chosen, soon, form=form, library=course is None)


def _traced(course: str | None) -> Trace:
    """The working tree; what has errors is told on standard error and left out."""
    root = settings.load(os.environ).courses
    if not root.is_dir():
        raise click.UsageError(
            f"There is no folder {writing.shown(root)}. Stand beside it, or set LEARNING_COURSES."
        )
    checked = check(root)
    errors = sum(problem.severity == "error" for problem in checked.problems)
    if errors:
        many = "1 error" if errors == 1 else f"{errors} errors"
        left = f"{many}: what could not be read is left out. learning check tells where."
        click.echo(left, err=True)
    found = tracing.trace(checked.catalogue)
    if course is not None and found.of(course) is None:
        names = [one.id for one in found.courses]
        near = nearest(course, names) or f". There are {', '.join(names) or 'none'}."
        raise click.UsageError(f"There is no course {quoted(course)}{near}")
    return found


def _write(path: Path, courses: list[CourseThread], days: int | None) -> None:
    from learning.interop import calendar  # only for a file, and it brings dates and time zones

    writing.check_folder(path.parent)
    found = reviewing.reviews(Trace(tuple(courses), {}, {}))
    if days is not None:
        found = reviewing.within(found, on=clock.now().date(), days=days)
    events = list(calendar.reviews(reviewing.sittings(found)))
    writing.replace(path, calendar.calendar(events, at=clock.now()).decode())
    many = "1 day" if len(events) == 1 else f"{len(events)} days"
    click.echo(f"Wrote {writing.shown(path)}: {many} on which something must be read again")


def _tell_rests(traced: Trace, asked: tuple[str, str], form: str) -> None:
    ground: Ground = asked[0]  # type: ignore[assignment]
    name, known = asked[1], _known(traced, asked[0])
    if name not in known:
        near = nearest(name, known) or ". learning trace names those there are."
        raise click.UsageError(f"There is no {ground} {quoted(name)}{near}")
    found = rests(traced, ground, name)
    if form == "json":
        _tell_json(trace_values.resting(ground, name, found))
    else:
        click.echo("\n".join(trace_lines.rest_lines(traced, ground, name, found)))


def _known(traced: Trace, ground: str) -> list[str]:
    if ground == "source":
        return [source.id for course in traced.courses for source in course.front.sources]
    return sorted(traced.cases if ground == "case" else traced.factors)


def _tell(
    traced: Trace, chosen: list[CourseThread], days: int, *, form: str, library: bool
) -> None:
    today = clock.now().date()
    missing = [gap for course in chosen for gap in gaps(course)]
    missing += library_gaps(traced) if library else []
    all_due = reviewing.reviews(Trace(tuple(chosen), {}, {}))
    due = reviewing.within(all_due, on=today, days=days)
    if form == "json":
        _tell_json(trace_values.whole(chosen, missing, due))
        return
    lines: list[str] = []
    for course in chosen:
        lines += [*([""] if lines else []), *trace_lines.course_lines(course)]
    lines += trace_lines.gap_lines(missing)
    lines += trace_lines.due_lines(due, on=today, days=days)
    click.echo("\n".join(lines))


def _tell_json(value: object) -> None:
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))
