"""What GIFT cannot hold, kept in comments: `// debrief objective: "say-it"`, the value as JSON.

Moodle and others pass over comments, so a file of ours is theirs too; brought in again here, it
comes home whole. What Moodle has saved itself has lost them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

#: The fields that are kept, in the order in which they are written.
FIELDS = (
    "rev", "status", "objective", "level", "sources", "review", "critical", "context", "hint",
    "cases", "refresher", "score", "tolerance", "unit", "correct", "incorrect", "ids", "left",
    "right", "order", "pin",
)  # fmt: skip
_LINE = re.compile(r"debrief ([a-z]{1,20}):\s*(.*)")

Notes = tuple[tuple[int, str], ...]


def lines(fields: Mapping[str, object]) -> list[str]:
    """The comments that keep some fields."""
    return [
        f"// debrief {name}: {json.dumps(fields[name], ensure_ascii=False)}"
        for name in FIELDS
        if name in fields
    ]


def kept(comments: Iterable[tuple[int, str]]) -> tuple[dict[str, object], Notes]:
    """The fields that comments keep, and a note for each that cannot be read."""
    fields: dict[str, object] = {}
    notes: list[tuple[int, str]] = []
    for line, said in comments:
        found = _LINE.fullmatch(said)
        if found is None:
            continue
        name = found[1]
        if name not in FIELDS:
            notes.append((line, f"the comment 'debrief {name}' names no field that is kept"))
            continue
        try:
            fields[name] = json.loads(found[2])
        except (ValueError, RecursionError):
            notes.append((line, f"the comment 'debrief {name}' cannot be read and was left out"))
    return fields, tuple(notes)
