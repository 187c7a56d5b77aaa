"""Telling: what stands in an item, a module, a course or a case, as plain texts with labels.

Words are as a learner reads them, without marks; what no learner sees (`rev`, sources, reviews)
stands after them. Two tellings of one thing have the same labels where they hold the same, so that
they can be compared line by line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from learning.content import plain
from learning.content.authored import Authored
from learning.content.blobs import CaseBlob, ModuleBlob, QuizBlob, ScenarioBlob
from learning.content.markdown import render
from learning.content.model import CourseFile, FactorsFile, Item

Told = Mapping[str, str]
"""Texts by their labels, in the order in which they are read."""

_PROSE = frozenset(
    {
        *("summary", "prompt", "context", "hint", "text", "feedback", "correct", "incorrect"),
        *("general", "model_answer", "rationale", "peer_task", "pre_brief", "brief", "note"),
        "origin",
    }
)
_FIRST = ("context", "prompt")
_PARTS = {"options": "Option", "steps": "Step", "distractors": "Step that belongs nowhere",
          "left": "Left side", "right": "Right side", "criteria": "Criterion"}  # fmt: skip


def item(one: Item) -> Told:
    """An item: its words, its key, and then its settings."""
    held = _held(one)
    told: dict[str, str] = {}
    for name in _FIRST:
        told.update(_flat(name, held.pop(name, None)))
    for name, label in _PARTS.items():
        told.update(_parts(label, held.pop(name, ())))
    told.update(_key(one))
    for name in ("feedback", "near", "model_answer", "rationale", "hint"):
        told.update(_flat(name, held.pop(name, None)))
    return {**told, **_rest(held, "id", "key")}


def _parts(label: str, parts: Any) -> Iterator[tuple[str, str]]:
    for part in parts:
        yield f"{label} {part['id']}", _words(part["text"])
        if part.get("feedback"):
            yield f"Feedback to {part['id']}", _words(part["feedback"])
        if part.get("pin"):
            yield f"{label} {part['id']} is pinned", str(part["pin"])


def _key(one: Item) -> Iterator[tuple[str, str]]:
    """What is right, in words that show at once when it changes."""
    match one.type:
        case "single" | "multiple":
            yield "Right", ", ".join(part.id for part in one.options if part.correct) or "none"
        case "ordering":
            yield "Right order", ", ".join(step.id for step in one.steps)
        case "matching":
            pairs = (f"{left.id} with {one.key.get(left.id, 'nothing')}" for left in one.left)
            yield "Right pairs", ", ".join(pairs)


def module(written: ModuleBlob) -> Told:
    """What stands around the text of a module, with its pictures by their hashes."""
    pictures = {f"Picture {name}": sha for name, sha in written.media.items()}
    return {**_rest(_held(written.front)), **pictures}


def rules(quiz: QuizBlob) -> Told:
    """The rules of a quiz."""
    held = quiz.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"items"})
    return dict(_flat("Quiz", held))


def course(front: CourseFile) -> Told:
    """All of a course's own file but the order of its modules."""
    return _rest(_held(front), "format", "modules")


def case(written: CaseBlob) -> Told:
    """What stands around the text of a case; of a retracted one, that and nothing else."""
    if written.front is None:
        return {"Status": "retracted"}
    return _rest(_held(written.front))


def scenario(written: ScenarioBlob) -> Told:
    """A scenario: what stands around it, and its moments in their order."""
    return _rest(_held(written.front))


def factors(file: FactorsFile) -> Told:
    """The factors by their groups."""
    return _rest(_held(file))


def _held(written: Authored) -> dict[str, Any]:
    return written.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _rest(held: Mapping[str, Any], *without: str) -> dict[str, str]:
    return {
        label: text
        for name, value in held.items()
        if name not in without
        for label, text in _flat(name, value)
    }


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """A value as one or more lines; what has an id of its own has a line of its own."""
    label = _label(name)
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _flat(f"{label}: {key}", one)
    elif isinstance(value, list) and value and all(_has_id(one) for one in value):
        for one in value:
            yield f"{label}: {one['id']}", _line({k: v for k, v in one.items() if k != "id"})
    elif value is not None and value != []:
        prose = isinstance(value, str) and name.rpartition(": ")[2] in _PROSE
        yield label, _words(value) if prose else _line(value)


def _has_id(value: Any) -> bool:
    return isinstance(value, dict) and "id" in value


def _label(name: str) -> str:
    """`model_answer` is Model answer; ids within a label stay as they are."""
    head, mark, tail = name.partition(": ")
    return (head[:1].upper() + head[1:]).replace("_", " ") + mark + tail


def _line(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_line(one)}" for key, one in value.items() if one is not None)
    if isinstance(value, list):
        apart = "\n" if any(isinstance(one, dict) for one in value) else ", "
        return apart.join(_line(one) for one in value)
    return str(value)


def _words(text: str) -> str:
    return plain.text(render(text))
