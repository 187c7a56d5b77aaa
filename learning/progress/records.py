"""Records: what was shown and answered in an attempt, for its learner alone.

A record is built from immutable blobs and the stored response, never from today's content, so its
canonical JSON is the same bytes after any later edit (property test).
"""

from __future__ import annotations

from typing import Any

from learning.assessment import counts, mark
from learning.content.hashing import canonical
from learning.content.model import Item
from learning.progress.attempts import Given, Open


def record(attempt: Open) -> bytes:
    """The canonical JSON of an attempt: release, and each item as shown with its response."""
    row = attempt.row
    return canonical(
        {
            "attempt": row.public_id,
            "course": row.course,
            "module": row.module,
            "release": row.release_id,
            "quiz": row.quiz_sha256,
            "score": row.score,
            "passed": row.passed,
            "items": [entry(attempt, item_id) for item_id in attempt.order],
        }
    )


def entry(attempt: Open, item_id: str) -> dict[str, Any]:
    """One item: its text as shown, the response, its score and what was said about it."""
    item = attempt.quiz.items[item_id]
    texts = {part.id: part.text for part in _parts(item, "right")}
    row = attempt.responses.get(item_id)
    told = {
        "item": item.id,
        "rev": item.rev,
        "sha256": attempt.quiz.sha256[item_id],
        "type": item.type,
        "counts": counts(item),
        "prompt": item.prompt,
        "context": item.context,
        "shown": [{"id": one, "text": texts.get(one, "")} for one in attempt.shown(item_id)],
        "response": _response(item, row) if row else None,
    }
    if item.type == "matching":
        told["left"] = [{"id": side.id, "text": side.text} for side in item.left]
    return told


def _response(item: Item, row: Given) -> dict[str, Any]:
    said: dict[str, Any] = {
        "given": row.given,
        "confidence": row.confidence,
        "score": row.score,
        "marker": row.marker,
    }
    if row.score is not None:
        judged = mark(item, row.given)
        feedback = {part.id: getattr(part, "feedback", None) for part in _parts(item, "left")}
        said["notes"] = [[note.id, note.verdict, feedback.get(note.id)] for note in judged.notes]
        said["feedback"] = item.feedback.model_dump()
        if item.type == "numeric" and judged.near is not None:
            said["near"] = item.near[judged.near].feedback
        for name in ("rationale", "model_answer"):
            if hasattr(item, name):
                said[name] = getattr(item, name)
    return said


def _parts(item: Item, side: str) -> list[Any]:
    """The parts of an item; of a matching one, those of one side, for both may use the same ids."""
    names = ("options", "steps", "distractors", side, "criteria")
    return [part for name in names for part in getattr(item, name, [])]
