"""What the pages of the trace show: threads with their links, gaps in words, reviews by day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from learning.content.reviews import Sitting, sittings, within
from learning.content.reviews import reviews as all_reviews
from learning.content.trace_gaps import Gap, gaps, library_gaps
from learning.content.tracing import CourseThread, Row, Trace, rows
from learning.web.templating import day
from learning.web.trace_links import LINES, Link, course_of, cut

SOON = 90
"""Days within which a review is told."""
_PAGE = 10
_WORDS = {"draft": "draft", "watch": "shown, not scored"}


@dataclass(frozen=True)
class Thread:
    """An objective as the page shows it: what it hangs on, by name."""

    id: str
    text: str
    #: the task, where it is another than that of the objective before
    task: str
    held: Sequence[tuple[str, Sequence[Link]]]


def overview(trace: Trace, *, on: dt.date) -> dict[str, Any]:
    """Each course in numbers, and the orphans of the library."""
    orphans = [(_library_link(gap), gap.message) for gap in library_gaps(trace)]
    soon = within(all_reviews(trace), on=on, days=SOON)
    due = Counter(sitting.course for sitting in sittings(soon))
    return {
        "courses": [(one, _counts(one, due[one.id])) for one in trace.courses],
        "orphans": orphans,
        "days": SOON,
    }


def _counts(course: CourseThread, due: int) -> str:
    kinds = Counter(gap.kind for gap in gaps(course))
    return ", ".join(
        [
            many(len(course.front.objectives), "objective"),
            many(kinds["gap"], "gap"),
            many(kinds["orphan"], "orphan"),
            f"{many(due, 'file')} to read again",
        ]
    )


def many(count: int, word: str) -> str:
    """`1 gap`, `2 gaps`, `no gaps`."""
    return f"{count or 'no'} {word}{'s' * (count != 1)}"


def course(trace: Trace, name: str, after: str) -> dict[str, Any]:
    """A page of objectives of a course, in the order of its tasks."""
    found = course_of(trace, name)
    every = rows(found)
    shown, later = cut(every, lambda row: row.objective, after, _PAGE)
    missing = gaps(found)
    begin = every.index(shown[0]) if shown else 0
    before = every[begin - 1].task if begin else None
    return {
        "course": found,
        "threads": _threads(found, trace, shown, before),
        "after": after,
        "later": later,
        "gaps": _gap_links(found, missing[:_PAGE]),
        "more_gaps": max(len(missing) - _PAGE, 0),
    }


def _threads(
    course: CourseThread, trace: Trace, shown: Sequence[Row], before: str | None
) -> list[Thread]:
    titles = {one.id: one.title for one in course.front.sources}
    modules = {one.id: one.front.title for one in course.modules}
    made = []
    for row in shown:
        task = row.task_text or "No task of the course"
        held = [
            ("Rests on", [_source_link(course.id, one, titles) for one in row.sources]),
            (
                "Taught in",
                [Link(modules[one], f"/courses/{course.id}/{one}") for one in row.modules],
            ),
            ("Checked by", [_item_link(course.id, one.id, one.status) for one in row.items]),
            (
                "Played in",
                [Link(one, f"/courses/{course.id}/scenarios/{one}") for one in row.scenarios],
            ),
            ("Cases", [_case_link(trace, one) for one in row.cases]),
        ]
        made.append(Thread(row.objective, row.text, "" if row.task == before else task, held))
        before = row.task
    return made


def _item_link(course: str, item: str, status: str) -> Link:
    """An item, to how it does."""
    return Link(item, f"/authoring/items/{course}/{item}", _WORDS.get(status, ""))


def gaps_page(trace: Trace, name: str, after: str) -> dict[str, Any]:
    """A page of the gaps and orphans of a course."""
    found = course_of(trace, name)
    shown, later = cut(gaps(found), lambda gap: f"{gap.rule}.{gap.id}", after, LINES)
    return {
        "course": found,
        "gaps": _gap_links(found, shown),
        "after": after,
        "later": later,
    }


def _gap_links(course: CourseThread, some: Sequence[Gap]) -> list[tuple[Link, str]]:
    titles = {one.id: one.title for one in course.front.sources}
    return [
        (
            _source_link(course.id, gap.id, titles)
            if gap.rule == "source-unused"
            else Link(f"{gap.rule.partition('-')[0].capitalize()} {gap.id}", ""),
            gap.message,
        )
        for gap in some
    ]


def due(trace: Trace, after: str, *, on: dt.date) -> dict[str, Any]:
    """A page of what must be read again, file by file, the earliest first."""
    every = sittings(all_reviews(trace))
    shown, later = cut(every, lambda one: f"{one.on.isoformat()}.{one.file}", after, LINES)
    titles = {one.id: one.front.title for one in trace.courses}
    return {
        "rows": [
            (one, titles[one.course], day(one.on), _when(one, on), _held(one)) for one in shown
        ],
        "after": after,
        "later": later,
    }


def _when(sitting: Sitting, on: dt.date) -> str:
    """The state of a review: past, soon or later."""
    if sitting.on < on:
        return "overdue"
    return "due" if (sitting.on - on).days <= SOON else "neutral"


def _held(sitting: Sitting) -> str:
    """What is read again in a file, and when it was read last."""
    items = sum(due.what == "item" for due in sitting.dues)
    what = many(items, "item") if items else f"The {sitting.dues[0].what}"
    last = min(due.last for due in sitting.dues)
    return f"{what}, last read on {day(last)}"


def _source_link(course_id: str, name: str, titles: Mapping[str, str]) -> Link:
    known = name in titles
    return Link(titles.get(name, name), f"/authoring/rests/sources/{course_id}/{name}" * known)


def _case_link(trace: Trace, name: str) -> Link:
    front = trace.cases.get(name)
    if front is None:
        return Link(name, "", "withdrawn, or not there")
    return Link(front.title, f"/authoring/rests/cases/{name}")


def _library_link(gap: Gap) -> Link:
    kind = "cases" if gap.rule == "case-unused" else "factors"
    return Link(gap.id, f"/authoring/rests/{kind}/{gap.id}")
