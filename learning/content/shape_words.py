"""What a model refuses, in an author's words: what is wrong, and what to write instead."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from learning.content.inline import slug
from learning.content.problems import hint, near_name, printable, quoted

Path = tuple[str | int, ...]


class Refused(NamedTuple):
    """One thing refused: its path, the value there, what the schema says of both, and the error."""

    path: Path
    value: Any
    node: Mapping[str, Any]
    parent: Mapping[str, Any]
    error: Mapping[str, Any]

    @property
    def limits(self) -> Mapping[str, Any]:
        """What the error says of what is allowed."""
        found: Mapping[str, Any] = self.error.get("ctx", {})
        return found

    @property
    def is_missing(self) -> bool:
        """Whether it is a field that is not there."""
        return self.error["type"] in ("missing", "union_tag_not_found")

    @property
    def meant(self) -> Path | None:
        """Where the field belongs that an unknown name was probably meant for."""
        if self.error["type"] != "extra_forbidden":
            return None
        near = near_name(self.path[-1], self.parent.get("properties", ()))
        return (*self.path[:-1], near) if near else None

    @property
    def name(self) -> str:
        """The field, as an author calls it."""
        named = [step for step in self.path if isinstance(step, str)]
        name = quoted(named[-1]) if named else "the file"
        return f"an entry of {name}" if self.path and isinstance(self.path[-1], int) else name


def told(refused: Refused) -> tuple[str, str]:
    """The rule's own name, and the message."""
    kind = refused.error["type"]
    if refused.value is None and kind.endswith(("_type", "_error")):
        return "wrong-type", f"{refused.name} is empty: write its value, or delete the line"
    if kind in _KINDS:
        rule, say = _KINDS[kind]
        return rule, say(refused)
    return "bad-value", f"{_cannot(refused)}: {printable(refused.error['msg'])}"


def _unknown(refused: Refused) -> str:
    name = refused.path[-1]
    return f"unknown field {quoted(name)}{hint(name, refused.parent.get('properties', ()))}"


def _missing(refused: Refused) -> str:
    return f"missing field {refused.name}: add it"


def _cannot(refused: Refused) -> str:
    return f"{refused.name} cannot be {quoted(refused.value)}"


def _text(refused: Refused) -> str:
    if isinstance(refused.value, list | dict):
        return f"{refused.name} is one text, not a list or fields: write it behind the colon"
    shown = json.dumps(refused.value)
    return f'{refused.name} is a text: put {shown} in quotes, "{shown}"'


def _due(what: str) -> Callable[[Refused], str]:
    return lambda refused: f"{refused.name} is {what}"


def _choice(refused: Refused) -> str:
    node = refused.node
    allowed = [str(one) for one in node.get("enum", [node["const"]] if "const" in node else [])]
    allowed = allowed or list(refused.parent.get("tags", ()))
    return f"{_cannot(refused)}{hint(refused.value, allowed)}"


def _pattern(refused: Refused) -> str:
    said = _PATTERNS.get(refused.limits["pattern"], "it has another form, see the guide")
    if said is _PATTERNS[_SLUG] and (meant := slug(refused.value)):
        said = f"{said}, did you mean '{meant}'?"
    return f"{_cannot(refused)}: {said}"


def _long(refused: Refused) -> str:
    most = refused.limits["max_length"]
    if isinstance(refused.value, str):
        return f"{refused.name} has {len(refused.value)} characters: shorten it to {most}"
    return f"{refused.name} has {_entries(refused)}: keep at most {most}"


def _short(refused: Refused) -> str:
    if isinstance(refused.value, str):
        return f"{refused.name} is empty: write it, or delete the line"
    least = refused.limits["min_length"]
    return f"{refused.name} has {_entries(refused)}: it needs at least {least}"


def _entries(refused: Refused) -> str:
    count = len(refused.value)
    return "1 entry" if count == 1 else f"{count} entries"


def _least(refused: Refused) -> str:
    return f"{_cannot(refused)}: write {refused.limits['ge']} or more"


def _most(refused: Refused) -> str:
    return f"{_cannot(refused)}: write {refused.limits['le']} or less"


def _own(refused: Refused) -> str:
    """What a validator of the models says."""
    return f"{_cannot(refused)}: {refused.limits['error']}"


_FIELDS = _due("a group of fields: write them indented below, as name: value")
_KINDS: dict[str, tuple[str, Callable[[Refused], str]]] = {
    "extra_forbidden": ("unknown-field", _unknown),
    "missing": ("missing-field", _missing),
    "union_tag_not_found": ("missing-field", _missing),
    "union_tag_invalid": ("bad-value", _choice),
    "literal_error": ("bad-value", _choice),
    "string_type": ("wrong-type", _text),
    "int_type": ("wrong-type", _due("a whole number: write digits without quotes")),
    "float_type": ("wrong-type", _due("a number: write digits without quotes, as 12 or 0.5")),
    "bool_type": ("wrong-type", _due("true or false: write it in small letters, without quotes")),
    "date_type": ("wrong-type", _due("a day: write it as 2027-03-01")),
    "list_type": ("wrong-type", _due("a list: begin each entry on a line of its own with '- '")),
    "dict_type": ("wrong-type", _FIELDS),
    "model_type": ("wrong-type", _FIELDS),
    "model_attributes_type": ("wrong-type", _FIELDS),
    "string_pattern_mismatch": ("bad-value", _pattern),
    "value_error": ("bad-value", _own),
    "greater_than_equal": ("bad-value", _least),
    "less_than_equal": ("bad-value", _most),
    "string_too_long": ("too-long", _long),
    "too_long": ("too-long", _long),
    "string_too_short": ("too-short", _short),
    "too_short": ("too-short", _short),
}

_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_PATTERNS = {
    _SLUG: "an id has small letters, digits and single hyphens",
    r"^[a-z]+\.[a-z]+(-[a-z]+)*$": "a factor is its group, a dot and its name, as com.handover",
    r"^[^\n]+$": "it is one line: take the line break out",
    r"^https?://[^\s]+$": "an address begins with https:// and has no spaces",
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$": "a day of the year is month and day, as 11-30",
    r"^[A-Z]{2}-\d{2}$": "a sheet is two capitals and two digits, as CP-01",
    r"^[a-z]+$": "a group's id is one word in small letters",
}
