"""What the pages of the trace show: threads with their links, gaps in words, reviews by day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from learning.content.reviews import Sitting, sittings, within
from learning.content.reviews import reviews as all_reviews
from learning.content.trace_gaps import Gap, gaps, library_gaps
from learning.content.trace_rests import Ground, Rest, rests
from learning.content.tracing import CourseThread, Row, Trace, rows
from learning.errors import NotFound
from learning.web.templating import day

_One = TypeVar("_One")
SOON = 90
"""Days within which a review is told."""
_PAGE = 10
_LINES = 60
_WORDS = {"draft": "draft", "watch": "shown, not scored"}


@dataclass(frozen=True)
class Link:
    """Words and where they lead; an empty address for what has no page. `note` stands behind."""

    words: str
    href: str
    note: str = ""


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
    found = _course(trace, name)
    every = rows(found)
    shown, later = _cut(every, lambda row: row.objective, after, _PAGE)
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
    found = _course(trace, name)
    shown, later = _cut(gaps(found), lambda gap: f"{gap.rule}.{gap.id}", after, _LINES)
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


def source(trace: Trace, name: str, source_id: str, after: str) -> dict[str, Any]:
    """All that rests on a source of a course: the id means another source elsewhere."""
    found = _course(trace, name)
    told = next((one for one in found.front.sources if one.id == source_id), None)
    if told is None:
        raise NotFound("There is no such source in this course. Its trace names those it has.")
    facts = [
        ("Author", told.author or ""),
        ("Year", str(told.year or "")),
        ("Where in it", told.locator or ""),
        ("Source of", found.front.title),
    ]
    alone = Trace((found,), {}, {})
    page = _rests(alone, "source", source_id, after)
    return {
        "ground": "source",
        "title": told.title,
        "facts": [fact for fact in facts if fact[1]],
        "own": told.url or "",
        "back": Link(f"The trace of {found.front.title}", f"/authoring/trace/{found.id}"),
        "here_path": f"/authoring/rests/sources/{found.id}/{source_id}",
        **page,
    }


def shared(trace: Trace, ground: Ground, name: str, after: str) -> dict[str, Any]:
    """All that rests on a case or a factor, in every course."""
    if ground == "case" and name in trace.cases:
        title, facts, own = trace.cases[name].title, [], f"/cases/{name}"
    elif ground == "factor" and name in trace.factors:
        factor = trace.factors[name]
        title, facts, own = factor.label, [("Means", factor.definition)], f"/cases?factor={name}"
    else:
        raise NotFound(f"There is no such {ground}. The trace names those that are used.")
    return {
        "ground": ground,
        "title": title,
        "facts": facts,
        "own": own,
        "back": Link("The trace of all courses", "/authoring/trace"),
        "here_path": f"/authoring/rests/{ground}s/{name}",
        **_rests(trace, ground, name, after),
    }


def _rests(trace: Trace, ground: Ground, name: str, after: str) -> dict[str, Any]:
    found = rests(trace, ground, name)
    shown, later = _cut(found, _rest_key, after, _LINES)
    titles = {one.id: one.front.title for one in trace.courses}
    said = [(_rest_link(one), titles.get(one.course, "The library"), one) for one in shown]
    return {"rests": said, "after": after, "later": later}


def _rest_key(rest: Rest) -> str:
    return f"{rest.course}.{rest.what}.{rest.id}"


def _rest_link(rest: Rest) -> Link:
    folder = f"/courses/{rest.course}"
    leads = {
        "objective": f"/authoring/trace/{rest.course}",
        "module": f"{folder}/{rest.module}",
        "item": f"{folder}/{rest.module}",
        "case": f"/cases/{rest.id}",
    }
    return Link(rest.words or rest.id, leads.get(rest.what, ""))


def due(trace: Trace, after: str, *, on: dt.date) -> dict[str, Any]:
    """A page of what must be read again, file by file, the earliest first."""
    every = sittings(all_reviews(trace))
    shown, later = _cut(every, lambda one: f"{one.on.isoformat()}.{one.file}", after, _LINES)
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


def _course(trace: Trace, name: str) -> CourseThread:
    found = trace.of(name)
    if found is None:
        raise NotFound("There is no such course here. The trace lists those that are published.")
    return found


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


def _cut(
    some: Sequence[_One], key: Callable[[_One], str], after: str, size: int
) -> tuple[list[_One], str]:
    """The page behind the one whose key is `after`, and the last key where more follow."""
    keys = [key(one) for one in some]
    if after and after not in keys:
        raise NotFound("There is no such page. Begin with the first one.")
    begin = keys.index(after) + 1 if after else 0
    shown = list(some[begin : begin + size])
    return shown, key(shown[-1]) if len(some) > begin + size else ""
