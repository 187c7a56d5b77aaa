"""A GIFT file taken into a module: what would be added, what is there, and what does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from learning.content.inline import plain
from learning.content.model import Item
from learning.content.problems import printable
from learning.interop.gift import naming
from learning.interop.gift.entries import Entry, Fault
from learning.interop.gift.fitting import Ground, fitted
from learning.interop.gift.making import Maker
from learning.interop.gift.parsing import parse
from learning.interop.gift.splitting import Category

Outcome = Literal["add", "there", "left out", "note"]
_ITEM: TypeAdapter[Item] = TypeAdapter(Item)
_FILED = "the category '{}' is left out: what is in the file goes into the one module"


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """What is said of a line of the file."""

    line: int
    outcome: Outcome
    text: str


@dataclass(slots=True)
class Taken:
    """What a file comes to. `items` are the fields of those to be added, with their lines."""

    findings: list[Finding] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def tell(self, line: int, outcome: Outcome, text: str) -> None:
        """Say something of a line."""
        self.findings.append(Finding(line, outcome, printable(text)))

    def drop(self, name: str, why: str) -> None:
        """Leave an item out after all."""
        self.items = [one for one in self.items if one["id"] != name]
        line = self.lines.pop(name)
        added = [one for one in self.findings if one.line == line and one.outcome == "add"]
        self.findings = [one for one in self.findings if one not in added]
        self.tell(line, "left out", f"'{name}': {why}")

    def count(self, outcome: Outcome) -> int:
        """How often something is said."""
        return sum(one.outcome == outcome for one in self.findings)


def take(
    text: str, ground: Ground, there: Mapping[str, Item], elsewhere: Mapping[str, str]
) -> Taken:
    """Read a file for a module that has the items `there`; `elsewhere` are other modules' ids.

    An item is known again by its id, so that the same file twice adds nothing.
    """
    taken = Taken()
    entries: list[Entry | Fault] = []
    for one in parse(text):
        if isinstance(one, Category):
            taken.tell(one.line, "note", _FILED.format(one.name))
        else:
            entries.append(one)
    for entry, name in zip(entries, naming.of_entries(entries), strict=True):
        free = _free(name, ground.module, elsewhere) if name else ""
        try:
            if isinstance(entry, Fault):
                raise entry
            _take(taken, entry, free, ground, there.get(free))
        except Fault as fault:
            front = f"'{free}': " if free else ""
            taken.tell(fault.line, "left out", f"{front}{fault.text}")
    taken.findings.sort()
    return taken


def _free(name: str, module: str, elsewhere: Mapping[str, str]) -> str:
    """The id, with its module's before it where another module of the course has it."""
    if name not in elsewhere:
        return name
    return naming.unique(f"{module}-{name}"[:60].rstrip("-"), elsewhere)


def _take(taken: Taken, entry: Entry, name: str, ground: Ground, there: Item | None) -> None:
    maker = Maker(entry)
    own = maker.made()
    if there is not None:
        same = own["prompt"] == there.prompt.strip() and own["type"] == there.type
        words = "" if same else ", with other words, and stays as it is"
        taken.tell(entry.line, "there", f"'{name}' is in the module already{words}")
        return
    values, notes = fitted(ground, name, own, entry.kept, entry.line)
    _validate(values, entry.line)
    for line, told in (*maker.notes, *notes):
        taken.tell(line, "note", f"'{name}': {told}")
    taken.items.append(values)
    taken.lines[name] = entry.line
    taken.tell(entry.line, "add", f"'{name}', {values['type']}: {_begins(own['prompt'])}")


def _begins(prompt: str) -> str:
    words = plain(prompt)
    return words if len(words) <= 60 else f"{words[:59]}…"


def _validate(values: dict[str, Any], line: int) -> None:
    """`Fault` with the first thing that no item may be."""
    try:
        _ITEM.validate_python(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        raise Fault(line, f"{where}: {first['msg']}") from error
