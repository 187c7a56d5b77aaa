"""A trace as lines for a terminal of 80 columns, and for whoever has it read aloud."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from learning.content.problems import printable
from learning.content.reviews import Due, sittings
from learning.content.trace_gaps import Gap
from learning.content.trace_rests import Ground, Rest
from learning.content.tracing import CourseThread, ItemThread, Row, Trace, rows
from learning.dates import in_words

_WIDE = 80


def course_lines(course: CourseThread) -> Iterator[str]:
    """A course: its tasks, under each its objectives, and what each of those hangs on."""
    yield from _wrapped(f"{course.id}: {course.front.title}", 0)
    for task, some in groupby(rows(course), key=lambda row: row.task):
        under = list(some)
        yield ""
        named = f"task {task}: {under[0].task_text}" if task else "no task of the course"
        yield from _wrapped(named, 0)
        for row in under:
            yield from _objective(row)


def _objective(row: Row) -> Iterator[str]:
    yield from _wrapped(f"objective {row.objective}: {row.text}", 2)
    threads = {
        "rests on": row.sources,
        "taught in": row.modules,
        "checked by": [_item(item) for item in row.items],
        "played in": row.scenarios,
        "cases": row.cases,
    }
    for name, held in threads.items():
        if held or name == "checked by":
            yield from _wrapped(f"{name:<11}{', '.join(held) or 'nothing'}", 4, 11)


def _item(item: ItemThread) -> str:
    return item.id if item.status == "live" else f"{item.id} ({item.status})"


def gap_lines(gaps: Sequence[Gap]) -> Iterator[str]:
    """Gaps and orphans, or that there are none."""
    for kind, title, none in (
        ("gap", "Gaps", "Gaps: none. Every thread reaches from a task to items."),
        ("orphan", "Orphans", "Orphans: none. Everything is used."),
    ):
        some = [gap for gap in gaps if gap.kind == kind]
        yield ""
        yield f"{title} ({len(some)})" if some else none
        for gap in some:
            named = f"{gap.course}/{gap.id}" if gap.course else gap.id
            yield from _wrapped(f"{named}: {gap.message} [{gap.rule}]", 2, 2)


def due_lines(dues: Sequence[Due], *, on: dt.date, days: int) -> Iterator[str]:
    """Reviews that are past or come soon: a line for each file and day."""
    yield ""
    some = sittings(dues)
    if not some:
        yield f"Reviews: none is due within {days} days."
        return
    yield f"Reviews due within {days} days ({len(some)})"
    for one in some:
        past = " (past)" if one.on < on else ""
        held = [due.id for due in one.dues if due.what == "item"]
        items = f": {len(held)} item{'s' * (len(held) != 1)}" if held else ""
        yield from _wrapped(f"{in_words(one.on)}{past}: {one.file}{items}", 2, 2)


def rest_lines(trace: Trace, ground: Ground, name: str, found: Sequence[Rest]) -> Iterator[str]:
    """All that rests on a source, a case or a factor; each course by itself."""
    for at, (course, some) in enumerate(groupby(found, key=lambda rest: rest.course)):
        if at:
            yield ""
        yield from _wrapped(_head(trace, ground, name, course), 0)
        for rest in some:
            words = " - ".join(filter(None, (rest.words, rest.how)))
            yield from _wrapped(f"{rest.what} {rest.id}{f': {words}' if words else ''}", 2, 2)
            yield from _wrapped(rest.file, 4)
    if not found:
        yield f"Nothing rests on the {ground} {name}."


def _head(trace: Trace, ground: Ground, name: str, course: str) -> str:
    if not course:
        return f"{ground} {name}, in the library of cases"
    if ground != "source":
        return f"{ground} {name}, in {course}"
    threads = trace.of(course)
    titles = [one.title for one in threads.front.sources if one.id == name] if threads else []
    return f"source {name} of {course}: {''.join(titles)}"


def _wrapped(text: str, indent: int, hang: int = 2) -> Iterable[str]:
    """A text within the width; a word that is wider stands alone, whole, to be copied."""
    return textwrap.wrap(
        printable(text),
        _WIDE,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )
