"""A course's differences as lines for a terminal, and as values for a machine."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from learning.authoring.differing import Difference
from learning.authoring.looking import Look
from learning.authoring.states import CourseState, Waits
from learning.content.comparing import Part, counts
from learning.content.text_changes import Change
from learning.content.word_changes import as_line

_WIDTH = 88
_SAID: Mapping[Waits, str] = {
    "same": "nothing differs",
    "newer": "newer content waits",
    "new": "never published yet",
    "draft": "a draft, which publishing leaves out",
    "broken": "errors keep it from being published",
    "gone": "there is no folder of it, so publishing leaves it as it is",
    "unknown": "nothing of it can be read here",
}
_WHOLE = {"factors": "factors", "course": "course file"}
"""Parts of which there is one."""


def values(look: Look) -> dict[str, Any]:
    """A course as plain JSON values; `difference` is null where there is nothing to compare."""
    found, live = look.difference, look.state.live
    return {
        "course": look.state.id,
        "title": look.state.title,
        "state": look.state.waits,
        "live": live.version if live else None,
        "held": bool(live and live.held),
        "notes": list(look.notes),
        "problems": [asdict(one) for one in _problems(look.state)],
        "difference": _difference(found) if found else None,
    }


def _difference(found: Difference) -> dict[str, Any]:
    return {
        "declares": found.declares,
        "needs": found.needs,
        "material": list(found.material),
        "refusals": list(found.refusals),
        "midway": dict(found.midway),
        "completed": found.completed,
        "shortened": found.shortened,
        "parts": [_part(part) for part in found.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": part.kind, "id": part.id, "title": part.title}
    told |= {"state": part.state, "changes": [_change(one) for one in part.changes]}
    if part.kind == "item":
        told["meaning_changed"] = part.meaning
    if part.kind == "module":
        told["items"] = [_part(item) for item in part.items]
    return told


def _change(change: Change) -> dict[str, Any]:
    pieces = change.pieces
    return {
        "label": change.label,
        "old": "".join(one.text for one in pieces if one.kind != "new"),
        "new": "".join(one.text for one in pieces if one.kind != "gone"),
        "words": [{"kind": one.kind, "text": one.text} for one in pieces],
        "note": change.note,
    }


def lines(look: Look) -> Iterator[str]:
    """A course as lines to read: what waits, whom it affects, and then each change."""
    live = look.state.live
    release = f"release {live.version} is live" if live else "no release is live"
    held = " and held, because somebody went back to it" if live and live.held else ""
    yield f"{look.state.id}: {release}{held}; {_SAID[look.state.waits]}"
    for note in look.notes:
        yield from _wrapped(f"Note: {note}", 2)
    for problem in _problems(look.state):
        yield from _wrapped(str(problem), 2)
    if look.difference:
        yield from _people(look.difference)
        for part in look.difference.parts:
            yield ""
            yield from _of_part(part, 2)


def _problems(state: CourseState) -> list[Any]:
    found = state.drafted.problems if state.drafted and state.waits == "broken" else ()
    return [one for one in found if one.severity == "error"]


def _people(found: Difference) -> Iterator[str]:
    yield f"  {_counted(found)}"
    if found.live:
        yield f"  Effect: {found.declares} is declared, {found.needs} is needed"
        yield from (line for one in found.material for line in _wrapped(f"- {one}", 4))
    if found.midway:
        each = ", ".join(f"{name} {number}" for name, number in found.midway.items())
        who = _many(sum(found.midway.values()), "open attempt")
        yield from _wrapped(f"{who} ({each}): they end on the release they began with", 2)
    if found.live:
        yield from _wrapped(_completed(found), 2)
    yield from (line for one in found.refusals for line in _wrapped(f"Refused: {one}", 2))


def _completed(found: Difference) -> str:
    if not found.completed:
        return "Nobody holds a completion that counts today"
    who = _many(found.completed, "person holds", "people hold")
    if found.shortened:
        return f"{who} a completion that counts today: 28 days more, or as a requirement says"
    return f"{who} a completion that counts today: it stays as it is"


def _counted(found: Difference) -> str:
    told = [_WHOLE.get(kind) or _many(number, kind) for kind, number in counts(found.parts).items()]
    return f"Differs in: {', '.join(told)}" if told else "Nothing that is read differs"


def _of_part(part: Part, indent: int) -> Iterator[str]:
    state = f", {part.state}" if part.state != "changed" else ""
    meaning = ", meaning changed" if part.meaning else ""
    title = "" if part.title == part.id else f": {part.title}"
    yield from _wrapped(f"{part.kind} {part.id}{state}{meaning}{title}", indent)
    for change in part.changes:
        note = f" ({change.note})" if change.note else ""
        text = as_line(change.pieces)
        yield from _wrapped(f"{change.label}{note}{': ' if text else ''}{text}", indent + 2)
    for item in part.items:
        yield from _of_part(item, indent + 2)


def _many(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def _wrapped(text: str, indent: int) -> Iterator[str]:
    """Lines of at most `_WIDTH`, the later ones of each indented further."""
    for place, line in enumerate(text.split("\n")):
        first = " " * (indent if place == 0 else indent + 2)
        yield from textwrap.wrap(
            line,
            _WIDTH,
            initial_indent=first,
            subsequent_indent=" " * (indent + 2),
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
