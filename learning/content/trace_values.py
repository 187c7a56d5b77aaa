"""A trace as plain values, for programs: the names and their meaning stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from learning.content.reviews import Due
from learning.content.trace_gaps import Gap
from learning.content.trace_rests import Ground, Rest
from learning.content.tracing import CourseThread, ItemThread, rows


def whole(
    courses: Iterable[CourseThread], gaps: Sequence[Gap], dues: Iterable[Due]
) -> dict[str, Any]:
    """The trace of courses, their gaps and orphans, and the reviews that are due."""
    return {
        "courses": [_course(course) for course in courses],
        "gaps": [_gap(gap) for gap in gaps if gap.kind == "gap"],
        "orphans": [_gap(gap) for gap in gaps if gap.kind == "orphan"],
        "reviews": [_due(due) for due in dues],
    }


def resting(ground: Ground, name: str, found: Iterable[Rest]) -> dict[str, Any]:
    """All that rests on a source, a case or a factor."""
    return {"ground": ground, "id": name, "rests": [asdict(rest) for rest in found]}


def _course(course: CourseThread) -> dict[str, Any]:
    objectives = [
        {
            "id": row.objective,
            "text": row.text,
            "task": row.task or None,
            "sources": list(row.sources),
            "modules": list(row.modules),
            "items": [_item(item) for item in row.items],
            "scenarios": list(row.scenarios),
            "cases": list(row.cases),
        }
        for row in rows(course)
    ]
    tasks = [{"id": task.id, "text": task.text} for task in course.front.tasks]
    return {
        "id": course.id,
        "title": course.front.title,
        "tasks": tasks,
        "sources": [{"id": one.id, "title": one.title} for one in course.front.sources],
        "objectives": objectives,
    }


def _item(item: ItemThread) -> dict[str, Any]:
    return {
        "id": item.id,
        "module": item.module,
        "status": item.status,
        "sources": [{"id": one.id, "locator": one.locator} for one in item.sources],
        "cases": list(item.cases),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "rule": gap.rule, "course": gap.course or None, "id": gap.id, "message": gap.message,
    }  # fmt: skip


def _due(due: Due) -> dict[str, Any]:
    return {
        "due": due.on.isoformat(),
        "last": due.last.isoformat(),
        "what": due.what,
        "course": due.course,
        "module": due.module or None,
        "id": due.id,
        "file": due.file,
    }
