"""Fields that GIFT lacks and an item must have: kept ones where they hold, else those of a module.

What arrives is a draft whatever it was, so that an author reads it before a learner does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from learning.interop.gift.keeping import Notes

_LEVELS = ("recall", "apply", "judge")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a module's items may name, and what they name where a file does not say."""

    #: the module's objectives, each with its sources
    objectives: Mapping[str, tuple[str, ...]]
    #: the sources of the course
    sources: frozenset[str]
    cases: frozenset[str]
    #: None where it must be asked for
    objective: str | None
    source: str | None
    today: dt.date
    due: dt.date
    #: the module's id
    module: str
    #: the fields that were put in for want of others, by item
    put_in: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Fitting:
    """One item's common fields on their way."""

    ground: Ground
    kept: Mapping[str, object]
    line: int
    notes: list[tuple[int, str]] = field(default_factory=list)
    put_in: list[str] = field(default_factory=list)

    def common(self, name: str, own: Mapping[str, Any]) -> dict[str, Any]:
        """All fields of an item in the order of the house; `own` are those of its type."""
        objective = self.objective()
        told = {
            "id": name,
            "rev": self.revision(),
            "type": own["type"],
            "status": "draft",
            "objective": objective,
            "level": self.level(),
            "sources": self.sources(objective),
            "review": self.review(),
        }
        if self.kept.get("critical") is True:
            told["critical"] = True
        told |= {part: value for part, value in own.items() if part not in ("type", "feedback")}
        told |= dict(self.more())
        return told | ({"feedback": own["feedback"]} if own.get("feedback") else {})

    def note(self, told: str) -> None:
        """Keep a note on the item."""
        self.notes.append((self.line, told))

    def revision(self) -> int:
        """The kept one, else the first."""
        rev = self.kept.get("rev")
        return rev if isinstance(rev, int) and not isinstance(rev, bool) and rev > 0 else 1

    def objective(self) -> str:
        """The kept one where the module has it, else the given one."""
        kept = self.kept.get("objective")
        if isinstance(kept, str) and kept in self.ground.objectives:
            return kept
        if kept is not None:
            self.note(f"the objective {kept!r} is none of this module's")
        self.put_in.append("objective")
        return self.ground.objective or next(iter(self.ground.objectives))

    def level(self) -> str:
        """The kept one, else the lowest."""
        kept = self.kept.get("level")
        if kept in _LEVELS:
            return str(kept)
        self.put_in.append("level")
        return _LEVELS[0]

    def sources(self, objective: str) -> list[dict[str, str]]:
        """Kept ones that the course has; else the given one, or the objective's first."""
        kept = self.kept.get("sources")
        found = [_cite(one) for one in kept] if isinstance(kept, list) else []
        known = [one for one in found if one and one["id"] in self.ground.sources]
        if len(known) < len(found):
            self.note("a source that this course does not have was left out")
        if known:
            return known
        self.put_in.append("sources")
        return [{"id": self.ground.source or self.ground.objectives[objective][0]}]

    def review(self) -> dict[str, str]:
        """The kept one, else that nobody has read it yet."""
        kept = self.kept.get("review")
        if isinstance(kept, dict) and _is_review(kept):
            return {name: str(kept[name]) for name in ("last", "by", "due")}
        self.put_in.append("review")
        by = "Taken from GIFT, not yet read by anyone here"
        return {
            "last": self.ground.today.isoformat(), "by": by, "due": self.ground.due.isoformat(),
        }  # fmt: skip

    def more(self) -> Iterator[tuple[str, Any]]:
        """Fields that an item may have."""
        if isinstance(self.kept.get("hint"), str):
            yield "hint", self.kept["hint"]
        cases = self.kept.get("cases")
        if isinstance(cases, list):
            known = [one for one in cases if isinstance(one, str) and one in self.ground.cases]
            if len(known) < len(cases):
                self.note("a case that is not there was left out")
            if known:
                yield "cases", known
        refresher = self.kept.get("refresher")
        if isinstance(refresher, dict) and refresher.get("include") is False:
            yield "refresher", {"include": False}


def _cite(one: object) -> dict[str, str] | None:
    if not isinstance(one, dict) or not isinstance(one.get("id"), str):
        return None
    return {part: str(one[part]) for part in ("id", "locator") if one.get(part)}


def _is_review(kept: Mapping[str, object]) -> bool:
    try:
        days = [dt.date.fromisoformat(str(kept[name])) for name in ("last", "due")]
    except (KeyError, ValueError):
        return False
    return len(days) == 2 and isinstance(kept.get("by"), str)


def fitted(
    ground: Ground, name: str, own: Mapping[str, Any], kept: Mapping[str, object], line: int
) -> tuple[dict[str, Any], Notes]:
    """An item with every field it must have, and what was left out on the way."""
    fitting = Fitting(ground, kept, line)
    whole = fitting.common(name, own)
    if fitting.put_in:
        ground.put_in[name] = fitting.put_in
    return whole, tuple(fitting.notes)
