"""Composing: YAML text becomes plain values.

Stricter than YAML: only `true` and `false` are booleans, only plain decimals are numbers, and `No`,
`12:30`, `012` and days stay text. Anchors, aliases and tags are refused, so that no file is larger,
or does more, than it looks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from learning.content import reading
from learning.content.places import Events, Mark, Places, events
from learning.content.problems import Findings, Place, quoted
from learning.content.yaml_rules import refuse

DEPTH = 40
_DIGITS = 15  # what a double keeps exactly
_INT = re.compile(r"-?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "true": True, "false": False,
}  # fmt: skip
_NUMERIC = frozenset("-0123456789")


@dataclass(frozen=True, slots=True)
class Composed:
    """The plain value of a YAML text. `whole` is false where a part of it could not be taken."""

    value: dict[str, Any]
    places: Places
    whole: bool


class _Stop(Exception):
    """The text makes no sense from here on."""

    def __init__(self, rule: str, mark: Mark, message: str) -> None:
        super().__init__(message)
        self.rule, self.mark, self.message = rule, mark, message


@dataclass(slots=True)
class _Composer:
    """One pass over the parser's events."""

    events: Events
    findings: Findings
    above: int
    whole: bool = field(default=True)

    def tell(self, rule: str, mark: Mark, message: str) -> None:
        self.findings.add(rule, Place(mark.line + 1 + self.above, mark.column + 1), message)

    def document(self) -> Any:
        """The one document of the text; an empty text is told, and has no value."""
        begin = self.events.get_event()
        if type(self.events.get_event()) is StreamEndEvent:
            raise _Stop("file.empty", begin.start_mark, "no fields: write them as name: value")
        found = self.value(self.events.get_event(), 0)
        self.events.get_event()
        more = self.events.get_event()
        if type(more) is DocumentStartEvent:
            second = "a second document begins here: a file holds one, delete the line of ---"
            raise _Stop("yaml.documents", more.start_mark, second)
        return found

    def value(self, event: Any, depth: int) -> Any:
        """The value that an event begins."""
        kind = type(event)
        if kind is AliasEvent:
            self.whole = False
            self.tell("yaml.alias", event.start_mark, "an alias (*) repeats text: write it out")
            return None
        if event.anchor is not None or event.tag is not None:
            self.odd(event)
        if kind is ScalarEvent:
            return self.scalar(event)
        if depth == DEPTH:
            deep = f"more than {DEPTH} lists or mappings in one another: make it flatter"
            raise _Stop("yaml.depth", event.start_mark, deep)
        return self.mapping(depth + 1) if kind is MappingStartEvent else self.list(depth + 1)

    def list(self, depth: int) -> list[Any]:
        values: list[Any] = []
        get_event = self.events.get_event
        while type(entry := get_event()) is not SequenceEndEvent:
            values.append(self.value(entry, depth))
        return values

    def mapping(self, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        marks: dict[str, Mark] = {}
        get_event = self.events.get_event
        while type(key := get_event()) is not MappingEndEvent:
            if type(key) is not ScalarEvent:
                raise _Stop("yaml.key", key.start_mark, "a key is plain text: write name: value")
            if key.anchor is not None or key.tag is not None:
                self.odd(key)
            name = key.value
            value = self.value(get_event(), depth)
            if name in values:
                first = marks[name].line + 1 + self.above
                twice = f"{quoted(name)} is already on line {first}: keep one of the two"
                self.tell("yaml.duplicate-key", key.start_mark, twice)
            else:
                values[name], marks[name] = value, key.start_mark
        return values

    def odd(self, event: Any) -> None:
        """Refuse an anchor or a tag; what it stands on is read without it."""
        if event.anchor is not None:
            anchor = f"{quoted('&' + event.anchor)} is an anchor: put the text in quotes"
            self.tell("yaml.alias", event.start_mark, f"{anchor}, or delete the anchor")
        if event.tag is not None:
            name = event.tag.replace("tag:yaml.org,2002:", "!!")
            tag = f"the tag {quoted(name)} is not read: delete it, or put the text in quotes"
            self.tell("yaml.tag", event.start_mark, tag)

    def scalar(self, event: Any) -> Any:
        text = event.value
        if not event.implicit[0]:
            if event.style == '"' and reading.control(text):
                named = "an invisible character, written as an escape: delete it"
                self.tell("file.character", event.start_mark, named)
            return text
        if text in _WORDS:
            return _WORDS[text]
        if text[0] in _NUMERIC:
            return self.number(event, text)
        return text

    def number(self, event: Any, text: str) -> Any:
        """A plain decimal; anything else that begins like one is text."""
        kind = int if _INT.fullmatch(text) else float if _FLOAT.fullmatch(text) else None
        if kind is None:
            return text
        if len(text.lstrip("-").replace(".", "")) > _DIGITS:
            long = f"a number of more than {_DIGITS} digits: shorten it, or put it in quotes"
            self.tell("yaml.number", event.start_mark, long)
            return text
        return kind(text)


def compose(text: str, findings: Findings, above: int = 0) -> Composed | None:
    """The fields of a YAML text; None where it holds none, and problems say why.

    `above` is how many lines of the file stand before the text. A text that is read past a problem
    is returned, so that one run tells all problems.
    """
    composer = _Composer(events(text), findings, above)
    try:
        value = composer.document()
    except _Stop as stop:
        composer.tell(stop.rule, stop.mark, stop.message)
        return None
    except (yaml.YAMLError, ValueError) as error:
        refuse(error, text, findings, above)
        return None
    places = Places(text, above)
    if isinstance(value, dict):
        return Composed(value, places, composer.whole)
    found = f"{_named(value)} where fields are due: write each as name: value"
    findings.add("yaml.not-mapping", places.at(), found)
    return None


def _named(value: Any) -> str:
    return "a list" if isinstance(value, list) else f"the text {quoted(str(value))}"
