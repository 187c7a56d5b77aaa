"""Adding a module's id to the list in course.yaml without touching anything else of the file.

The author's comments, order and spacing stay. The new text is read again, and is used only when
nothing but the list differs; otherwise the caller says what to add by hand.
"""

from __future__ import annotations

import re

import yaml

# A day that does not exist is a ValueError to the library.
_UNREADABLE = (yaml.YAMLError, ValueError)
_DASH = re.compile(r"[ ]*-[ ]+")


def scalar(text: str) -> str:
    """One line of text for YAML: in quotes where YAML would read something else in it."""
    return text if yaml.safe_load(text) == text else f'"{text}"'


def with_module(text: str, module: str) -> str | None:
    """The text with `module` at the end of `modules:`; None where that cannot be done safely."""
    entry = scalar(module)
    try:
        sequence = _modules(text)
        if sequence is None:
            return None
        flow = bool(sequence.flow_style)
        made = _in_brackets(text, sequence, entry) if flow else _in_lines(text, sequence, entry)
        if made is None or not _only_listed(text, made, module):
            return None
    except _UNREADABLE:
        return None
    return made


def first_objective(text: str) -> tuple[str, str] | None:
    """The first objective's id and its first source's, for a module to begin with; None if none."""
    try:
        course = yaml.safe_load(text)
        objective = course["objectives"][0]
        found = objective["id"], objective["sources"][0]
    except (*_UNREADABLE, KeyError, IndexError, TypeError):
        return None
    return found if all(isinstance(one, str) for one in found) else None


def is_live(text: str) -> bool:
    """Whether the course is published as it stands."""
    course = yaml.safe_load(text)
    return isinstance(course, dict) and course.get("status") == "live"


def _modules(text: str) -> yaml.SequenceNode | None:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == "modules":
            return value if isinstance(value, yaml.SequenceNode) else None
    return None


def _in_brackets(text: str, sequence: yaml.SequenceNode, entry: str) -> str:
    """`[one, two]`: behind the last entry, or within empty brackets."""
    if not sequence.value:
        at = sequence.start_mark.index + 1
        return f"{text[:at]}{entry}{text[at:]}"
    at = sequence.value[-1].end_mark.index
    return f"{text[:at]}, {entry}{text[at:]}"


def _in_lines(text: str, sequence: yaml.SequenceNode, entry: str) -> str | None:
    """`- one` on lines of their own: a line behind the last, dashed as the last is."""
    last = sequence.value[-1]
    start, end = last.start_mark.index, last.end_mark.index
    dash = text[text.rfind("\n", 0, start) + 1 : start]
    if not _DASH.fullmatch(dash):
        return None
    newline = "\r\n" if "\r\n" in text else "\n"
    at = text.find("\n", end) + 1
    if at == 0:
        return f"{text}{newline}{dash}{entry}{newline}"
    return f"{text[:at]}{dash}{entry}{newline}{text[at:]}"


def _only_listed(before: str, after: str, module: str) -> bool:
    old = yaml.safe_load(before)
    new = yaml.safe_load(after)
    return bool(new == {**old, "modules": [*old["modules"], module]})
